import type { GetToken } from '../../kit/frame/fakeClerk.ts';
import { sessionToken } from '../../kit/jwt.ts';
import {
  type Fault,
  type Parts,
  type Stage,
  tokenNeverComes,
  withNewSession,
  withoutSession,
  withoutToken,
  withSession,
} from '../fault.ts';

const known: Parts = [{ clerk: { session: 'sess_A' } }];
/** In Firefox a synchronous XHR lets a rejection be reported before its promise is awaited. */
function rejects(): Promise<string> {
  const promise = Promise.reject(new Error('of Clerk'));
  promise.catch(() => {});
  return promise;
}
const never = () => new Promise<string>(() => {});
const MINUTE = 60;

/** Has all tokens come from here, at once or never. */
const tokensAre =
  (getToken: GetToken) =>
  ({ clerk }: Stage) =>
    clerk().tokens(getToken);

/** ClerkJS keeps an old token, and makes another one when it is told to. */
const oldToken = (seconds: number, renew: GetToken): GetToken => {
  return async (session, options, organization) =>
    options?.skipCache ? renew(session, options, organization) : sessionToken(session, seconds);
};

const freshToken: GetToken = async (session) => sessionToken(session, MINUTE);
const tokensAreFresh = tokensAre(freshToken);

/** Tokens that come when the test says so; by the window of the page. */
const waiting = new WeakMap<Window, (() => void)[]>();

const lateToken = ({ window }: Stage): GetToken => {
  const asked: (() => void)[] = [];
  waiting.set(window, asked);
  return (session) =>
    new Promise((resolve) => {
      asked.push(() => resolve(sessionToken(session, MINUTE)));
    });
};

export const holdTokens = (stage: Stage) => stage.clerk().tokens(lateToken(stage));

/** Gives each token that was asked for to the session that was asked; later ones come at once. */
export function giveTokens(stage: Stage): void {
  tokensAreFresh(stage);
  for (const give of waiting.get(stage.window) ?? []) give();
}

const expired = -MINUTE;

export const tokenFaults: readonly Fault[] = [
  ...[
    ['`getToken()` rejects', rejects] as const,
    [
      '`getToken()` throws',
      () => {
        throw new Error('of Clerk');
      },
    ] as const,
    ['`getToken()` gives `null`', async () => null] as const,
  ].map(
    ([name, getToken]): Fault => ({
      rules: 'C6',
      name,
      head: () => known,
      before: tokensAre(getToken),
      heals: tokensAreFresh,
      becomes: { usual: withoutToken(), sync: withSession(), later: withoutToken(), healed: withSession() },
      ofTokens: true,
    }),
  ),
  {
    rules: 'C6',
    name: '`getToken()` never settles',
    head: () => known,
    before: tokensAre(never),
    heals: tokensAreFresh,
    becomes: tokenNeverComes,
    ofTokens: true,
  },
  {
    rules: 'C6',
    name: 'the token is about to end, and a new one is slow',
    event: 'when the new one is there',
    head: () => known,
    before: (stage) => stage.clerk().tokens(oldToken(5, lateToken(stage))),
    happens: giveTokens,
    becomes: { usual: withSession('at the event'), sync: withSession(), later: withSession() },
    ofTokens: true,
    tokenLasts: 10_000,
  },
  {
    rules: 'C6',
    name: 'the token seems to have expired, and each new one too (the clock is fast)',
    head: () => known,
    before: tokensAre(oldToken(expired, async (session) => sessionToken(session, expired))),
    heals: tokensAreFresh,
    becomes: { usual: withSession(), sync: withSession(), later: withSession(), healed: withSession() },
    ofTokens: true,
  },
  {
    rules: 'C6',
    name: 'the token has expired, and there is no new one (the old one goes along)',
    head: () => known,
    before: tokensAre(oldToken(expired, rejects)),
    heals: tokensAreFresh,
    becomes: { usual: withSession(), sync: withSession(), later: withSession(), healed: withSession() },
    ofTokens: true,
  },
  {
    rules: 'C6',
    name: 'the token has expired, and a new one never comes',
    head: () => known,
    before: tokensAre(oldToken(expired, never)),
    heals: tokensAre(oldToken(expired, freshToken)),
    becomes: tokenNeverComes,
    ofTokens: true,
  },
  {
    rules: 'C3',
    name: 'the account is switched and back while the token is awaited',
    event: 'when the token is there',
    head: () => known,
    before: holdTokens,
    happens(stage) {
      stage.clerk().become('sess_B');
      stage.clerk().become('sess_A');
      giveTokens(stage);
    },
    becomes: { usual: withSession('at the event'), sync: withSession(), later: withSession() },
    ofTokens: true,
  },
  {
    rules: 'C3',
    name: "the account is switched while the token is awaited; the old one's comes late",
    event: 'when the new token is there',
    head: () => known,
    before: holdTokens,
    happens(stage) {
      stage.clerk().become('sess_B');
      giveTokens(stage);
    },
    becomes: { usual: withNewSession('at the event'), sync: withSession(), later: withNewSession() },
    ofTokens: true,
  },
  {
    rules: 'C3 C6',
    name: 'the account is switched, and the awaited token never comes',
    head: () => known,
    before: tokensAre(never),
    happens(stage) {
      tokensAreFresh(stage);
      stage.clerk().become('sess_B');
    },
    becomes: {
      usual: { ...withNewSession('after 5 s'), token: false },
      sync: withSession(),
      later: withNewSession(),
    },
    ofTokens: true,
  },
  {
    rules: 'C3 D4',
    name: 'the account is switched by way of an unknown session while the token is awaited',
    event: 'when the new token is there',
    head: () => known,
    before: holdTokens,
    async happens(stage) {
      stage.clerk().become(undefined);
      giveTokens(stage);
      await undefined;
      stage.clerk().become('sess_B');
    },
    becomes: { usual: withNewSession('at the event'), sync: withSession(), later: withNewSession() },
    ofTokens: true,
  },
  {
    rules: 'C3 C4',
    name: 'the user signs out while the token is awaited',
    event: 'when the token is there',
    head: () => known,
    before: holdTokens,
    happens(stage) {
      stage.clerk().become(null);
      giveTokens(stage);
    },
    heals: ({ clerk }) => clerk().become('sess_A'),
    becomes: {
      usual: withoutSession('at the event'),
      sync: withSession(),
      later: withoutSession(),
      healed: withSession(),
    },
    ofTokens: true,
  },
  {
    rules: 'C3 C6',
    name: 'the user signs out, and the awaited token never comes',
    head: () => known,
    before: tokensAre(never),
    happens: ({ clerk }) => clerk().become(null),
    becomes: { usual: withoutSession('after 5 s'), sync: withSession(), later: withoutSession() },
    ofTokens: true,
  },
];
