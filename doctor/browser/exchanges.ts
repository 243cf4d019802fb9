import type { Answer } from '../http/client.ts';
import type { Mode } from '../modes.ts';
import { browserHeaders, type Subject } from '../subject.ts';
import { MADE_UP_ID, MADE_UP_TOKEN } from '../token.ts';
import { reachesCookie } from './cookie.ts';
import { corsCheck } from './cors.ts';
import { type Exchange, exchange } from './exchange.ts';
import { isInsecure } from './places.ts';
import { type Carried, requestOf } from './requestOf.ts';

/** How calls of one mode end: without a session, with a made-up one, with the real one. */
export interface Exchanges {
  mode: Mode;
  /** Without preflight and redirects: it shows what a server answers to anybody. */
  none: Exchange;
  madeUp: Exchange;
  real?: Exchange;
}

/** The answers to all calls, the most telling first. */
export const answersOf = (all: Exchanges[]): Answer[] =>
  all.flatMap(({ none, madeUp, real }) => [real, madeUp, none].flatMap((each) => each?.answer ?? []));

/** Asks the backend for the first time, without a session. @throws RequestFailed */
export function probe(subject: Subject): Promise<Answer> {
  const { client, url, isCross, origin, options } = subject;
  const own = isCross ? [{ name: 'Origin', value: origin }] : [];
  return client.send({
    method: 'GET',
    url,
    headers: [...own, ...options.headers, ...browserHeaders(subject)],
    body: 'excerpt',
  });
}

/** Makes the calls of each mode. @param first the answer to a call without a session, which is the same for all modes */
export async function makeExchanges(subject: Subject, first: Answer): Promise<Exchanges[]> {
  const { client, modes, options, preflights, isCross, origin, url } = subject;
  const { token } = options;
  const make = (mode: Mode, carried: Carried) => exchange(client, requestOf(subject, mode, carried), preflights);
  const all: Exchanges[] = [];
  for (const mode of modes) {
    const corsFault = isCross ? corsCheck(first, origin, mode.credentials) : undefined;
    const none = { url, answer: first, ...(corsFault && { corsFault }) };
    const madeUp = await make(mode, { token: MADE_UP_TOKEN, id: MADE_UP_ID });
    const mayGo = token && mayCarry(subject, mode);
    const real = mayGo && (await make(mode, { token: token.text, id: token.claims.sid }));
    all.push({ mode, none, madeUp, ...(real && { real }) });
  }
  return all;
}

/** Whether the session can go in this mode; where it cannot, it is not sent, and a finding of another check says why. */
function mayCarry(subject: Subject, { token, id, credentials }: Mode): boolean {
  if (isInsecure(subject.url)) return false;
  const hasId = !id || !!subject.options.token?.claims.sid;
  return token || (hasId && (credentials ? reachesCookie(subject) : id));
}
