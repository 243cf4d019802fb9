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
      clerk.session = newSession();
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

    it('D2: is 15 s by default', () => {
      open().enqueue(call('a'));
      clock.tick(14_999);
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
      clerk.loaded = true;
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
      clerk.session = newSession();
      expect(gone).to.deep.equal([]);
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
      clock.tick(10_000);
      sinon.assert.notCalled(say);
    });

    it('D2a, D1: so does one that asks first whether it has to wait', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      clerk.session = newSession();
      if (gate.isOpen()) call('c').send();
      else gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a', 'b', 'c']);
    });

    it('D2a: the end of the wait finds it, and warns of nothing', () => {
      open({ wait: 3000 }).enqueue(call('a'));
      clerk.session = newSession();
      clock.tick(3000);
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(say);
    });

    it("D2a: a call's own timeout finds it for all, and warns of nothing", async () => {
      open({ wait: 3000 });
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true, timeout: () => 1000 }));
      clock.tick(500);
      clerk.session = newSession();
      await clock.tickAsync(500);
      expect(gone).to.deep.equal(['a with token of sess_1', 'b with token of sess_1']);
      sinon.assert.notCalled(say);
    });

    it('D2a: after a switch, the end of the wait of one call finds it for all', () => {
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

    it('D2a: a call that leaves with a session shows it: one that is unknown later is a switch', () => {
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
        clerk.inSight = true;
        clock.tick(14_999 - after);
        expect(gone).to.deep.equal([]);
        clock.tick(1);
        expect(gone).to.deep.equal(['a']);
        expectWarning(/15000 ms/);
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
      clock.tick(14_999);
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

    it('D3a: a call sees it, though nothing has told', () => {
      clerk.inSight = true;
      gate.enqueue(call('a'));
      expect(gone).to.deep.equal(['early']);
      become(newSession());
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: so does a call that asks whether it has to wait', () => {
      clerk.inSight = true;
      expect(gate.isOpen()).to.equal(false);
    });

    it('D3a: up to data-wait from that moment', () => {
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

    it('D3a: its failure ends the wait at once', () => {
      clerk.inSight = true;
      wait.changed();
      gate.enqueue(call('a'));
      wait.giveUp("Clerk's script failed to load");
      expect(gone).to.deep.equal(['early', 'a']);
    });

    it('D3a: one that knows its session holds nothing', () => {
      clerk.inSight = true;
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

    it('D4: also where Clerk never says that it has loaded: it once knew a session', () => {
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

    it('D4: also where nobody was signed in before', () => {
      clerk.session = null;
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
});
