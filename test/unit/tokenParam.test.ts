import { expect } from 'chai';
import sinon from 'sinon';
import type { Backend } from '../../src/calls/backends.ts';
import type { Calls } from '../../src/calls/calls.ts';
import { carryInUrl, wantsTokenInUrl } from '../../src/calls/tokenParam.ts';

const backend = {} as Backend;

/** Calls that add nothing but the token that they are given. */
const callsWith = ({ tokenParam, wantsToken = true }: { tokenParam?: string; wantsToken?: boolean }) => {
  const say = sinon.spy();
  const calls = {
    tokenParam,
    wantsToken: () => wantsToken,
    say,
    base: () => 'https://page.test/dir/?q',
    carry: (_: Backend, { url }: { url: string }, __: boolean, token?: string) => ({ url, token }),
  } as unknown as Calls;
  return { calls, say };
};

describe('the token in a query', () => {
  it('I3 I4: the token is wanted where the backend gets tokens and the parameter is named', () => {
    const { calls, say } = callsWith({ tokenParam: 't' });
    expect(wantsTokenInUrl(calls, backend, 'WebSocket', 'wss://api.test/')).to.equal(true);
    const { calls: none } = callsWith({ tokenParam: 't', wantsToken: false });
    expect(wantsTokenInUrl(none, backend, 'WebSocket', 'wss://api.test/')).to.equal(false);
    sinon.assert.notCalled(say);
  });

  it('I3 I4 F1: the token is not wanted without a name for its parameter, and a warning says what to set', () => {
    const { calls, say } = callsWith({});
    expect(wantsTokenInUrl(calls, backend, 'WebSocket', 'wss://api.test/')).to.equal(false);
    sinon.assert.calledOnceWithMatch(say, 'warn', /^WebSocket .*data-token-param/);
  });

  it('I3 I4 C2: the token is not wanted where the page has written the parameter, in whatever encoding', () => {
    const { calls } = callsWith({ tokenParam: 'token' });
    for (const query of ['?token=own', '?a=1&token', '?%74oken=own', '?token=#f']) {
      expect(wantsTokenInUrl(calls, backend, 'WebSocket', `wss://api.test/${query}`), query).to.equal(false);
    }
    for (const query of ['?xtoken=1', '?a=token', '#?token=1']) {
      expect(wantsTokenInUrl(calls, backend, 'WebSocket', `wss://api.test/${query}`), query).to.equal(true);
    }
  });

  for (const [url, expected] of [
    ['wss://api.test', 'wss://api.test?t=a%2Bb'],
    ['/x?a=1', '/x?a=1&t=a%2Bb'],
    ['/x?', '/x?t=a%2Bb'],
    ['/x?a=1&#f', '/x?a=1&t=a%2Bb#f'],
    [' /x\n?a ', '/x?a&t=a%2Bb'],
    ['', 'https://page.test/dir/?q&t=a%2Bb'],
  ] as const) {
    it(`I3 I4: the parameter is put at the end of ${JSON.stringify(url)}`, () => {
      const { calls } = callsWith({ tokenParam: 't' });
      expect(carryInUrl(calls, backend, { api: 'sendBeacon', url, wantsToken: true }, 'a+b')).to.equal(expected);
      expect(carryInUrl(calls, backend, { api: 'sendBeacon', url, wantsToken: true })).to.equal(url);
    });
  }
});
