import { expect } from 'chai';
import sinon from 'sinon';
import { ClerkWait } from '../../src/calls/clerkWait.ts';
import { Gate, type HeldCall } from '../../src/calls/gate.ts';
import type { Clerk } from '../../src/clerk/clerk.ts';
import { contextOf } from '../../src/clerk/context.ts';
import { TOKEN_LIMIT } from '../../src/clerk/tokens.ts';
import { readOptions } from '../../src/config/options.ts';
import type { ClerkSession, Options } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, fail, optionsOf } from '../kit/settings.ts';

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
  let gate: Gate;
  let wait: ClerkWait;
  let say: sinon.SinonSpy;
  /** What Clerk knows, and whether it says that it has loaded. */
  let session: ClerkSession | null | undefined;
  let loaded: boolean;
  /** The token that it has at hand. */
  let tokenNow: string | undefined;
  /** Whether there is a Clerk, or a script that loads one. */
  let inSight: boolean;
  let follow: sinon.SinonSpy;
  /** What a look at the context gives. */
  let look: (context: string | null | undefined) => string | null | undefined;
  /** The calls that went out, in their order, with their tokens. */
  let gone: string[];

  const newSession = (id = 'sess_1', getToken: ClerkSession['getToken'] = async () => `token of ${id}`) => ({
    id,
    getToken,
  });

  beforeEach(async () => {
    page = await openNodePage();
    clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    say = sinon.spy();
    session = undefined;
    loaded = false;
    tokenNow = undefined;
    inSight = false;
    follow = sinon.spy();
    look = (context) => context;
    gone = [];
  });
  afterEach(() => {
    wait.stop();
    clock.restore();
    page.close();
  });

  function open(options: Partial<Options> = {}): Gate {
    const clerk: Clerk = {
      session: () => session,
      context: () => look(session && contextOf(session)),
      organization: () => null,
      signInPage: () => null,
      cookieContext: () => session && contextOf(session),
      isSwitching: () => false,
      loaded: () => loaded,
      status: () => 'ready',
      tokenExpiresIn: () => null,
      production: () => false,
      tokenNow: () => tokenNow,
      async token(of) {
        try {
          return (await of.getToken()) || undefined;
        } catch {
          return undefined;
        }
      },
      inSight: () => inSight,
      follow,
      subscribe() {},
      stop() {},
    };
    const settings = readOptions(optionsOf({ backendOrigins: "'self'", ...options }), fail, CHANNELS);
    wait = new ClerkWait(clerk, settings, say);
    gate = new Gate(wait, clerk, settings, say);
    return gate;
  }

  /** A call that notes when it goes out. */
  const call = (name: string, more: Partial<HeldCall> = {}): HeldCall => ({
    send: (token) => void gone.push(token === undefined ? name : `${name} with ${token}`),
    wantsToken: false,
    ready: undefined,
    timeout: undefined,
    ...more,
  });

  /** Gives a call a body, which is read until the test settles it. */
  function reading(held: HeldCall) {
    const read = deferred<void>();
    Object.assign(held, { ready: read.promise });
    return read;
  }

  /** As Clerk's emission does. */
  function become(now: ClerkSession | null | undefined): void {
    session = now;
    inSight = true;
    wait.changed();
  }

  const settle = () => clock.tickAsync(0);

  const expectWarning = (pattern: RegExp) => {
    sinon.assert.calledOnce(say);
    sinon.assert.calledWithExactly(say, 'warn', sinon.match(pattern));
  };

  describe('before Clerk knows its session', () => {
    it('D1: calls are held, and go out in their order when Clerk tells, at once', () => {
      open();
      for (const name of ['a', 'b', 'c']) gate.enqueue(call(name));
      expect(gate.isOpen()).to.equal(false);
      clock.tick(900);
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      expect(gate.isOpen()).to.equal(true);
      sinon.assert.notCalled(say);
    });

    it('D1: there is no polling: only what Clerk tells counts', () => {
      open({ wait: 5000 }).enqueue(call('a'));
      clock.tick(10);
      expect(clock.countTimers()).to.equal(1);
      expect(gone).to.deep.equal([]);
    });

    it('D1: an emission without a session changes nothing', () => {
      open().enqueue(call('a'));
      become(undefined);
      expect(gone).to.deep.equal([]);
    });

    it('D1: whatever may have changed, the Clerk of that moment is listened to', () => {
      open();
      sinon.assert.notCalled(follow);
      wait.changed();
      sinon.assert.calledOnce(follow);
      gate.enqueue(call('a'));
      expect(follow.callCount).to.be.above(1);
    });

    it('D1: that nobody is signed in is knowledge, too', () => {
      open().enqueue(call('a'));
      become(null);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it('D1: a call made while others go out comes after them', () => {
      open();
      gate.enqueue(
        call('a', {
          send() {
            gone.push('a');
            gate.enqueue(call('from a'));
          },
        }),
      );
      gate.enqueue(call('b'));
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b', 'from a']);
    });

    it('D1: a call goes at once, and synchronously, when Clerk knows its session', () => {
      session = newSession();
      open();
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
    });

    it('D1: each call goes once, whatever comes after', () => {
      open({ wait: 5000 });
      gate.enqueue(call('a', { timeout: () => 2000 }));
      become(newSession());
      become(newSession('sess_2'));
      wait.changed();
      wait.giveUp('again');
      clock.tick(10_000);
      page.fire('pagehide');
      wait.stop();
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('the longest wait', () => {
    it('D2: counts from the installation, not from the call', () => {
      open({ wait: 3000 });
      clock.tick(2000);
      gate.enqueue(call('a'));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: is 5000 ms by default', () => {
      open().enqueue(call('a'));
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: one warning when it is over, all held calls go out, and later calls are not held', () => {
      open({ wait: 3000 });
      gate.enqueue(call('a'));
      gate.enqueue(call('b'));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a', 'b']);
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      clock.tick(10_000);
      expectWarning(/3000 ms.*without a session/);
    });

    it('D2: no warning when Clerk knew its session in time, or no call was held', () => {
      open({ wait: 3000 });
      become(newSession());
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: 0 never holds, and warns of nothing', () => {
      open({ wait: 0 });
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      loaded = true;
      gate.enqueue(call('b'));
      expect(gone).to.deep.equal(['a', 'b']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: after it, a Clerk that does load is asked for tokens', async () => {
      open({ wait: 1000 });
      clock.tick(1000);
      gate.enqueue(call('early', { wantsToken: true }));
      become(newSession());
      gate.enqueue(call('late', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['early', 'late with token of sess_1']);
    });
  });

  describe('a session that nobody tells of', () => {
    it('D2a: a later call lets all held calls go, before itself', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      session = newSession();
      expect(gone).to.deep.equal([]);
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2a, D1: so does one that asks first whether it has to wait', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      session = newSession();
      if (gate.isOpen()) call('c').send();
      else gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
    });

    it('D2a: the end of the wait finds it, and warns of nothing', () => {
      open({ wait: 3000 }).enqueue(call('a'));
      session = newSession();
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it("D2a: a call's own timeout finds it for all, and warns of nothing", async () => {
      open({ wait: 3000 });
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true, timeout: () => 1000 }));
      clock.tick(500);
      session = newSession();
      await clock.tickAsync(500);
      expect(gone).to.deep.equal(['a with token of sess_1', 'b with token of sess_1']);
      sinon.assert.notCalled(say);
    });

    it('D2a: after a switch, the end of the wait of one call finds it for all', () => {
      session = newSession();
      open({ wait: 3000 });
      wait.changed();
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(1000);
      gate.enqueue(call('b'));
      session = newSession('sess_2');
      clock.tick(1999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
    });

    it('D2a: a call that leaves with a session shows it: one that is unknown later is a switch', () => {
      open({ wait: 3000 });
      session = newSession();
      gate.enqueue(call('first'));
      session = undefined;
      loaded = true;
      clock.tick(2000);
      gate.enqueue(call('a'));
      clock.tick(2999);
      expect(gone).to.deep.equal(['first']);
      sinon.assert.notCalled(say);
      clock.tick(1);
      expect(gone).to.deep.equal(['first', 'a']);
    });
  });

  describe('waiting for nothing', () => {
    it('D3: giving up lets all calls go, with one warning that has the reason, and holds no more', () => {
      open({ wait: 3000 });
      gate.enqueue(call('a'));
      wait.giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['a']);
      expect(gate.isOpen()).to.equal(true);
      wait.giveUp('Clerk has status "error"');
      clock.tick(10_000);
      expectWarning(/Clerk's script failed to load.*without a session/);
    });

    it('D3: there is nothing to give up once Clerk knows its session', () => {
      open();
      become(newSession());
      wait.giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    it('D3: nothing to give up either when the session is known, but not told', () => {
      open();
      gate.enqueue(call('a'));
      session = null;
      wait.giveUp('Clerk has status "error"');
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it("D3: without Clerk in sight one second after the page's load, the wait ends", () => {
      open().enqueue(call('a'));
      clock.tick(500);
      page.fire('load');
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
      expectWarning(/no Clerk/);
    });

    it('D3: the second is not counted before load', () => {
      open().enqueue(call('a'));
      clock.tick(4000);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on a page that has loaded already, the second counts from the installation', () => {
      Object.defineProperty(page.document, 'readyState', { value: 'complete', configurable: true });
      open().enqueue(call('a'));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
      expectWarning(/no Clerk/);
    });

    for (const [what, after] of [
      ['Clerk in sight', 0],
      ['a Clerk that came into sight within the second', 900],
    ] as const) {
      it(`D3: with ${what} it does not`, () => {
        open().enqueue(call('a'));
        page.fire('load');
        clock.tick(after);
        inSight = true;
        clock.tick(4999 - after);
        expect(gone).to.deep.equal([]);
        clock.tick(1);
        expect(gone).to.deep.equal(['a']);
        expectWarning(/5000 ms/);
      });
    }

    it('D3: it does not where data-wait is given', () => {
      open({ wait: 5000 }).enqueue(call('a'));
      page.fire('load');
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: it does not where the program has given an instance', () => {
      open({ clerk: { addListener: () => () => {} } }).enqueue(call('a'));
      page.fire('load');
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on pagehide held calls go, silently', () => {
      open();
      gate.enqueue(call('a'));
      gate.enqueue(call('b', { wantsToken: true, ready: new Promise(() => {}) }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D3: the wait that is over does not end a second time', () => {
      open();
      page.fire('load');
      clock.tick(500);
      become(null);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });
  });

  describe('a Clerk that comes into sight after a wait for none', () => {
    beforeEach(() => {
      open();
      page.fire('load');
      clock.tick(1000);
      expectWarning(/no Clerk/);
      gate.enqueue(call('early'));
      expect(gone).to.deep.equal(['early']);
      clock.tick(60_000);
    });

    it('D3a: calls made from then on are held, and get its session', async () => {
      inSight = true;
      wait.changed();
      expect(gate.isOpen()).to.equal(false);
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b'));
      clock.tick(1000);
      expect(gone).to.deep.equal(['early']);
      become(newSession());
      await settle();
      expect(gone).to.deep.equal(['early', 'b', 'a with token of sess_1']);
      sinon.assert.calledOnce(say);
    });

    it('D3a: a call sees it, though nothing has told', () => {
      inSight = true;
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early']);
      become(newSession());
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: so does a call that asks whether it has to wait', () => {
      inSight = true;
      expect(gate.isOpen()).to.equal(false);
    });

    it('D3a: up to data-wait from that moment', () => {
      inSight = true;
      wait.changed();
      clock.tick(3000);
      gate.enqueue(call('a'));
      clock.tick(1999);
      expect(gone).to.deep.equal(['early']);
      clock.tick(1);
      expect(gone).to.deep.equal(['early', 'a']);
      sinon.assert.calledTwice(say);
      sinon.assert.calledWithExactly(say, 'warn', sinon.match(/5000 ms/));
      wait.changed();
      gate.enqueue(call('b'));
      expect(gone, 'it does not begin a third time').to.deep.equal(['early', 'a', 'b']);
    });

    it('D3a: its failure ends the wait at once', () => {
      inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      wait.giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: one that knows its session holds nothing', () => {
      inSight = true;
      become(newSession());
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: as long as none is in sight, nothing is held', () => {
      wait.changed();
      gate.enqueue(call('a'));
      expect(gate.isOpen()).to.equal(true);
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('A6: after the installation it is of no interest', () => {
      wait.stop();
      inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early', 'a']);
      expect(clock.countTimers()).to.equal(0);
    });
  });

  for (const [what, end] of Object.entries<() => void>({
    'took too long': () => clock.tick(5000),
    failed: () => wait.giveUp('Clerk has status "error"'),
  })) {
    it(`D3a: a wait that ended because Clerk ${what} does not begin anew`, () => {
      open();
      end();
      inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      expect(gate.isOpen()).to.equal(true);
    });
  }

  describe('while the page is left', () => {
    const never = () => new Promise<never>(() => {});

    it('D3b: calls that wait for a token go with the one at hand', () => {
      session = newSession('sess_1', never);
      tokenNow = 'at hand';
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a with at hand', 'b with at hand']);
      sinon.assert.notCalled(say);
    });

    it('D3b: and without where there is none', () => {
      session = newSession('sess_1', never);
      open().enqueue(call('a', { wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a']);
    });

    it('D3b, D5a: calls that wait for their body go', () => {
      session = newSession();
      tokenNow = 'at hand';
      open();
      gate.enqueue(call('a', { ready: never() }));
      gate.enqueue(call('b', { ready: never(), wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a', 'b with at hand']);
    });

    it('D3b: a token that comes later, and a body, send nothing twice', async () => {
      const token = deferred<string>();
      session = newSession('sess_1', () => token.promise);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      const b = call('b');
      const body = reading(b);
      gate.enqueue(b);
      page.fire('pagehide');
      page.fire('pageshow');
      token.resolve('late');
      body.resolve();
      await clock.tickAsync(10_000);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D3b: calls go at once, with the session and the token at hand; ClerkJS is not asked', () => {
      const getToken = sinon.spy(never);
      session = newSession('sess_1', getToken);
      tokenNow = 'at hand';
      open();
      page.fire('pagehide');
      expect(wait.isLeaving).to.equal(true);
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { ready: never() }));
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a with at hand', 'b', 'c']);
      sinon.assert.notCalled(getToken);
    });

    it('D3b: signed out, a token at hand is of no use', () => {
      session = null;
      tokenNow = 'at hand';
      open();
      page.fire('pagehide');
      gate.enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a']);
    });

    it('D3b: nothing is held, neither for the first session nor for the next one', () => {
      open();
      page.fire('pagehide');
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('a'));
      become(newSession());
      become(undefined);
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('b'));
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
    });

    it('D3b: a page that comes back goes on as before', async () => {
      open();
      page.fire('pagehide');
      page.fire('pageshow');
      expect(wait.isLeaving).to.equal(false);
      expect(gate.isOpen()).to.equal(false);
      gate.enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal([]);
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
    });

    it('D3b: that a page is shown for the first time lets nothing go', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      page.fire('pageshow');
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D4: nor does it lengthen the wait for the next session', () => {
      session = newSession();
      open({ wait: 3000 });
      wait.changed();
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(2000);
      page.fire('pageshow');
      clock.tick(1000);
      expect(gone).to.deep.equal(['a']);
    });
  });

  describe('while the session is undefined after loading', () => {
    beforeEach(() => {
      session = newSession();
      loaded = true;
    });

    it('D4: calls are held until Clerk knows it again', () => {
      open();
      gate.enqueue(call('before'));
      become(undefined);
      expect(gate.isOpen()).to.equal(false);
      gate.enqueue(call('a'));
      gate.enqueue(call('b'));
      clock.tick(4000);
      expect(gone).to.deep.equal(['before']);
      become(newSession('sess_2'));
      expect(gone).to.deep.equal(['before', 'a', 'b']);
      sinon.assert.notCalled(say);
    });

    it('D4: also where Clerk never says that it has loaded: it once knew a session', () => {
      open({ wait: 3000 });
      wait.changed();
      loaded = false;
      clock.tick(60_000);
      become(undefined);
      expect(gate.isOpen()).to.equal(false);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession('sess_2'));
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: also where nobody was signed in before', () => {
      session = null;
      open();
      wait.changed();
      become(undefined);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
    });

    it('D4: up to data-wait from the call, each', () => {
      open({ wait: 3000 });
      gate.enqueue(call('before'));
      clock.tick(100_000);
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(1000);
      gate.enqueue(call('b'));
      clock.tick(1999);
      expect(gone).to.deep.equal(['before']);
      clock.tick(1);
      expect(gone).to.deep.equal(['before', 'a']);
      sinon.assert.calledWithExactly(say, 'warn', sinon.match(/without a session/));
      clock.tick(999);
      expect(gone).to.deep.equal(['before', 'a']);
      clock.tick(1);
      expect(gone).to.deep.equal(['before', 'a', 'b']);
      gate.enqueue(call('c'));
      expect(gone, 'a later call is held anew').to.deep.equal(['before', 'a', 'b']);
    });

    it('D4: also when Clerk first says that it has loaded, and its session is not known', () => {
      session = undefined;
      loaded = false;
      open({ wait: 3000 });
      clock.tick(3000);
      loaded = true;
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: the first wait was over long ago and does not matter any more', () => {
      open({ wait: 3000 });
      become(newSession());
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(2999);
      expect(gone).to.deep.equal([]);
      sinon.assert.notCalled(say);
    });
  });

  describe("a call's own timeout", () => {
    it('D6: it is held no longer than that, and alone', () => {
      open({ wait: 5000 });
      gate.enqueue(call('patient'));
      gate.enqueue(call('hasty', { timeout: () => 1000 }));
      gate.enqueue(call('patient, too', { timeout: () => 0 }));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['hasty']);
      become(newSession());
      expect(gone).to.deep.equal(['hasty', 'patient', 'patient, too']);
    });

    it('D6: a longer one than data-wait does not lengthen the wait', () => {
      open({ wait: 3000 });
      gate.enqueue(call('a', { timeout: () => 9000 }));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      become(newSession());
      become(undefined);
      gate.enqueue(call('b', { timeout: () => 9000 }));
      clock.tick(3000);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    for (const [what, before, change, due] of [
      ['is set', 0, 1000, 1000],
      ['is shortened', 4000, 1000, 1000],
      ['is lengthened', 1000, 2000, 2000],
      ['is over by then', 4000, 300, 500],
      ['is taken away', 1000, 0, 4500],
    ] as const) {
      it(`D6: one that ${what} while it is held counts from send(), as it stands`, () => {
        let timeout: number = before;
        const held = call('a', { timeout: () => timeout, timeOut: () => void gone.push('a in time') });
        open({ wait: 4500 }).enqueue(held);
        clock.tick(500);
        timeout = change;
        gate.recheck(held);
        clock.tick(Math.max(due - 501, 0));
        if (due > 500) expect(gone).to.deep.equal([]);
        clock.tick(2);
        // Without one of its own, it waits as long as others do, and is sent.
        expect(gone).to.deep.equal([change ? 'a in time' : 'a']);
      });
    }

    for (const [what, change] of [
      ['taken away', 0],
      ['lengthened', 2000],
    ] as const) {
      it(`D6: one that is ${what} at the last moment does not end the wait`, () => {
        let timeout = 1000;
        const held = call('a', { timeout: () => timeout, timeOut: () => void gone.push('a in time') });
        open({ wait: 4500 }).enqueue(held);
        clock.tick(999);
        timeout = change;
        gate.recheck(held);
        clock.tick(500);
        expect(gone).to.deep.equal([]);
      });
    }

    it('D6: it also changes while a token is waited for', async () => {
      let timeout = 0;
      session = newSession('sess_1', () => new Promise(() => {}));
      const held = call('a', { wantsToken: true, timeout: () => timeout });
      open().enqueue(held);
      await clock.tickAsync(500);
      timeout = 1000;
      gate.recheck(held);
      await clock.tickAsync(499);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D6: it bounds the wait for Clerk and for a token together', async () => {
      open({ wait: 5000 });
      gate.enqueue(call('a', { timeout: () => 1000, wantsToken: true }));
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
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal([]);
      expect(gate.isOpen(), 'it keeps no other call waiting (D1)').to.equal(true);
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
      expect(gate.isOpen()).to.equal(true);
    });

    it('C6: one is fetched for each call, never kept', async () => {
      const getToken = sinon.stub().callsFake(async () => `token ${getToken.callCount}`);
      session = newSession('sess_1', getToken);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true }));
      await settle();
      gate.enqueue(call('c', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a with token 1', 'b with token 2', 'c with token 3']);
    });

    it('C6: who does not want one is not kept waiting, and ClerkJS is not asked', () => {
      const getToken = sinon.stub();
      session = newSession('sess_1', getToken);
      open().enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(getToken);
    });

    it('C4: signed out there is none to wait for', () => {
      session = null;
      open().enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: where there is none to be had, the call goes out without it', async () => {
      session = newSession('sess_1', async () => null);
      open().enqueue(call('a', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    for (const wait of [0, 3000, 60_000]) {
      it(`C6: where getToken hangs, the call goes out without it after 5 s, also with data-wait ${wait}`, async () => {
        session = newSession('sess_1', () => new Promise(() => {}));
        open({ wait });
        await clock.tickAsync(10_000);
        gate.enqueue(call('a', { wantsToken: true }));
        await clock.tickAsync(4999);
        expect(gone).to.deep.equal([]);
        await clock.tickAsync(1);
        expect(gone).to.deep.equal(['a']);
        sinon.assert.notCalled(say);
      });
    }

    it('C6: the time that a call was held does not count', async () => {
      open({ wait: 60_000 }).enqueue(call('a', { wantsToken: true }));
      await clock.tickAsync(30_000);
      become(newSession('sess_1', () => new Promise(() => {})));
      await clock.tickAsync(TOKEN_LIMIT - 1);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('C6, D4: the time that a switch of the account takes does not count', async () => {
      const tokens: (() => void)[] = [];
      const slow = (id: string) =>
        newSession(id, () => new Promise((resolve) => tokens.push(() => resolve(`token of ${id}`))));
      session = slow('sess_1');
      open({ wait: 60_000 }).enqueue(call('a', { wantsToken: true }));
      await clock.tickAsync(1000);
      become(undefined);
      tokens[0]?.();
      await clock.tickAsync(30_000);
      become(slow('sess_2'));
      await clock.tickAsync(TOKEN_LIMIT - 1);
      expect(gone).to.deep.equal([]);
      tokens[1]?.();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_2']);
    });

    it('C6, D4: a call whose token does not come is held while the account is switched', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      open({ wait: 60_000 }).enqueue(call('a', { wantsToken: true }));
      become(undefined);
      await clock.tickAsync(TOKEN_LIMIT + 1000);
      expect(gone).to.deep.equal([]);
      become(newSession('sess_2'));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_2']);
    });

    it('C6: a token that comes too late is of no use', async () => {
      const token = deferred<string>();
      session = newSession('sess_1', () => token.promise);
      open({ wait: 3000 }).enqueue(call('a', { wantsToken: true }));
      await clock.tickAsync(TOKEN_LIMIT);
      token.resolve('late');
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: offline, a call goes at once, with the token at hand', () => {
      const getToken = sinon.spy(() => new Promise<never>(() => {}));
      session = newSession('sess_1', getToken);
      tokenNow = 'at hand';
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      open().enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a with at hand']);
      sinon.assert.notCalled(getToken);
    });

    it('D1: a call that waits for its token holds up no other, and goes as soon as it has it', async () => {
      const tokens = [deferred<string>(), deferred<string>()] as const;
      let asked = 0;
      session = newSession('sess_1', () => (tokens[asked++] as (typeof tokens)[0]).promise);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true }));
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['c']);
      tokens[1].resolve('second');
      await settle();
      expect(gone).to.deep.equal(['c', 'b with second']);
      tokens[0].resolve('first');
      await settle();
      expect(gone).to.deep.equal(['c', 'b with second', 'a with first']);
    });

    it('D1: tokens of all calls are asked for at once, not one after the other', () => {
      const getToken = sinon.stub().returns(new Promise(() => {}));
      open();
      for (const name of ['a', 'b', 'c']) gate.enqueue(call(name, { wantsToken: true }));
      sinon.assert.notCalled(getToken);
      become(newSession('sess_1', getToken));
      sinon.assert.calledThrice(getToken);
    });

    it('D1: a held call gets one when Clerk knows its session', async () => {
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b'));
      become(newSession());
      await settle();
      expect(gone).to.deep.equal(['b', 'a with token of sess_1']);
    });

    it('D1: calls that were held, and whose tokens come at once, keep their order', async () => {
      open();
      for (const name of ['a', 'b', 'c']) gate.enqueue(call(name, { wantsToken: true }));
      become(newSession());
      await settle();
      expect(gone).to.deep.equal(['a', 'b', 'c'].map((name) => `${name} with token of sess_1`));
    });
  });

  describe('a token while the account changes', () => {
    let token: ReturnType<typeof deferred<string>>;

    beforeEach(() => {
      token = deferred();
      session = newSession('sess_A', () => token.promise);
      open({ wait: 3000 }).enqueue(call('a', { wantsToken: true }));
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

    it('C3: of two calls that wait, each leaves with the token of the session that is active then', async () => {
      const second = deferred<string>();
      session = newSession('sess_A', () => second.promise);
      gate.enqueue(
        call('b', { wantsToken: true, send: (given) => void gone.push(`b of ${session?.id} with ${given}`) }),
      );
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_A']);
      become(newSession('sess_B'));
      second.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_A', 'b of sess_B with token of sess_B']);
    });

    it('C3: a switch that ClerkJS has not told of counts, too', async () => {
      session = newSession('sess_B');
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('E8, C3: where the session cannot be read now and then, the call leaves after some tries, without a token', async () => {
      const getToken = sinon.spy(async () => 'token of sess_A');
      session = newSession('sess_A', getToken);
      // Every second look fails, and `clerk.context()` then gives `null`. Without an end, no timer would ever run again.
      let looks = 0;
      look = (context) => (++looks % 2 || looks > 1000 ? null : context);
      gate.enqueue(call('b', { wantsToken: true }));
      for (let turn = 0; turn < 10_000 && !gone.length; turn++) await Promise.resolve();
      expect(gone).to.deep.equal(['b']);
      expect(getToken.callCount).to.be.within(2, 30);
    });

    it('C3: a call that has waited for several switches still gets the token of the last one', async () => {
      const tokens = Array.from({ length: 10 }, () => deferred<string>());
      for (const [number, next] of tokens.entries()) {
        session = newSession(`sess_${number}`, () => next.promise);
        (tokens[number - 1] ?? token).resolve('token of another session');
        await settle();
      }
      tokens[9]?.resolve('token of sess_9');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_9']);
    });

    it('C3: of two switches, the last one counts', async () => {
      const second = deferred<string>();
      become(newSession('sess_B', () => second.promise));
      token.resolve('token of sess_A');
      await settle();
      become(newSession('sess_C'));
      second.resolve('token of sess_B');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_C']);
    });

    it('C6: the 5 s are for all the tokens together', async () => {
      await clock.tickAsync(3000);
      become(newSession('sess_B', () => new Promise(() => {})));
      token.resolve('token of sess_A');
      await clock.tickAsync(1999);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D3b: the token at hand is asked for as the page is left, when the account has changed', async () => {
      become(newSession('sess_B', () => new Promise(() => {})));
      tokenNow = 'token at hand of sess_B';
      page.fire('pagehide');
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token at hand of sess_B']);
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
    it('D1: a call that waits for its body holds up no other, and goes as soon as it has it', async () => {
      session = newSession();
      open();
      const a = call('a');
      const body = reading(a);
      gate.enqueue(a);
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('b'));
      await settle();
      expect(gone).to.deep.equal(['b']);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['b', 'a']);
    });

    it('D1: so does one that was held for Clerk', async () => {
      open();
      const a = call('a');
      const body = reading(a);
      gate.enqueue(a);
      gate.enqueue(call('b'));
      await settle();
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['b']);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['b', 'a']);
    });

    it('D1: a body that is there before Clerk is keeps the place', async () => {
      open();
      const a = call('a');
      const body = reading(a);
      gate.enqueue(a);
      gate.enqueue(call('b'));
      body.resolve();
      await settle();
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D5: for its body and for its token', async () => {
      session = newSession();
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      open().enqueue(a);
      await settle();
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
    });

    it('C3: its token is asked for when its body is there, and is that of the session of that moment', async () => {
      const getToken = sinon.spy(async () => 'token of sess_A');
      session = newSession('sess_A', getToken);
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      open().enqueue(a);
      become(newSession('sess_B'));
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
      sinon.assert.notCalled(getToken);
    });

    it('D5: a long upload body is not cut off by data-wait', async () => {
      session = newSession();
      const a = call('a');
      const body = reading(a);
      open({ wait: 1000 }).enqueue(a);
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: a session that is unknown when the body is there is waited for', async () => {
      session = newSession();
      open({ wait: 3000 });
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      gate.enqueue(a);
      await clock.tickAsync(60_000);
      become(undefined);
      body.resolve();
      await clock.tickAsync(2999);
      expect(gone).to.deep.equal([]);
      become(newSession('sess_2'));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_2']);
      sinon.assert.notCalled(say);
    });

    it('D4: up to data-wait, then the call goes without one, and a warning', async () => {
      session = newSession();
      open({ wait: 3000 });
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      gate.enqueue(a);
      become(undefined);
      body.resolve();
      await clock.tickAsync(3000);
      expect(gone).to.deep.equal(['a']);
      expectWarning(/without a session/);
    });

    it('D5a: a body that never ends holds up that call alone', async () => {
      session = newSession();
      open();
      gate.enqueue(call('a', { ready: new Promise(() => {}) }));
      gate.enqueue(call('b', { wantsToken: true }));
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal(['b with token of sess_1']);
    });

    it('D5a: a call whose promise stays there when it has settled leaves, and the page goes on', async () => {
      session = newSession();
      const a = call('a');
      const settled = Promise.resolve();
      let looks = 0;
      // Bounded: a gate that waits for it again and again would never let this test end.
      Object.defineProperty(a, 'ready', { get: () => (++looks > 100 ? undefined : settled) });
      open().enqueue(a);
      await settle();
      expect(gone).to.deep.equal(['a']);
      expect(looks).to.be.below(10);
    });
  });

  describe('cancelling', () => {
    it('D5: a call that is cancelled never goes', async () => {
      open({ wait: 3000 });
      const [a, b, c] = ['a', 'b', 'c'].map((name) => call(name, { timeout: () => 500 })) as [
        HeldCall,
        HeldCall,
        HeldCall,
      ];
      for (const each of [a, b, c]) gate.enqueue(each);
      gate.cancel(b);
      become(newSession());
      clock.tick(10_000);
      expect(gone).to.deep.equal(['a', 'c']);
    });

    it('D5: its timer goes with it', () => {
      open({ wait: 3000 });
      const timers = clock.countTimers();
      const a = call('a', { timeout: () => 500 });
      gate.enqueue(a);
      expect(clock.countTimers()).to.equal(timers + 1);
      gate.cancel(a);
      expect(clock.countTimers()).to.equal(timers);
    });

    it('D5: those behind a call that waits for its token are none of its concern', async () => {
      session = newSession('sess_1', () => new Promise(() => {}));
      open();
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.enqueue(call('b'));
      gate.cancel(a);
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal(['b']);
    });

    it('D5: a call that is cancelled while its body is read does not go', async () => {
      session = newSession();
      open();
      const a = call('a');
      const body = reading(a);
      gate.enqueue(a);
      gate.cancel(a);
      body.resolve();
      await settle();
      page.fire('pagehide');
      expect(gone).to.deep.equal([]);
    });

    it('D5: one that is cancelled by a call that goes before it does not go', () => {
      open();
      const b = call('b');
      gate.enqueue(call('a', { send: () => gate.cancel(b) }));
      gate.enqueue(b);
      gate.enqueue(call('c'));
      become(newSession());
      expect(gone).to.deep.equal(['c']);
    });

    it('D5: a call that is cancelled while its token comes does not go', async () => {
      session = newSession();
      open();
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.cancel(a);
      await settle();
      expect(gone).to.deep.equal([]);
    });

    it('D5: nor when the account changes at the same time', async () => {
      session = newSession('sess_A');
      open({ wait: 1000 });
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.cancel(a);
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
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b'));
      wait.stop();
      expect(gone).to.deep.equal(['a', 'b']);
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      sinon.assert.notCalled(say);
    });

    it('A6: calls that wait for a token go without it, and ClerkJS is not asked any more', async () => {
      const getToken = sinon.stub().returns(new Promise(() => {}));
      session = newSession('sess_1', getToken);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      wait.stop();
      expect(gone).to.deep.equal(['a']);
      gate.enqueue(call('b', { wantsToken: true }));
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.calledOnce(getToken);
    });

    it('A6: a call that waits for its body still has it, and goes once', async () => {
      open();
      const [a, b] = [call('a', { wantsToken: true }), call('b')];
      const bodies = [reading(a), reading(b)];
      gate.enqueue(a);
      session = newSession();
      gate.enqueue(b);
      wait.stop();
      expect(gone).to.deep.equal([]);
      for (const body of bodies) body.resolve();
      await clock.tickAsync(10_000);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('A6: a Clerk that fails later is no news', () => {
      open();
      wait.stop();
      wait.giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    for (const readyState of ['loading', 'complete']) {
      it(`A6: no timer is left, and nothing is said any more (document ${readyState})`, () => {
        Object.defineProperty(page.document, 'readyState', { value: readyState, configurable: true });
        open();
        page.fire('load');
        wait.stop();
        page.fire('load');
        expect(clock.countTimers()).to.equal(0);
        clock.tick(10_000);
        sinon.assert.notCalled(say);
      });
    }
  });
});
