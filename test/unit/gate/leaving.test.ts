import { expect } from 'chai';
import sinon from 'sinon';
import {
  become,
  call,
  clerk,
  clock,
  deferred,
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

describe('gate: while the page is left', () => {
  useGate();

  describe('while the page is left', () => {
    const never = () => new Promise<never>(() => {});

    it('D3b: calls that wait for a token are sent with the one at hand', () => {
      clerk.session = newSession('sess_1', never);
      clerk.tokenNow = 'at hand';
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a with at hand', 'b with at hand']);
      sinon.assert.notCalled(say);
    });

    it('D3b: calls that wait for a token are sent without one where none is at hand', () => {
      clerk.session = newSession('sess_1', never);
      open().enqueue(call('a', { wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a']);
    });

    it('D3b, D5a: calls that wait for their body are sent', () => {
      clerk.session = newSession();
      clerk.tokenNow = 'at hand';
      open();
      gate.enqueue(call('a', { ready: never() }));
      gate.enqueue(call('b', { ready: never(), wantsToken: true }));
      page.fire('pagehide');
      expect(gone).to.deep.equal(['a', 'b with at hand']);
    });

    it('D3b: a token or a body that comes later sends no call twice', async () => {
      const token = deferred<string>();
      clerk.session = newSession('sess_1', () => token.promise);
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

    it('D3b: new calls are sent at once, with the session and the token at hand; ClerkJS is not asked', () => {
      const getToken = sinon.spy(never);
      clerk.session = newSession('sess_1', getToken);
      clerk.tokenNow = 'at hand';
      open();
      page.fire('pagehide');
      expect(wait.isLeaving).to.equal(true);
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { ready: never() }));
      gate.enqueue(call('c'));
      expect(gone).to.deep.equal(['a with at hand', 'b', 'c']);
      sinon.assert.notCalled(getToken);
    });

    it('D3b: a call of nobody is sent without the token at hand', () => {
      clerk.session = null;
      clerk.tokenNow = 'at hand';
      open();
      page.fire('pagehide');
      gate.enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a']);
    });

    it('D3b: no call is held, neither for the first session nor for the next one', () => {
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

    it('D3b: a page that comes back holds calls as before', async () => {
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

    it('D3b: the first pageshow of a page sends no held call', () => {
      open();
      for (const name of ['a', 'b']) gate.enqueue(call(name));
      page.fire('pageshow');
      expect(gone).to.deep.equal([]);
      become(newSession());
      expect(gone).to.deep.equal(['a', 'b']);
    });

    it('D4: the first pageshow of a page does not lengthen the wait for the next session', () => {
      clerk.session = newSession();
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
});
