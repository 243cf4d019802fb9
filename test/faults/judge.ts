import { readBearer } from '../kit/jwt.ts';
import { headerOf, origins, type Received, sessionOf } from '../kit/page.ts';
import { type Carried, carriedBy, type Mode, mustCarry } from '../model/contract.ts';
import { type Fate, type Fault, fateOf, type Round, type Sent } from './fault.ts';
import type { Kind } from './kinds.ts';
import type { Performance, Played, Sending, SentWith } from './play.ts';
import { NO_CLERK, SLACK, TOKEN_WAIT } from './timeLimits.ts';

/** What went wrong, in sentences. */
type Wrongs = (string | false)[];

/** What went wrong with a kind of call in a round; nothing if all went well. */
export function judge(
  fault: Fault,
  kind: Kind,
  mode: Mode,
  round: Round,
  { shim, nativeFor }: { shim: Performance; nativeFor(sent: Sent): Performance },
): string[] {
  const fate = fateOf(fault, round, kind.column, mode.token);
  if (!fate) return [];
  const native = nativeFor({ ...mode, token: mode.token && fate.token && fate.session !== null });
  const [played, natively] = [shim.of(round, kind), native.of(round, kind)];
  if (!played || !natively) return [];
  if (fate.when === 'after its own timeout') return wrongsOfTimedOut(played);
  const wrongs: Wrongs = [...wrongsOfSight(played, natively), ...wrongsOfSessions(played, natively)];
  if (kind.isAborted) wrongs.push(...wrongsOfAborted(fate, played));
  const isTooLate = !!fault.hasNoTime && !!kind.isRead && round === 'later';
  const isSent = kind.column !== 'aborted';
  const [sending, expected] = kind.isAborted ? [played.again, natively.again] : [played, natively];
  if (isSent) {
    wrongs.push(...wrongsOfCount(fault, kind, sending, expected));
    const [call] = sending.sent;
    if (call) {
      const begun = round === 'first' ? shim.started : sending.called;
      wrongs.push(...wrongsOfTime(call, sending.called, limitsOf(fault, fate, sending.called, begun, shim.happened)));
      const { id, token } = mode;
      const carried = mustCarry({ isOurs: true, hasToken: fate.token }, fate.session, { id: id && !isTooLate, token });
      wrongs.push(...wrongsOfSession(carried, call, sending.requests[0]));
      // A synchronous call takes the token that is at hand.
      if (fault.tokenLasts && kind.column !== 'sync') wrongs.push(...wrongsOfToken(fault.tokenLasts, call));
    }
  }
  return wrongs.filter((wrong): wrong is string => !!wrong);
}

/** What the page sees. */
function wrongsOfSight(played: Played, natively: Played): Wrongs {
  if (!natively.ended) return ['natively it never ends, so that the test is wrong'];
  if (!played.ended) return ['the page never hears of it again'];
  const [seen, expected] = [text(played.seen), text(natively.seen)];
  return [seen !== expected && `the page sees ${seen}, natively ${expected}`];
}

/** A call whose own timeout is over while it is held ends as natively, and is never sent (D6). */
function wrongsOfTimedOut({ ended, seen, sent, requests }: Played): string[] {
  const expected = '["loadstart 0","timeout 0","loadend 0"]';
  const wrongs: Wrongs = [
    !ended && 'the page never hears of it again',
    text(seen) !== expected && `the page sees ${text(seen)}, not ${expected}`,
    sent.length > 0 && `it is sent ${sent.length} times, though its timeout is over`,
    requests.length > 0 && 'the servers get it, though its timeout is over',
  ];
  return wrongs.filter((wrong): wrong is string => !!wrong);
}

/** Of whatever is sent: what it carries is of the session that is active then, and does not get further than natively. */
function wrongsOfSessions({ sent, requests, again }: Played, natively: Played): Wrongs {
  const isForeign = ({ origin }: Received) => origin === 'foreign';
  const hasToken = (request: Received) => headerOf(request, 'Authorization') !== undefined;
  const foreign = [...requests, ...again.requests].filter(isForeign);
  const isTokenKept = [...natively.requests, ...natively.again.requests].filter(isForeign).some(hasToken);
  return [
    ...[...sent, ...again.sent].flatMap((call) =>
      Object.values(carriedBy(call)).map(
        (id) => id !== null && id !== call.active && `it is sent with ${id} while ${call.active} is active`,
      ),
    ),
    foreign.some((request) => !!sessionOf(request)) && 'the session ID gets to a foreign origin',
    !isTokenKept && foreign.some(hasToken) && 'the token gets to a foreign origin',
  ];
}

/** A call that is aborted is never sent while it is held, and once at most otherwise. */
function wrongsOfAborted({ when }: Fate, { sent, requests }: Sending): Wrongs {
  const most = when === 'at once' ? 1 : 0;
  return [
    sent.length > most && `it is sent ${sent.length} times, though it is aborted`,
    requests.length > most && `the servers get it ${requests.length} times, though it is aborted`,
  ];
}

/** A call is sent once, and the servers get what they get natively. */
function wrongsOfCount(
  { answers = { by: 'backend' } }: Fault,
  { column }: Kind,
  { sent, requests }: Sending,
  natively: Sending,
): Wrongs {
  // What gets no answer browsers send once more now and then; what times out may have waited for a connection until then.
  const few = (texts: string[]) => (answers.isCut ? [...new Set(texts)] : texts);
  const [got, expected] = [requests, natively.requests].map((list) => few(list.map(textOf)).join(' '));
  const isByChance = answers.isSlow && column === 'impatient';
  return [
    sent.length !== 1 && `it is sent ${sent.length} times`,
    !isByChance && got !== expected && `the servers get ${got || 'nothing'}, natively ${expected || 'nothing'}`,
  ];
}

/** What servers can tell of a request, but for the session. */
function textOf({ origin, method, url, body, complete }: Received): string {
  const { searchParams } = new URL(url, origins.page);
  searchParams.delete('_clerk_session_id');
  const sent = atob(body).replace(/-{4,}\w+/g, 'BOUNDARY');
  return text({ origin, method, query: `${searchParams}`, body: sent, complete });
}

function wrongsOfTime({ time }: SentWith, called: number, [from, to]: [number, number]): Wrongs {
  const waited = `it is sent after ${Math.round(time - called)} ms, which is`;
  return [
    time < from && `${waited} ${Math.round(from - time)} ms too early`,
    time > to && `${waited} ${Math.round(time - to)} ms too late`,
  ];
}

/**
 * When a call must have been sent, in ms on the page's clock.
 *
 * @param begun when its wait began, at the earliest
 */
function limitsOf(
  { wait }: Fault,
  { when }: Fate,
  called: number,
  begun: number,
  happened: number,
): [from: number, to: number] {
  if (when === 'at the event') return [happened, happened + SLACK];
  const limits = {
    'at once': 0,
    'after data-wait': wait as number,
    // Such a call is never sent.
    'after its own timeout': 0,
    'after 5 s': TOKEN_WAIT,
    'after 1 s': NO_CLERK,
  };
  const limit = limits[when];
  // Timers may run a little early.
  return [begun + 0.95 * limit, called + limit + SLACK];
}

/** It carries the session that it should, as it is sent and as it arrives. */
function wrongsOfSession(expected: Carried, call: SentWith, request: Received | undefined): Wrongs {
  const compare = (does: string, { id, token }: Carried): Wrongs => [
    id !== expected.id && `it ${does} with the session ID ${id}, not ${expected.id}`,
    token !== expected.token && `it ${does} with a token of ${token}, not ${expected.token}`,
  ];
  return [
    ...compare('is sent', carriedBy(call)),
    ...(request
      ? compare('arrives', carriedBy({ url: request.url, authorization: headerOf(request, 'Authorization') }))
      : []),
  ];
}

/** Its token, if it has one, is good for longer. */
function wrongsOfToken(enough: number, { authorization, date }: SentWith): Wrongs {
  const { session, ends } = readBearer(authorization);
  const lasts = Math.round(ends - date);
  return [!!session && lasts < enough && `its token ends in ${lasts} ms`];
}

const text = (value: unknown) => JSON.stringify(value);
