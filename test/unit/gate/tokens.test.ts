import { expect } from 'chai';
import sinon from 'sinon';
import { TOKEN_LIMIT } from '../../../src/clerk/tokens.ts';
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
  say,
  settle,
  useGate,
} from './useGate.ts';

describe('gate: tokens', () => {
  useGate();

  describe('tokens', () => {
    it('C6: a call that wants a token waits for it', async () => {
      clerk.session = newSession();
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal([]);
      expect(gate.isOpen(), 'it keeps no other call waiting (D1)').to.equal(true);
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_1']);
      expect(gate.isOpen()).to.equal(true);
    });

    it('C6: a token is fetched for each call, and never kept', async () => {
      const getToken = sinon.stub().callsFake(async () => `token ${getToken.callCount}`);
      clerk.session = newSession('sess_1', getToken);
      open();
      gate.enqueue(call('a', { wantsToken: true }));
      gate.enqueue(call('b', { wantsToken: true }));
      await settle();
      gate.enqueue(call('c', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a with token 1', 'b with token 2', 'c with token 3']);
    });

    it('C6: a call that wants no token is sent at once, and ClerkJS is not asked', () => {
      const getToken = sinon.stub();
      clerk.session = newSession('sess_1', getToken);
      open().enqueue(call('a'));
      expect(gone).to.deep.equal(['a']);
      sinon.assert.notCalled(getToken);
    });

    it('C4: a call of nobody waits for no token', () => {
      clerk.session = null;
      open().enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: where Clerk gives no token, the call is sent without one', async () => {
      clerk.session = newSession('sess_1', async () => null);
      open().enqueue(call('a', { wantsToken: true }));
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    for (const wait of [0, 3000, 60_000]) {
      it(`C6: where getToken hangs, the call is sent without a token after 5 s, also with data-wait ${wait}`, async () => {
        clerk.session = newSession('sess_1', () => new Promise(() => {}));
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

    it('C6: the time that a call was held does not count for its token', async () => {
      open({ wait: 60_000 }).enqueue(call('a', { wantsToken: true }));
      await clock.tickAsync(30_000);
      become(newSession('sess_1', () => new Promise(() => {})));
      await clock.tickAsync(TOKEN_LIMIT - 1);
      expect(gone).to.deep.equal([]);
      await clock.tickAsync(1);
      expect(gone).to.deep.equal(['a']);
    });

    it('C6, D4: the time that a switch of the account takes does not count for the token', async () => {
      const tokens: (() => void)[] = [];
      const slow = (id: string) =>
        newSession(id, () => new Promise((resolve) => tokens.push(() => resolve(`token of ${id}`))));
      clerk.session = slow('sess_1');
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
      clerk.session = newSession('sess_1', () => new Promise(() => {}));
      open({ wait: 60_000 }).enqueue(call('a', { wantsToken: true }));
      become(undefined);
      await clock.tickAsync(TOKEN_LIMIT + 1000);
      expect(gone).to.deep.equal([]);
      become(newSession('sess_2'));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_2']);
    });

    it('C6: a token that comes too late is not sent', async () => {
      const token = deferred<string>();
      clerk.session = newSession('sess_1', () => token.promise);
      open({ wait: 3000 }).enqueue(call('a', { wantsToken: true }));
      await clock.tickAsync(TOKEN_LIMIT);
      token.resolve('late');
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('C6: offline, a call is sent at once, with the token at hand', () => {
      const getToken = sinon.spy(() => new Promise<never>(() => {}));
      clerk.session = newSession('sess_1', getToken);
      clerk.tokenNow = 'at hand';
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      open().enqueue(call('a', { wantsToken: true }));
      expect(gone).to.deep.equal(['a with at hand']);
      sinon.assert.notCalled(getToken);
    });

    it('D1: a call that waits for its token holds up no other, and is sent as soon as it has it', async () => {
      const tokens = [deferred<string>(), deferred<string>()] as const;
      let asked = 0;
      clerk.session = newSession('sess_1', () => (tokens[asked++] as (typeof tokens)[0]).promise);
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

    it('D1: a held call gets a token when Clerk knows its session', async () => {
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
      clerk.session = newSession('sess_A', () => token.promise);
      open({ wait: 3000 }).enqueue(call('a', { wantsToken: true }));
    });

    it('C3: after a switch, a call gets the token of the new session', async () => {
      become(newSession('sess_B'));
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('C3: after a switch by way of an unknown session, a call gets the token of the new one', async () => {
      become(undefined);
      token.resolve('token of sess_A');
      await settle();
      become(newSession('sess_B'));
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('C3: each of two calls that wait is sent with the token of the session that is active then', async () => {
      const second = deferred<string>();
      clerk.session = newSession('sess_A', () => second.promise);
      gate.enqueue(
        call('b', { wantsToken: true, send: (given) => void gone.push(`b of ${clerk.session?.id} with ${given}`) }),
      );
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_A']);
      become(newSession('sess_B'));
      second.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_A', 'b of sess_B with token of sess_B']);
    });

    it('C3: a switch that ClerkJS has not told of counts as well', async () => {
      clerk.session = newSession('sess_B');
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token of sess_B']);
    });

    it('E8, C3: where the session cannot be read now and then, the call is sent after some tries, without a token', async () => {
      const getToken = sinon.spy(async () => 'token of sess_A');
      clerk.session = newSession('sess_A', getToken);
      // Every second look fails, and `clerk.context()` then gives `null`. Without an end, no timer would ever run again.
      let looks = 0;
      clerk.look = (context) => (++looks % 2 || looks > 1000 ? null : context);
      gate.enqueue(call('b', { wantsToken: true }));
      for (let turn = 0; turn < 10_000 && !gone.length; turn++) await Promise.resolve();
      expect(gone).to.deep.equal(['b']);
      expect(getToken.callCount).to.be.within(2, 30);
    });

    it('C3: a call that has waited for several switches still gets the token of the last one', async () => {
      const tokens = Array.from({ length: 10 }, () => deferred<string>());
      for (const [number, next] of tokens.entries()) {
        clerk.session = newSession(`sess_${number}`, () => next.promise);
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

    it('C6: a call waits 5 s for all its tokens together', async () => {
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
      clerk.tokenNow = 'token at hand of sess_B';
      page.fire('pagehide');
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a with token at hand of sess_B']);
    });

    it('D4: a call whose token comes while the session is unknown is held', async () => {
      become(undefined);
      token.resolve('token of sess_A');
      await clock.tickAsync(2000);
      expect(gone).to.deep.equal([]);
    });

    it('C4: after a sign-out, a call that waits for its token is sent without one', async () => {
      become(null);
      token.resolve('token of sess_A');
      await settle();
      expect(gone).to.deep.equal(['a']);
    });

    it('C4: after a sign-out that makes getToken fail, such a call is sent, too', async () => {
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
});
