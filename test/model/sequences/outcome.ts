import { expect } from 'chai';
import { type Comparable, comparable, plain } from '../../kit/differential.ts';
import { headerOf, isPreflight, openPage, type Received, received, type TestPage } from '../../kit/page.ts';
import { carriedBy, type Mode } from '../contract.ts';
import type { Expected } from './model.ts';
import { Player } from './play.ts';
import type { Sequence } from './steps.ts';

/** What came of a sequence in one page. */
export interface Outcome {
  /** All that the page could tell, as text that can be compared. */
  seen: string;
  calls: CallOutcome[];
  /** Keys of calls that must have left in this order. */
  orders: string[][];
}

interface CallOutcome {
  expected: Expected;
  requests: Received[];
}

/** Plays a sequence in a page of its own. */
export async function playIn(definition: TestPage, sequence: Sequence, mode: Mode): Promise<Outcome> {
  const page = await openPage(definition);
  const player = new Player(page.window, sequence, mode);
  await player.play();
  expect(JSON.stringify(player.trace), 'what the page can read (E1a)').not.to.include('_clerk_session_id');
  const { calls, orders } = player.model;
  const { errors, rejections } = page;
  const all = { trace: player.trace, errors, rejections: rejections.map(String) };
  const outcome = {
    // Each call has a key of its own.
    seen: JSON.stringify(
      calls.reduce<unknown>((trace, { key }) => plain(trace, key), all),
      null,
      1,
    ),
    calls: await Promise.all(calls.map(async (expected) => ({ expected, requests: await requestsOf(expected, mode) }))),
    orders,
  };
  page.close();
  return outcome;
}

/** Where tokens are sent, there are preflights that native has no need of. */
async function requestsOf({ key, step }: Expected, mode: Mode): Promise<Received[]> {
  const requests = (await received(key)).filter((request) => !mode.token || !isPreflight(request));
  // Engines try again where a connection is closed that they have used before.
  return step.answer === 'closed' ? requests.slice(0, 1) : requests;
}

/** The session ID and the token of the request itself; what a redirect leads to has neither. */
export function expectSession({ expected: { carries, arrives }, requests }: CallOutcome): void {
  const calls = requests.filter((request) => !isPreflight(request));
  if (arrives !== 'once')
    expect(calls.length, 'requests of a call that was ended').to.be.most(arrives === 'never' ? 0 : 1);
  const [request] = calls;
  if (!request) return;
  const { url } = request;
  expect(carriedBy({ url, authorization: headerOf(request, 'Authorization') }), 'session').to.deep.equal(carries);
}

/** What the page's own doing is in the requests of a call, as text. */
export function ownPart({ expected: { key, step }, requests }: CallOutcome, mode: Mode): string {
  const ignored = mode.token && step.header !== 'Authorization' ? ['authorization'] : [];
  const parts = requests.map((request): Comparable => {
    const { headers, ...rest } = comparable(request, key, ignored);
    // In the order of the alphabet: see `knownDifferences.ts`.
    const isRequest = step.do === 'fetch' && step.input !== 'string';
    const spelled = headers.map(([name, value]): [string, string] => [isRequest ? name.toLowerCase() : name, value]);
    return { ...rest, headers: spelled.sort() };
  });
  return JSON.stringify(parts, null, 1);
}
