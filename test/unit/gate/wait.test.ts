import { expect } from 'chai';
import sinon from 'sinon';
import {
  become,
  call,
  clerk,
  clock,
  expectWarning,
  follow,
  gate,
  gone,
  newSession,
  open,
  page,
  say,
  settle,
  useGate,
  wait,
} from './useGate.ts';

describe('gate: the wait for a session', () => {
  useGate();

  describe('before Clerk knows its session', () => {
    it('D1: calls are held, and are sent in their order as soon as Clerk tells its session', () => {
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

    it('D1: the wait sets no timer but its end: only what Clerk tells counts', () => {
      open({ wait: 5000 }).enqueue(call('a'));
      clock.tick(10);
      expect(clock.countTimers()).to.equal(1);
      expect(gone).to.deep.equal([]);
    });

    it('D1: an emission without a session sends no call', () => {
      open().enqueue(call('a'));
      become(undefined);
      expect(gone).to.deep.equal([]);
    });

    it('D1: the wait listens to the Clerk of the moment, whatever may have changed', () => {
      open();
      sinon.assert.notCalled(follow);
      wait.changed();
      sinon.assert.calledOnce(follow);
      gate.enqueue(call('a'));
      expect(follow.callCount).to.be.above(1);
    });

    it('D1: held calls are sent when Clerk knows that nobody is signed in', () => {
      open().enqueue(call('a'));
      become(null);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it('D1: a call that is made while held ones are sent comes after them', () => {
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

    it('D1: a call is sent synchronously when Clerk knows its session', () => {
      clerk.session = newSession();
      open();
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
    });

    it('D1: each call is sent once, whatever comes after', () => {
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
    it('D2: data-wait counts from the installation, not from the call', () => {
      open({ wait: 3000 });
      clock.tick(2000);
      gate.enqueue(call('a'));
      clock.tick(999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: data-wait is 15 s by default', () => {
      open().enqueue(call('a'));
      clock.tick(14_999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('D2: when data-wait is over, all held calls are sent with one warning, and later calls are not held', () => {
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

    it('D2: the end of data-wait warns of nothing if Clerk knew its session in time, or no call was held', () => {
      open({ wait: 3000 });
      become(newSession());
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: data-wait of 0 holds no call, and warns of nothing', () => {
      open({ wait: 0 });
      expect(gate.isOpen()).to.equal(true);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      clerk.loaded = true;
      gate.enqueue(call('b'));
      expect(gone).to.deep.equal(['a', 'b']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2: a Clerk that loads after data-wait is asked for tokens', async () => {
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
    it('D2a: a later call finds the session, and sends all held calls before itself', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      clerk.session = newSession();
      expect(gone).to.deep.equal([]);
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2a, D1: a call that asks first whether it has to wait finds it as well', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      clerk.session = newSession();
      if (gate.isOpen()) call('c').send();
      else gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
    });

    it('D2a: the end of the wait finds the session, and warns of nothing', () => {
      open({ wait: 3000 }).enqueue(call('a'));
      clerk.session = newSession();
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it("D2a: a call's own timeout finds the session for all, and warns of nothing", async () => {
      open({ wait: 3000 });
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true, timeout: () => 1000 }));
      clock.tick(500);
      clerk.session = newSession();
      await clock.tickAsync(500);
      expect(gone).to.deep.equal(['a with token of sess_1', 'b with token of sess_1']);
      sinon.assert.notCalled(say);
    });

    it("D2a: after a switch, the end of one call's wait finds the session for all", () => {
      clerk.session = newSession();
      open({ wait: 3000 });
      wait.changed();
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(1000);
      gate.enqueue(call('b'));
      clerk.session = newSession('sess_2');
      clock.tick(1999);
      expect(gone).to.deep.equal([]);
      clock.tick(1);
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
    });

    it('D2a: after a call was sent with a session, an unknown one is taken for a switch', () => {
      open({ wait: 3000 });
      clerk.session = newSession();
      gate.enqueue(call('first'));
      clerk.session = undefined;
      clerk.loaded = true;
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
    it('D3: giving up sends all held calls, with one warning that names the reason, and holds no more', () => {
      open({ wait: 3000 });
      gate.enqueue(call('a'));
      wait.giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['a']);
      expect(gate.isOpen()).to.equal(true);
      wait.giveUp('Clerk has status "error"');
      clock.tick(10_000);
      expectWarning(/Clerk's script failed to load.*without a session/);
    });

    it('D3: giving up says nothing once Clerk knows its session', () => {
      open();
      become(newSession());
      wait.giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    it('D3: giving up says nothing when the session is known, but was not told', () => {
      open();
      gate.enqueue(call('a'));
      clerk.session = null;
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

    it('D3: the second without Clerk does not begin before load', () => {
      open().enqueue(call('a'));
      clock.tick(4000);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on a page that has loaded already, the second without Clerk counts from the installation', () => {
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
      it(`D3: with ${what}, the wait does not end a second after load`, () => {
        open().enqueue(call('a'));
        page.fire('load');
        clock.tick(after);
        clerk.inSight = true;
        clock.tick(14_999 - after);
        expect(gone).to.deep.equal([]);
        clock.tick(1);
        expect(gone).to.deep.equal(['a']);
        expectWarning(/15000 ms/);
      });
    }

    it('D3: the wait does not end a second after load where data-wait is given', () => {
      open({ wait: 5000 }).enqueue(call('a'));
      page.fire('load');
      clock.tick(4999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: the wait does not end a second after load where the program has given an instance', () => {
      open({ clerk: { addListener: () => () => {} } }).enqueue(call('a'));
      page.fire('load');
      clock.tick(14_999);
      expect(gone).to.deep.equal([]);
    });

    it('D3: on pagehide, held calls are sent silently', () => {
      open();
      gate.enqueue(call('a'));
      gate.enqueue(call('b', { wantsToken: true, ready: new Promise(() => {}) }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.notCalled(say);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D3: a wait that is over does not end a second time', () => {
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

    it('D3a: calls made once Clerk is in sight are held, and get its session', async () => {
      clerk.inSight = true;
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

    it('D3a: a call sees a late Clerk, though nothing has told of it', () => {
      clerk.inSight = true;
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early']);
      become(newSession());
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: a call that asks whether it has to wait sees a late Clerk as well', () => {
      clerk.inSight = true;
      expect(gate.isOpen()).to.equal(false);
    });

    it('D3a: the new wait ends when data-wait is over, counted from that moment', () => {
      clerk.inSight = true;
      wait.changed();
      clock.tick(3000);
      gate.enqueue(call('a'));
      clock.tick(11_999);
      expect(gone).to.deep.equal(['early']);
      clock.tick(1);
      expect(gone).to.deep.equal(['early', 'a']);
      sinon.assert.calledTwice(say);
      sinon.assert.calledWithExactly(say, 'warn', sinon.match(/15000 ms/));
      wait.changed();
      gate.enqueue(call('b'));
      expect(gone, 'it does not begin a third time').to.deep.equal(['early', 'a', 'b']);
    });

    it('D3a: a late Clerk that fails ends the new wait at once', () => {
      clerk.inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      wait.giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: a late Clerk that knows its session holds no call', () => {
      clerk.inSight = true;
      become(newSession());
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: no call is held as long as no Clerk is in sight', () => {
      wait.changed();
      gate.enqueue(call('a'));
      expect(gate.isOpen()).to.equal(true);
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('A6: a Clerk that comes into sight after uninstall() holds no call', () => {
      wait.stop();
      clerk.inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early', 'a']);
      expect(clock.countTimers()).to.equal(0);
    });
  });

  for (const [what, end] of Object.entries<() => void>({
    'took too long': () => clock.tick(15_000),
    failed: () => wait.giveUp('Clerk has status "error"'),
  })) {
    it(`D3a: a wait that ended because Clerk ${what} does not begin anew`, () => {
      open();
      end();
      clerk.inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      expect(gate.isOpen()).to.equal(true);
    });
  }
  describe('while the session is undefined after loading', () => {
    beforeEach(() => {
      clerk.session = newSession();
      clerk.loaded = true;
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

    it('D4: calls are held where Clerk never says that it has loaded, but once knew a session', () => {
      open({ wait: 3000 });
      wait.changed();
      clerk.loaded = false;
      clock.tick(60_000);
      become(undefined);
      expect(gate.isOpen()).to.equal(false);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession('sess_2'));
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: calls are held where nobody was signed in before', () => {
      clerk.session = null;
      open();
      wait.changed();
      become(undefined);
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
    });

    it('D4: each call is held up to data-wait, counted from the call', () => {
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

    it('D4: calls are held when Clerk says that it has loaded before it knows its session', () => {
      clerk.session = undefined;
      clerk.loaded = false;
      open({ wait: 3000 });
      clock.tick(3000);
      clerk.loaded = true;
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: calls are held though the first wait was over long ago', () => {
      open({ wait: 3000 });
      become(newSession());
      become(undefined);
      gate.enqueue(call('a'));
      clock.tick(2999);
      expect(gone).to.deep.equal([]);
      sinon.assert.notCalled(say);
    });
  });
});
