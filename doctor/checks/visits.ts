import { corsCheck } from '../browser/cors.ts';
import { isInsecure } from '../browser/places.ts';
import { type Visit, visit } from '../browser/visit.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_ID, MADE_UP_TOKEN } from '../token.ts';
import type { Way } from '../ways.ts';
import { reachesCookie } from './cookie.ts';
import { type Carried, errandOf } from './errand.ts';

/** How calls of one way end: without a session, with a made-up one, with the real one. */
export interface Visits {
  way: Way;
  none: Visit;
  madeUp: Visit;
  real?: Visit;
}

/** Makes the calls of each way. */
export async function makeVisits(subject: Subject): Promise<Visits[]> {
  const { asker, ways, options, preflights } = subject;
  const { token } = options;
  const make = (way: Way, carried: Carried) => visit(asker, errandOf(subject, way, carried), preflights);
  const all: Visits[] = [];
  for (const way of ways) {
    const none = all[0] ? judgedAs(subject, way, all[0].none) : await make(way, {});
    const madeUp = await make(way, { token: MADE_UP_TOKEN, id: MADE_UP_ID });
    const mayGo = token && mayCarry(subject, way);
    const real = mayGo && (await make(way, { token: token.text, id: token.claims.sid }));
    all.push({ way, none, madeUp, ...(real && { real }) });
  }
  return all;
}

/** Without a session, calls of all ways are one to the backend; browsers judge its answer by whether they go with cookies. */
function judgedAs({ isCross, origin }: Subject, { credentials }: Way, { corsFault: _, ...none }: Visit): Visit {
  const corsFault = none.answer && isCross ? corsCheck(none.answer, origin, credentials) : undefined;
  return corsFault ? { ...none, corsFault } : none;
}

/** Whether the session can go this way; where it cannot, it is not sent, and a finding of another check says why. */
function mayCarry(subject: Subject, { token, id, credentials }: Way): boolean {
  if (isInsecure(subject.url)) return false;
  const hasId = !id || !!subject.options.token?.claims.sid;
  return token || (hasId && (credentials ? reachesCookie(subject) : id));
}
