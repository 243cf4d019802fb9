import { expect } from 'chai';
import sinon from 'sinon';
import { createGate, type Departure, type Gate } from '../../src/calls/gate.ts';
import type { Clerk } from '../../src/clerk/clerk.ts';
import { readOptions } from '../../src/config/options.ts';
import type { ClerkSession, Options } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../support/nodePage.ts';

/** A promise that the test settles. */
function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
}

describe('gate', () => {
  let page: NodePage;
  let clock: sinon.SinonFakeTimers;
  let gate: Gate | undefined;
  let say: sinon.SinonSpy;
  /** What Clerk knows, and whether it once knew a session or has loaded. */
  let session: ClerkSession | null | undefined;
  let loaded: boolean;
  /** The calls that went out, in their order, with their tokens. */
  let gone: string[];

  const newSession = (id = 'sess_1', getToken: ClerkSession['getToken'] = async () => `token of ${id}`) => ({
    id,
    getToken,
  });

  beforeEach(async () => {
    page = await openNodePage();
    clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    say = sinon.spy();
    session = undefined;
    loaded = false;
    gone = [];
  });
  afterEach(() => {
    gate?.stop();
    gate = undefined;
    clock.restore();
    page.close();
  });

  function open(options: Partial<Options> = {}): Gate {
    const clerk = {
      session() {
        if (session !== undefined) loaded = true;
        return session;
      },
      loaded: () => loaded,
    } as Clerk;
    const settings = readOptions({ backendOrigins: "'self'", ...options }, (option, complaint) => {
      throw new Error(`${option} ${complaint}`);
    });
    gate = createGate(clerk, settings, say);
    return gate;
  }

  /** A call that notes when it goes out. */
  const call = (name: string, more: Partial<Departure> = {}): Departure => ({
    go: (token) => void gone.push(token === undefined ? name : `${name} with ${token}`),
    ...more,
  });

  /** As Clerk's emission does. */
  function become(now: ClerkSession | null | undefined): void {
    session = now;
    gate?.changed();
  }

  const settle = () => clock.tickAsync(0);

  const expectWarning = (pattern: RegExp) => {
    sinon.assert.calledOnce(say);
    sinon.assert.calledWithExactly(say, 'warn', sinon.match(pattern));
  };

  describe('before Clerk knows its session', () => {
    it('D1: calls are held, and go out in their order when Clerk tells, at once', () => {
      const { pass, open: isOpen } = open();
      for (const name of ['a', 'b', 'c']) pass(call(name));
      expect(isOpen()).to.equal(false);
      clock.tick(900);
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      expect(isOpen()).to.equal(true);
      sinon.assert.notCalled(say);
    });

    it('D1: there is no polling: only what Clerk tells counts', () => {
      open({ wait: 5000 }).pass(call('a'));
      clock.tick(10);
      expect(clock.countTimers()).to.equal(1);
      expect(gone).to.deep.equal([]);
    });

    it('D1: an emission without a session changes nothing', () => {
      open().pass(call('a'));
      become(undefined);
      expect(gone).to.deep.equal([]);
    });

    it('D1: that nobody is signed in is knowledge, too', () => {
      open().pass(call('a'));
      become(null);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it('D1: a call made while others go out comes after them', () => {
      const { pass } = open();
      pass(
        call('a', {
          go() {
            gone.push('a');
            pass(call('from a'));
          },
        }),
      );
      pass(call('b'));
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b', 'from a']);
    });

    it('D1: a call goes at once, and synchronously, when Clerk knows its session', () => {
      session = newSession();
      const { pass, open: isOpen } = open();
      expect(isOpen()).to.equal(true);
      pass(call('a'));
      expect(gone).to.deep.equal(['a']);
    });

    it('D1: each call goes once, whatever comes after', () => {
      const { pass, changed, giveUp } = open({ wait: 5000 });
      pass(call('a', { timeout: 2000 }));
      become(newSession());
      become(newSession('sess_2'));
      changed();
      giveUp('again');
      clock.tick(10_000);
      page.fire('pagehide');
      gate?.stop();
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('the longest wait', () => {
    it('D2: counts from the installation, not from the call', () => {
      const { pass } = open({ wait: 3000 });
      clock.tick(2000);
      pass(call('a'));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: is 5000 ms by default', () => {
      page.document.head.innerHTML = '<script src="/clerk.browser.js"></script>';
      open().pass(call('a'));
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: one warning when it is over, all held calls go out, and later calls are not held', () => {
      const { pass, open: isOpen } = open({ wait: 3000 });
      pass(call('a'));
      pass(call('b'));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a', 'b']);
      expect(isOpen()).to.equal(true);
      pass(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      clock.tick(10_000);
      expectWarning(/3000 ms.*without a session/);
    });

    it('D2: the calls go though Clerk never told that it knows', () => {
      open({ wait: 3000 }).pass(call('a'));
      session = newSession();
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it('D2: no warning when Clerk knew its session in time, or no call was held', () => {
      open({ wait: 3000 });
      become(newSession());
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: 0 never holds, and warns of nothing', () => {
      const { pass, open: isOpen } = open({ wait: 0 });
      expect(isOpen()).to.equal(true);
      pass(call('a'));
      expect(gone).to.deep.equal(['a']);
      loaded = true;
      pass(call('b'));
      expect(gone).to.deep.equal(['a', 'b']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: after it, a Clerk that does load is asked for tokens', async () => {
      const { pass } = open({ wait: 1000 });
      clock.tick(1000);
      pass(call('early', { wantsToken: true }));
      become(newSession());
      pass(call('late', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['early', 'late with token of sess_1']);
    });
  });

  describe('waiting for nothing', () => {
    it('D3: giving up lets all calls go, with one warning that has the reason, and holds no more', () => {
      const { pass, giveUp, open: isOpen } = open({ wait: 3000 });
      pass(call('a'));
      giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['a']);
      expect(isOpen()).to.equal(true);
      giveUp('Clerk has status "error"');
      clock.tick(10_000);
      expectWarning(/Clerk's script failed to load.*without a session/);
    });

    it('D3: there is nothing to give up once Clerk knows its session', () => {
      const { giveUp } = open();
      become(newSession());
      giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    it('D3: nothing to give up either when the session is known, but not told', () => {
      const { pass, giveUp } = open();
      pass(call('a'));
      session = null;
      giveUp('Clerk has status "error"');
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it("D3: without Clerk in sight one second after the page's load, the wait ends", () => {
      open().pass(call('a'));
      clock.tick(500);
      page.fire('load');
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
      expectWarning(/no Clerk/);
    });

    it('D3: the second is not counted before load', () => {
      open().pass(call('a'));
      clock.tick(4000);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on a page that has loaded already, the second counts from the installation', () => {
      Object.defineProperty(page.document, 'readyState', { value: 'complete', configurable: true });
      open().pass(call('a'));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
      expectWarning(/no Clerk/);
    });

    for (const [what, show] of Object.entries<() => void>({
      'window.Clerk': () => page.put('Clerk', {}),
      "Clerk's script": () => {
        page.document.head.innerHTML =
          '<script src="https://clerk.page.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js">';
      },
      "Clerk's script, which came within the second": () => {
        setTimeout(() => {
          page.document.body.innerHTML = '<script data-clerk-publishable-key="pk_test_x" src="/vendor.js">';
        }, 900);
      },
    })) {
      it(`D3: with ${what} in sight it does not`, () => {
        open().pass(call('a'));
        page.fire('load');
        show();
        clock.tick(4999);
        expect(gone).to.deep.equal([]);
        clock.tick(1);
        expect(gone).to.deep.equal(['a']);
        expectWarning(/5000 ms/);
      });
    }

    it('D3: it does not where data-wait is given', () => {
      open({ wait: 5000 }).pass(call('a'));
      page.fire('load');
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: it does not where the program has given an instance', () => {
      open({ clerk: { addListener: () => () => {} } }).pass(call('a'));
      page.fire('load');
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on pagehide held calls go, silently', () => {
      const { pass } = open();
      pass(call('a'));
      pass(call('b', { wantsToken: true, ready: new Promise(() => {}) }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D3: on pagehide calls that wait for a token go without it', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      open().pass(call('a', { wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a']);
    });

    it('D3: a page that comes back from the cache after pagehide still holds', () => {
      const { pass } = open();
      page.fire('pagehide');
      pass(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('while the session is undefined after loading', () => {
    beforeEach(() => {
      session = newSession();
    });

    it('D4: calls are held until Clerk knows it again', () => {
      const { pass, open: isOpen } = open();
      pass(call('before'));
      become(undefined);
      expect(isOpen()).to.equal(false);
      pass(call('a'));
      pass(call('b'));
      clock.tick(4000);
      expect(gone).to.deep.equal(['before']);
      become(newSession('sess_2'));
      expect(gone).to.deep.equal(['before', 'a', 'b']);
      sinon.assert.notCalled(say);
    });

    it('D4: up to data-wait from the call, each', () => {
      const { pass } = open({ wait: 3000 });
      pass(call('before'));
      clock.tick(100_000);
      become(undefined);
      pass(call('a'));
      clock.tick(1000);
      pass(call('b'));
      clock.tick(1999);
      expect(gone).to.deep.equal(['before']);
      clock.tick(1);
      expect(gone).to.deep.equal(['before', 'a']);
      sinon.assert.calledWithExactly(say, 'warn', sinon.match(/without a session/));
      clock.tick(999);
      expect(gone).to.deep.equal(['before', 'a']);
      clock.tick(1);
      expect(gone).to.deep.equal(['before', 'a', 'b']);
      pass(call('c'));
      expect(gone, 'a later call is held anew').to.deep.equal(['before', 'a', 'b']);
    });

    it('D4: also when Clerk first says that it has loaded, and its session is not known', () => {
      session = undefined;
      const { pass } = open({ wait: 3000 });
      clock.tick(3000);
      loaded = true;
      pass(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: the first wait was over long ago and does not matter any more', () => {
      const { pass } = open({ wait: 3000 });
      become(newSession());
      become(undefined);
      pass(call('a'));
      clock.tick(2999);
      expect(gone).to.deep.equal([]);
      sinon.assert.notCalled(say);
    });
  });

  describe("a call's own timeout", () => {
    it('D6: it is held no longer than that, and alone', () => {
      const { pass } = open({ wait: 5000 });
      pass(call('patient'));
      pass(call('hasty', { timeout: 1000 }));
      pass(call('patient, too', { timeout: 0 }));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['hasty']);
      become(newSession());
      expect(gone).to.deep.equal(['hasty', 'patient', 'patient, too']);
    });

    it('D6: a longer one than data-wait does not lengthen the wait', () => {
      const { pass } = open({ wait: 3000 });
      pass(call('a', { timeout: 9000 }));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      become(newSession());
      become(undefined);
      pass(call('b', { timeout: 9000 }));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D6: it bounds the wait for Clerk and for a token together', async () => {
      const { pass } = open({ wait: 5000 });
      pass(call('a', { timeout: 1000, wantsToken: true }));
      await clock.tickAsync(900);
      become(newSession('sess_1', () => new Promise(() => {})));
      await clock.tickAsync(99);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('tokens', () => {
    it('C6: a call that wants one waits for it', async () => {
      session = newSession();
      const { pass, open: isOpen } = open();
      pass(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal([]);
      expect(isOpen(), 'later calls come after it').to.equal(false);
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
      expect(isOpen()).to.equal(true);
    });

    it('C6: one is fetched for each call, never kept', async () => {
      const getToken = sinon.stub().callsFake(async () => `token ${getToken.callCount}`);
      session = newSession('sess_1', getToken);
      const { pass } = open();
      pass(call('a', { wantsToken: true }));
      pass(call('b', { wantsToken: true }));
      await settle();
      pass(call('c', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a with token 1', 'b with token 2', 'c with token 3']);
    });

    it('C6: who does not want one is not kept waiting, and ClerkJS is not asked', () => {
      const getToken = sinon.stub();
      session = newSession('sess_1', getToken);
      open().pass(call('a'));
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(getToken);
    });

    it('C4: signed out there is none to wait for', () => {
      session = null;
      open().pass(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: getToken is called on its session', async () => {
      session = newSession('sess_1', async function (this: ClerkSession) {
        return `token of ${this.id}, itself`;
      });
      open().pass(call('a', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1, itself']);
    });

    for (const [what, getToken] of Object.entries<ClerkSession['getToken']>({
      rejects: () => Promise.reject(new Error('offline')),
      throws: () => {
        throw new Error('broken');
      },
      'gives null': async () => null,
      'gives an empty string': async () => '',
    })) {
      it(`C6: where getToken ${what}, the call goes out without it`, async () => {
        session = newSession('sess_1', getToken);
        open().pass(call('a', { wantsToken: true }));
        await settle();
        expect(gone).to.deep.equal(['a']);
      });
    }

    it('C6: where getToken hangs, the call goes out without it after data-wait', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      const { pass } = open({ wait: 3000 });
      await clock.tickAsync(10_000);
      pass(call('a', { wantsToken: true }));
      pass(call('b'));
      await clock.tickAsync(2999);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('C6: where data-wait is 0, a hanging getToken is bounded all the same', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      open({ wait: 0 }).pass(call('a', { wantsToken: true }));
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: a token that comes too late is of no use', async () => {
      const token = deferred<string>();
      session = newSession('sess_1', () => token.promise);
      open({ wait: 3000 }).pass(call('a', { wantsToken: true }));
      await clock.tickAsync(3000);
      token.resolve('late');
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('D1: waiting for a token keeps the place', async () => {
      const tokens = [deferred<string>(), deferred<string>()] as const;
      let asked = 0;
      session = newSession('sess_1', () => (tokens[asked++] as (typeof tokens)[0]).promise);
      const { pass } = open();
      pass(call('a', { wantsToken: true }));
      pass(call('b', { wantsToken: true }));
      pass(call('c'));
      tokens[1].resolve('second');
      await settle();
      expect(gone).to.deep.equal([]);
      tokens[0].resolve('first');
      await settle();
      expect(gone).to.deep.equal(['a with first', 'b with second', 'c']);
    });

    it('D1: tokens of all calls are asked for at once, not one after the other', () => {
      const getToken = sinon.stub().returns(new Promise(() => {}));
      const { pass } = open();
      for (const name of ['a', 'b', 'c']) pass(call(name, { wantsToken: true }));
      sinon.assert.notCalled(getToken);
      become(newSession('sess_1', getToken));
      sinon.assert.calledThrice(getToken);
    });

    it('D1: a held call gets one when Clerk knows its session', async () => {
      const { pass } = open();
      pass(call('a', { wantsToken: true }));
      pass(call('b'));
      become(newSession());
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1', 'b']);
    });
  });

  describe('a token while the account changes', () => {
    let token: ReturnType<typeof deferred<string>>;

    beforeEach(() => {
      token = deferred();
      session = newSession('sess_A', () => token.promise);
      open({ wait: 3000 }).pass(call('a', { wantsToken: true }));
    });

    it('C3: after a switch the token is that of the new session', async () => {
      become(newSession('sess_B'));
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('C3: a switch by way of an unknown session: the token of one does not go with the other', async () => {
      become(undefined);
      token.resolve('token of sess_A');
      await settle();
      become(newSession('sess_B'));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('D4: while the session is unknown, the call is held', async () => {
      become(undefined);
      token.resolve('token of sess_A');
      await clock.tickAsync(2000);
      expect(gone).to.deep.equal([]);
    });

    it('C4: after a sign-out the call goes at once, without one', async () => {
      become(null);
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('C4: after a sign-out that makes getToken fail, too', async () => {
      become(null);
      token.reject(new Error('no session'));
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('C3: the same session emitted anew keeps its token', async () => {
      become(newSession('sess_A', () => token.promise));
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_A']);
    });
  });

  describe('what a call itself needs', () => {
    it('D5: a call waits for its body, and keeps its place', async () => {
      session = newSession();
      const body = deferred<void>();
      const { pass } = open();
      pass(call('a', { ready: body.promise }));
      pass(call('b'));
      await settle();
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D5: for its body and for its token', async () => {
      session = newSession();
      const body = deferred<void>();
      open().pass(call('a', { ready: body.promise, wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
    });

    it('D5: a long upload body is not cut off by data-wait', async () => {
      session = newSession();
      const body = deferred<void>();
      open({ wait: 1000 }).pass(call('a', { ready: body.promise }));
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('cancelling', () => {
    it('D5: a call that is cancelled never goes', async () => {
      const { pass, cancel } = open({ wait: 3000 });
      const [a, b, c] = ['a', 'b', 'c'].map((name) => call(name, { timeout: 500 })) as [
        Departure,
        Departure,
        Departure,
      ];
      for (const each of [a, b, c]) pass(each);
      cancel(b);
      become(newSession());
      clock.tick(10_000);
      expect(gone).to.deep.equal(['a', 'c']);
    });

    it('D5: its timer goes with it', () => {
      const { pass, cancel } = open({ wait: 3000 });
      const timers = clock.countTimers();
      const a = call('a', { timeout: 500 });
      pass(a);
      expect(clock.countTimers()).to.equal(timers + 1);
      cancel(a);
      expect(clock.countTimers()).to.equal(timers);
    });

    it('D5: those behind a call that waits for its token go when it is cancelled', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      const { pass, cancel } = open();
      const a = call('a', { wantsToken: true });
      pass(a);
      pass(call('b'));
      cancel(a);
      expect(gone).to.deep.equal(['b']);
    });

    it('D5: a call that is cancelled while its token comes does not go', async () => {
      session = newSession();
      const { pass, cancel } = open();
      const a = call('a', { wantsToken: true });
      pass(a);
      cancel(a);
      await settle();
      expect(gone).to.deep.equal([]);
    });

    it('D5: nor when the account changes at the same time', async () => {
      session = newSession('sess_A');
      const { pass, cancel } = open({ wait: 1000 });
      const a = call('a', { wantsToken: true });
      pass(a);
      cancel(a);
      become(newSession('sess_B', () => new Promise(() => {})));
      await clock.tickAsync(10_000);
      expect(gone).to.deep.equal([]);
    });

    it('D5: cancelling what is not there is harmless', () => {
      open().cancel(call('a'));
      expect(gone).to.deep.equal([]);
    });
  });

  describe('stopping', () => {
    it('A6: held calls are let go, in their order, without a warning, and nothing is held any more', async () => {
      const { pass, stop, open: isOpen } = open();
      pass(call('a', { wantsToken: true }));
      pass(call('b'));
      stop();
      expect(gone).to.deep.equal(['a', 'b']);
      expect(isOpen()).to.equal(true);
      pass(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      sinon.assert.notCalled(say);
    });

    it('A6: calls that wait for a token go without it, and ClerkJS is not asked any more', async () => {
      const getToken = sinon.stub().returns(new Promise(() => {}));
      session = newSession('sess_1', getToken);
      const { pass, stop } = open();
      pass(call('a', { wantsToken: true }));
      stop();
      expect(gone).to.deep.equal(['a']);
      pass(call('b', { wantsToken: true }));
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.calledOnce(getToken);
    });

    it('A6: a Clerk that fails later is no news', () => {
      const { stop, giveUp } = open();
      stop();
      giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    for (const readyState of ['loading', 'complete']) {
      it(`A6: no timer is left, and nothing is said any more (document ${readyState})`, () => {
        Object.defineProperty(page.document, 'readyState', { value: readyState, configurable: true });
        const { stop } = open();
        page.fire('load');
        stop();
        page.fire('load');
        expect(clock.countTimers()).to.equal(0);
        clock.tick(10_000);
        sinon.assert.notCalled(say);
      });
    }
  });
});
