import { expect } from 'chai';
import { plain } from '../kit/differential.ts';
import { at, engine, newKey, openPage, origins, type Part, type Received, received } from '../kit/page.ts';
import { BOTH } from './bothModes.ts';
import { carriedBy, type Evidence, expectedOf, isUpgrade, judgedBy } from './carried.ts';
import { holdEachCall } from './holdEachCall.ts';
import { LIVE_CLIENTS, type LiveClient } from './liveClients.ts';
import { MODES, type Mode, modes, TOKEN_PARAM } from './modes.ts';
import { delay, type Phase, troubleOf } from './observe.ts';
import { CLERK_DELAY } from './scenarios.ts';
import { LIVE_SUITE, testTitle, titleOf } from './titles.ts';

/** Longest time of one exchange, in ms: in an old engine a client may never connect. */
const LIMIT = 8000;
const TEXT = 'hello wörld';

/** What a function of a page script gets. */
interface Call {
  url: string;
  text: string;
}
type PageScript = Record<string, (call: Call) => Promise<unknown>>;

interface Exchange {
  /** What the client's user saw. */
  seen: unknown;
  requests: Received[];
}

/** What came of the exchanges in one page, with a server of each mode. */
interface Exchanges extends Record<Mode, Exchange> {
  trouble: string[];
}

/** Has a client exchange messages with its servers. */
async function exchange(client: LiveClient, name: string, phase: Phase): Promise<Exchanges> {
  const { scripts = [], page: file, server, calls } = client;
  const keys = { 'session ID': newKey(), token: newKey() };
  const page = await openPage({
    head: [
      { clerk: phase === 'known' ? { session: 'sess_A' } : {} },
      ...shimOf(client, phase, keys),
      ...scripts,
      { src: `/iife/pageScript/test/interop/live/${file}` },
    ],
  });
  const { pageScript } = page.window as unknown as { pageScript?: PageScript };
  const late = new Promise((_, reject) => setTimeout(reject, LIMIT, new Error('it never came back')));
  const take = async (mode: Mode): Promise<Exchange> => {
    const [key, origin] = [keys[mode], calls ?? MODES[mode]];
    const url =
      typeof server === 'string'
        ? `${origins[origin]}/live/${key}/${server}`
        : at(origin, key, ...(server[name] ?? []));
    const done = Promise.race([pageScript?.[name]?.({ url, text: TEXT }), late]).catch((error: unknown) => error);
    const seen = plain(await done, key);
    return { seen, requests: judgedBy(mode, await received(key)) };
  };
  const both = Promise.all(modes.map(take));
  if (phase === 'held') {
    await delay(page.window, CLERK_DELAY);
    page.window.Clerk?.control.become('sess_A');
    holdEachCall(page.window);
  }
  const [bySession, byToken] = (await both) as [Exchange, Exchange];
  const trouble = troubleOf(page);
  page.close();
  return { 'session ID': bySession, token: byToken, trouble };
}

function shimOf({ calls }: LiveClient, phase: Phase, keys: Record<Mode, string>): Part<never>[] {
  if (phase === 'native') return [];
  const below = (mode: Mode) => `${origins.page}/live/${keys[mode]}/`;
  const sources =
    calls === 'page' ? { 'data-backend-origins': below('session ID'), 'data-token-origins': below('token') } : BOTH;
  return [{ file: 'clerk-ajax.all.min.js', shim: { ...sources, 'data-token-param': TOKEN_PARAM } }];
}

/** What a request has to carry; a WebSocket has the page's cookies anyway, and takes no header. */
function expectedOfRequest(mode: Mode, request: Received, native: Exchange): Evidence {
  const upgrade = isUpgrade(request);
  const natively = native.requests.filter((each) => isUpgrade(each) === upgrade).map(carriedBy);
  return expectedOf(mode, { cookie: natively.some(({ cookie }) => cookie) }, 'sess_A', !upgrade);
}

/** At once, but for those that call the page's origin: browsers have six connections to one origin, and streams take them. */
async function allOf<Item, Result>(
  { calls }: LiveClient,
  items: readonly Item[],
  action: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  if (calls !== 'page') return Promise.all(items.map(action));
  const results: Result[] = [];
  for (const item of items) results.push(await action(item));
  return results;
}

describe(LIVE_SUITE, () => {
  for (const client of LIVE_CLIENTS) {
    describe(titleOf(client), () => {
      for (const [name, by] of Object.entries(client.does)) {
        it(testTitle(client, by), async function () {
          this.timeout(3 * LIMIT);
          const phases = ['native', 'known', 'held'] as const;
          const [native, known, held] = (await allOf(client, phases, (phase) => exchange(client, name, phase))) as [
            Exchanges,
            Exchanges,
            Exchanges,
          ];
          const { seen } = native['session ID'];
          const works = /wörld/.test(JSON.stringify(seen));
          if (!works && engine === 'chromium75') this.skip();
          expect(works, `without the shim it saw ${JSON.stringify(seen)}`).to.equal(true);
          for (const [phase, shimmed] of Object.entries({ known, held })) {
            expect(shimmed.trouble, `${phase}: what the page complains of`).to.deep.equal(native.trouble);
            for (const mode of modes) {
              const what = `${mode}, ${phase}`;
              const { seen, requests } = shimmed[mode];
              expect(seen, `${what}: what its user sees`).to.deep.equal(native[mode].seen);
              expect(requests.length, `${what}: requests`).to.be.above(0);
              for (const request of requests) {
                const expected = expectedOfRequest(mode, request, native[mode]);
                expect(carriedBy(request), `${what}: ${request.method} ${request.url}`).to.deep.equal(expected);
              }
            }
          }
        });
      }
    });
  }
});
