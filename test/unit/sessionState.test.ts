import { expect } from 'chai';
import { describeSession, noteAnswer, stateOf } from '../../src/clerk/sessionState.ts';
import { createTokens } from '../../src/clerk/tokens.ts';
import type { ClerkSession } from '../../src/types.ts';

let number = 0;
const newSession = (more: Partial<ClerkSession> = {}): ClerkSession => {
  number++;
  return { id: `sess_${number}`, getToken: async () => 'token', ...more };
};
const failing = (error: unknown) => newSession({ getToken: () => Promise.reject(error) });

describe('what a page is told of a session', () => {
  for (const [session, state] of [
    [null, 'signed-out'],
    [undefined, 'unknown'],
    [newSession(), 'signed-in'],
    [newSession({ status: 'active' }), 'signed-in'],
    [newSession({ status: 'pending' }), 'pending'],
    [newSession({ status: 'ended' }), 'signed-out'],
  ] as const) {
    it(`L1: ${session ? `one that is ${session.status}` : `${session}`}: ${state}`, () => {
      expect(stateOf(session)).to.equal(state);
    });
  }
});

describe('what is said of a session', () => {
  it('F2: a session is active, also where an instance does not say so', () => {
    expect(describeSession(newSession())).to.equal('signed in');
    expect(describeSession(newSession({ status: 'active', expireAt: new Date(Date.now() + 1000) }))).to.equal(
      'signed in',
    );
  });

  for (const status of ['pending', 'ended', 'removed', 'abandoned', 'expired', 'replaced', 'revoked']) {
    it(`F2: a session that is ${status} is told as that`, () => {
      expect(describeSession(newSession({ status }))).to.equal(`the session is ${status}`);
    });
  }

  it('F6: a pending one, with the task that its user must do first', () => {
    const session = newSession({ status: 'pending', currentTask: { key: 'choose-organization' } });
    expect(describeSession(session)).to.equal('the session is pending (choose-organization)');
  });

  it('F2: a session that has expired since ClerkJS has heard of it is told as expired', () => {
    const session = newSession({ status: 'active', expireAt: new Date(Date.now() - 1) });
    expect(describeSession(session)).to.equal('the session is expired');
  });

  for (const status of [400, 401, 403, 404, 422]) {
    it(`F2: a session that Clerk's servers refuse a token for (${status}) is told as ended, until there is one again`, async () => {
      const session = failing({ status });
      const ask = createTokens();
      expect(await ask(session)).to.equal(undefined);
      expect(describeSession(session)).to.match(/no token for the session/);
      expect(describeSession(newSession())).to.equal('signed in');
      // Another object for the same session: ClerkJS makes them anew.
      const next = { ...session, getToken: async () => 'token' };
      expect(describeSession(next)).to.match(/no token for the session/);
      await ask(next);
      expect(describeSession(next)).to.equal('signed in');
    });
  }

  for (const [what, error] of [
    ['a server that fails', { status: 500 }],
    ['too many requests', { status: 429 }],
    ['no connection', new TypeError('Failed to fetch')],
    ['nothing', undefined],
  ] as const) {
    it(`F2: ${what} says nothing of the session`, async () => {
      const session = failing(error);
      await createTokens()(session);
      expect(describeSession(session)).to.equal('signed in');
    });
  }

  it('F2: a failure for want of a connection takes nothing back', async () => {
    const session = newSession();
    noteAnswer(session, { status: 404 });
    noteAnswer(session, new TypeError('Failed to fetch'));
    expect(describeSession(session)).to.match(/no token/);
  });

  it('E8: a session that cannot be read does no harm', () => {
    const hostile = Object.defineProperty(newSession(), 'status', {
      get() {
        throw new Error('no');
      },
    });
    expect(describeSession(hostile)).to.equal('signed in');
    expect(() => noteAnswer(null as unknown as ClerkSession, { status: 404 })).not.to.throw();
  });
});
