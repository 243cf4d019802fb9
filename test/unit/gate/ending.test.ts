import { expect } from 'chai';
import sinon from 'sinon';
import type { HeldCall } from '../../../src/calls/gate.ts';
import {
  become,
  call,
  clerk,
  clock,
  gate,
  gone,
  newSession,
  open,
  page,
  reading,
  say,
  settle,
  useGate,
  wait,
} from './useGate.ts';

describe('gate: calls that are not waited for any longer', () => {
  useGate();

  describe("a call's own timeout", () => {
    it('D6: a call is held no longer than its own timeout, which ends no other wait', () => {
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

    it('D6: a timeout longer than data-wait does not lengthen the wait', () => {
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
      it(`D6: a timeout that ${what} while the call is held counts from send(), as it stands`, () => {
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
      it(`D6: a timeout that is ${what} at the last moment does not end the wait`, () => {
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

    it('D6: a timeout may change while the call waits for its token', async () => {
      let timeout = 0;
      clerk.session = newSession('sess_1', () => new Promise(() => {}));
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

    it('D6: a timeout bounds the wait for Clerk and for a token together', async () => {
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

  describe('cancelling', () => {
    it('D5: a call that is cancelled is never sent', async () => {
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

    it('D5: cancelling a call clears its timer', () => {
      open({ wait: 3000 });
      const timers = clock.countTimers();
      const a = call('a', { timeout: () => 500 });
      gate.enqueue(a);
      expect(clock.countTimers()).to.equal(timers + 1);
      gate.cancel(a);
      expect(clock.countTimers()).to.equal(timers);
    });

    it('D5: cancelling a call that waits for its token sends the ones behind it', async () => {
      clerk.session = newSession('sess_1', () => new Promise(() => {}));
      open();
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.enqueue(call('b'));
      gate.cancel(a);
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal(['b']);
    });

    it('D5: a call that is cancelled while its body is read is not sent', async () => {
      clerk.session = newSession();
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

    it('D5: a call that is cancelled by one that is sent before it is not sent', () => {
      open();
      const b = call('b');
      gate.enqueue(call('a', { send: () => gate.cancel(b) }));
      gate.enqueue(b);
      gate.enqueue(call('c'));
      become(newSession());
      expect(gone).to.deep.equal(['c']);
    });

    it('D5: a call that is cancelled while its token comes is not sent', async () => {
      clerk.session = newSession();
      open();
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.cancel(a);
      await settle();
      expect(gone).to.deep.equal([]);
    });

    it('D5: a call that is cancelled as the account changes is not sent', async () => {
      clerk.session = newSession('sess_A');
      open({ wait: 1000 });
      const a = call('a', { wantsToken: true });
      gate.enqueue(a);
      gate.cancel(a);
      become(newSession('sess_B', () => new Promise(() => {})));
      await clock.tickAsync(10_000);
      expect(gone).to.deep.equal([]);
    });

    it('D5: cancelling a call that is not held changes nothing', () => {
      open().cancel(call('a'));
      expect(gone).to.deep.equal([]);
    });
  });

  describe('stopping', () => {
    it('A6: stop() sends held calls in their order, without a warning, and holds no more', async () => {
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

    it('A6: stop() sends calls that wait for a token without it, and ClerkJS is not asked any more', async () => {
      const getToken = sinon.stub().returns(new Promise(() => {}));
      clerk.session = newSession('sess_1', getToken);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      wait.stop();
      expect(gone).to.deep.equal(['a']);
      gate.enqueue(call('b', { wantsToken: true }));
      expect(gone).to.deep.equal(['a', 'b']);
      sinon.assert.calledOnce(getToken);
    });

    it('A6: a call that waits for its body as the wait stops is sent with it, once', async () => {
      open();
      const [a, b] = [call('a', { wantsToken: true }), call('b')];
      const bodies = [reading(a), reading(b)];
      gate.enqueue(a);
      clerk.session = newSession();
      gate.enqueue(b);
      wait.stop();
      expect(gone).to.deep.equal([]);
      for (const body of bodies) body.resolve();
      await clock.tickAsync(10_000);
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('A6: a Clerk that fails after stop() is not warned of', () => {
      open();
      wait.stop();
      wait.giveUp('Clerk has status "error"');
      sinon.assert.notCalled(say);
    });

    for (const readyState of ['loading', 'complete']) {
      it(`A6: stop() leaves no timer, and nothing is said any more (document ${readyState})`, () => {
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
