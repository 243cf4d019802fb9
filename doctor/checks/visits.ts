import type { Answer } from '../asking/asker.ts';
import { corsCheck } from '../browser/cors.ts';
import { isInsecure } from '../browser/places.ts';
import { type Visit, visit } from '../browser/visit.ts';
import { browserHeaders, type Subject } from '../subject.ts';
import { MADE_UP_ID, MADE_UP_TOKEN } from '../token.ts';
import type { Way } from '../ways.ts';
import { reachesCookie } from './cookie.ts';
import { type Carried, errandOf } from './errand.ts';

/** How calls of one way end: without a session, with a made-up one, with the real one. */
export interface Visits {
  way: Way;
  /** Without preflight and redirects: it shows what a server answers to strangers. */
  none: Visit;
  madeUp: Visit;
  real?: Visit;
}

/** The answers to all calls, the most telling first. */
export const answersOf = (all: Visits[]): Answer[] =>
  all.flatMap(({ none, madeUp, real }) => [real, madeUp, none].flatMap((each) => each?.answer ?? []));

/** Asks the backend for the first time, without a session. @throws NotAsked */
export function knock(subject: Subject): Promise<Answer> {
  const { asker, url, isCross, origin, options } = subject;
  const own = isCross ? [{ name: 'Origin', value: origin }] : [];
  return asker.ask({ method: 'GET', url, headers: [...own, ...options.headers, ...browserHeaders(subject)] });
}

/** Makes the calls of each way. @param first the answer to a call without a session, which is the same for all ways */
export async function makeVisits(subject: Subject, first: Answer): Promise<Visits[]> {
  const { asker, ways, options, permissions, isCross, origin, url } = subject;
  const { token } = options;
  const make = (way: Way, carried: Carried) => visit(asker, errandOf(subject, way, carried), permissions);
  const all: Visits[] = [];
  for (const way of ways) {
    const corsFault = isCross ? corsCheck(first, origin, way.credentials) : undefined;
    const none = { url, answer: first, ...(corsFault && { corsFault }) };
    const madeUp = await make(way, { token: MADE_UP_TOKEN, id: MADE_UP_ID });
    const mayGo = token && mayCarry(subject, way);
    const real = mayGo && (await make(way, { token: token.text, id: token.claims.sid }));
    all.push({ way, none, madeUp, ...(real && { real }) });
  }
  return all;
}

/** Whether the session can go this way; where it cannot, it is not sent, and a finding of another check says why. */
function mayCarry(subject: Subject, { token, id, credentials }: Way): boolean {
  if (isInsecure(subject.url)) return false;
  const hasId = !id || !!subject.options.token?.claims.sid;
  return token || (hasId && (credentials ? reachesCookie(subject) : id));
}
