import { config, expect } from 'chai';
import { type Comparable, plain } from '../kit/differential.ts';
import { engine, hasDebian, isPreflight, openPage, origins, type Page, received } from '../kit/page.ts';
import { type Answers, allCalls, type CallName, callNames, callsTo } from './allCalls.ts';
import { BEFORE, BEFORE_SUITE, type Before, titleOfBefore, WHEN } from './beforeTag.ts';
import { BOTH } from './bothModes.ts';
import { carriedBy, type Evidence, expectedOf } from './carried.ts';
import { MODES, TOKEN_PARAM } from './modes.ts';
import { sentOf, troubleOf } from './observe.ts';

config.truncateThreshold = 0;

/** Longest time of all calls, in milliseconds. */
const LIMIT = 6000;

/** One of each mode, and one of neither, whose URLs name the backends. */
const SERVERS = { ...MODES, neither: 'fragile' } as const;
type Server = keyof typeof SERVERS;
const servers = Object.keys(SERVERS) as Server[];

interface Call {
  server: Server;
  name: CallName;
  answer: unknown;
  requests: Comparable[];
  carried: Evidence[];
}

/** Made while Clerk is loading, and again when its session is known. */
type Phase = 'held' | 'known';
interface Round extends Record<Phase, Call[]> {
  trouble: string[];
}

async function play({ parts }: Before, withShim: boolean): Promise<Round> {
  const shim = { file: 'clerk-ajax.all.min.js', shim: { ...BOTH, 'data-token-param': TOKEN_PARAM } };
  const page = await openPage({ head: [{ clerk: {} }, ...parts, ...(withShim ? [shim] : [])] });
  const held = await callAll(page, () => page.window.Clerk?.control.become('sess_A'));
  const known = await callAll(page, () => {});
  const trouble = troubleOf(page);
  page.close();
  return { held, known, trouble };
}

async function callAll(page: Page, then: () => void): Promise<Call[]> {
  const plan = servers.map((server) => ({
    server,
    ...callsTo(SERVERS[server], server === 'neither' ? `?next=${origins.backend}/&then=${origins.foreign}/` : '?a=1'),
  }));
  const answers = plan.map(({ urls }) => page.run(allCalls, urls));
  then();
  const late = new Promise<Answers>((resolve) => setTimeout(resolve, LIMIT, {}));
  const lists = plan.map(async ({ server, keys }, i) => {
    const answered = await Promise.race([answers[i] ?? late, late]);
    return Promise.all(callNames.map((name) => callOf(server, name, keys[name], answered[name])));
  });
  return (await Promise.all(lists)).flat();
}

async function callOf(server: Server, name: CallName, key: string, answer: unknown = 'nothing'): Promise<Call> {
  // Nobody is told when a beacon has arrived.
  const list = (await received(key, name === 'beacon' && answer === true ? 1 : 0)).filter((each) => !isPreflight(each));
  const mode = server === 'token' ? 'token' : 'session ID';
  return {
    server,
    name,
    answer: plain(answer, key),
    requests: list.map((request) => sentOf(request, key, mode)).map((sent) => readable(sent, name)),
    carried: list.map(carriedBy),
  };
}

/** Without the random IDs of a trace, and, of a `Headers`, without what cannot be read of it: how its names are spelled. */
const readable = (request: Comparable, name: CallName): Comparable => ({
  ...request,
  headers: request.headers.map(([header, value]) => [
    name === 'fetch with Headers' ? header.toLowerCase() : header,
    /trace|baggage|newrelic|datadog/i.test(header) ? `${value.split(', ').length} values` : value,
  ]),
});

/** What a call has to carry, where it is served. */
function expectedFor({ server, name }: Call, phase: Phase, native: Evidence): Evidence {
  // A beacon cannot wait.
  if (server === 'neither' || (name === 'beacon' && phase === 'held')) return native;
  return expectedOf(server, native, 'sess_A', name !== 'WebSocket' && name !== 'beacon');
}

function judge({ unserved }: Before, phase: Phase, native: Round, round: Round): void {
  const isUnserved = (call: Call) => unserved?.call.test(`${call.name}, ${call.server}`);
  round[phase].forEach((call, i) => {
    const natively = native[phase][i] as Call;
    const what = `${call.name}, ${call.server}`;
    expect(call.answer, `${what}: what the page sees`).to.deep.equal(natively.answer);
    if (/^(?:fetch|XHR)/.test(what)) expect(call.requests, `${what}: what is sent`).to.deep.equal(natively.requests);
    expect(call.carried.length, `${what}: requests`).to.equal(natively.carried.length);
    call.carried.forEach((carried, j) => {
      const before = natively.carried[j] as Evidence;
      const expected = isUnserved(call) ? before : expectedFor(call, phase, before);
      // A `Headers` stays one where a script below sees it, and scripts make one of what they are given. It has all names in lower case.
      const spelled = /^(?:fetch|EventSource)/.test(what)
        ? carried.token?.replace('authorization:', 'Authorization:')
        : carried.token;
      expect({ ...carried, ...(spelled && { token: spelled }) }, `${what}: what it carries`).to.deep.equal(expected);
    });
  });
  if (!unserved) expect(round.trouble, 'what the page complains of').to.deep.equal(native.trouble);
  else expect(round.trouble.join('\n'), 'what the shim says').to.match(unserved.says);
}

/** The rounds of a row are played once, for both of its tests. */
function playBoth(row: Before, done: (rounds: [Round, Round]) => void): void {
  before(async function () {
    this.timeout(4 * LIMIT);
    done(await Promise.all([play(row, false), play(row, true)]));
  });
}

describe(BEFORE_SUITE, () => {
  for (const row of BEFORE.filter((each) => hasDebian || !each.isDebian)) {
    describe(row.name, () => {
      let native: Round;
      let shimmed: Round;

      playBoth(row, (rounds) => {
        [native, shimmed] = rounds;
      });

      for (const phase of ['held', 'known'] as const) {
        it(titleOfBefore(row, WHEN[phase]), function () {
          // What does not load there does half of its work.
          if (engine === 'chromium75' && native.trouble.length) this.skip();
          judge(row, phase, native, shimmed);
        });
      }
    });
  }
});
