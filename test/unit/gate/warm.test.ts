import { expect } from 'chai';
import sinon from 'sinon';
import { CookieSession } from '../../../src/clerk/warmStart.ts';
import {
  backendOfTokens,
  become,
  call,
  clerk,
  clock,
  gate,
  gone,
  newSession,
  open,
  reading,
  say,
  settle,
  useGate,
  wait,
} from './useGate.ts';

describe('gate, while the session is that of the cookie', () => {
  useGate();

  const warm = (sid = 'sess_cookie') => {
    clerk.session = new CookieSession(`token of ${sid}`, { sid });
    clerk.isWarm = true;
  };

  it('D8: a call leaves at once, and none asks for a token', () => {
    warm();
    open().enqueue(call('a'));
    gate.enqueue(call('b', { wantsToken: true }));
    expect(gate.isOpen()).to.equal(true);
    expect(gone).to.deep.equal(['a', 'b']);
  });

  it('D8: signed out, it does, too', () => {
    clerk.session = null;
    clerk.isWarm = true;
    open().enqueue(call('a', { wantsToken: true }));
    expect(gone).to.deep.equal(['a']);
  });

  it('D8: Clerk is waited for all the same: a call that the cookie does not answer is held', () => {
    warm();
    open().enqueue(call('a'));
    clerk.session = undefined;
    gate.enqueue(call('b'));
    expect(gone).to.deep.equal(['a']);
    clerk.isWarm = false;
    become(newSession());
    expect(gone).to.deep.equal(['a', 'b']);
    sinon.assert.notCalled(say);
  });

  it('D8, D5a: a call whose body takes longer than Clerk asks Clerk for its token', async () => {
    warm();
    open();
    const held = call('a', { wantsToken: true });
    const read = reading(held);
    gate.enqueue(held);
    clerk.isWarm = false;
    become(newSession('sess_1'));
    read.resolve();
    await clock.tickAsync(0);
    expect(gone).to.deep.equal(['a with token of sess_1']);
  });

  it('D8, C9: a call that wants the token of a template is held, and holds up no other', async () => {
    warm();
    const backend = backendOfTokens('hasura');
    open().enqueue(call('a', { wantsToken: true, backend }));
    gate.enqueue(call('b', { wantsToken: true }));
    gate.enqueue(call('with a header of its own', { backend }));
    wait.changed();
    expect(gone).to.deep.equal(['b', 'with a header of its own']);
    clerk.isWarm = false;
    become(newSession('sess_1'));
    await settle();
    expect(gone.slice(2)).to.deep.equal(['a with token of sess_1']);
  });

  it('D8, D2: the wait for Clerk ends as it does without a cookie', () => {
    warm();
    open({ wait: 3000 });
    clock.tick(3000);
    sinon.assert.calledOnce(say);
    expect(wait.phase).to.equal('gave up');
    gate.enqueue(call('a'));
    expect(gone).to.deep.equal(['a']);
  });

  it('D8: data-wait="0" does not turn it off', () => {
    warm();
    open({ wait: 0 }).enqueue(call('a', { wantsToken: true }));
    expect(gone).to.deep.equal(['a']);
  });
});
