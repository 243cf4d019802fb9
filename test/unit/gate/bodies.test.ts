import { expect } from 'chai';
import sinon from 'sinon';
import {
  become,
  call,
  clerk,
  clock,
  expectWarning,
  gate,
  gone,
  newSession,
  open,
  reading,
  say,
  settle,
  useGate,
} from './useGate.ts';

describe('gate: bodies', () => {
  useGate();

  describe('what a call itself needs', () => {
    it('D1: a call that waits for its body holds up no other, and is sent as soon as it has it', async () => {
      clerk.session = newSession();
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

    it('D1: a call that was held for Clerk, and waits for its body, holds up no other', async () => {
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

    it('D1: a call whose body is there before Clerk keeps its place', async () => {
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

    it('D5: a call waits for its body, and then for its token', async () => {
      clerk.session = newSession();
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      open().enqueue(a);
      await settle();
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
    });

    it('C3: a token is asked for when the body is there, of the session of that moment', async () => {
      const getToken = sinon.spy(async () => 'token of sess_A');
      clerk.session = newSession('sess_A', getToken);
      const a = call('a', { wantsToken: true });
      const body = reading(a);
      open().enqueue(a);
      become(newSession('sess_B'));
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
      sinon.assert.notCalled(getToken);
    });

    it('D5: data-wait does not cut off a long upload', async () => {
      clerk.session = newSession();
      const a = call('a');
      const body = reading(a);
      open({ wait: 1000 }).enqueue(a);
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal([]);
      body.resolve();
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('D4: a call whose body comes while the session is unknown waits for the session', async () => {
      clerk.session = newSession();
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

    it('D4: such a call is sent without a session when data-wait is over, with a warning', async () => {
      clerk.session = newSession();
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
      clerk.session = newSession();
      open();
      gate.enqueue(call('a', { ready: new Promise(() => {}) }));
      gate.enqueue(call('b', { wantsToken: true }));
      await clock.tickAsync(60_000);
      expect(gone).to.deep.equal(['b with token of sess_1']);
    });

    it('D5a: a call whose promise is still there when it has settled is sent, and the page goes on', async () => {
      clerk.session = newSession();
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
});
