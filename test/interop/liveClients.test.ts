import { expect } from 'chai';
import { plain } from '../support/differential.ts';
import { at, engine, newKey, openPage, origins, type Part, received } from '../support/page.ts';
import { carriedBy, type Evidence } from './carried.ts';
import { LIVE_CLIENTS, type LiveClient } from './liveClients.ts';
import { delay, type Mode, troubleOf } from './observe.ts';
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
  /** What each request carried. */
  carried: Evidence[];
  trouble: string[];
}

/** Has a client exchange messages with its server. */
async function exchange(client: LiveClient, name: string, mode: Mode): Promise<Exchange> {
  const { scripts = [], page: file, server, calls = 'backend' } = client;
  const shim: Part<never>[] =
    mode === 'native'
      ? []
      : [{ file: 'clerk-ajax.all.min.js', shim: { 'data-backend-origins': `'self' ${origins.backend}` } }];
  const page = await openPage({
    head: [
      { clerk: mode === 'known' ? { session: 'sess_A' } : {} },
      ...shim,
      ...scripts,
      { src: `/iife/pageScript/test/interop/live/${file}` },
    ],
  });
  const key = newKey();
  const url =
    typeof server === 'string' ? `${origins[calls]}/live/${key}/${server}` : at(calls, key, ...(server[name] ?? []));
  const { pageScript } = page.window as unknown as { pageScript?: PageScript };
  const late = new Promise((_, reject) => setTimeout(reject, LIMIT, new Error('it never came back')));
  const done = Promise.race([pageScript?.[name]?.({ url, text: TEXT }), late]).catch((error: unknown) => error);
  if (mode === 'held') {
    await delay(page.window, CLERK_DELAY);
    page.window.Clerk?.control.become('sess_A');
  }
  const seen = plain(await done, key);
  const carried = (await received(key)).map(carriedBy);
  const trouble = troubleOf(page);
  page.close();
  return { seen, carried, trouble };
}

describe(LIVE_SUITE, () => {
  for (const client of LIVE_CLIENTS) {
    describe(titleOf(client), () => {
      for (const [name, by] of Object.entries(client.does)) {
        it(testTitle(client, by), async function () {
          this.timeout(3 * LIMIT);
          const [native, known, held] = await Promise.all([
            exchange(client, name, 'native'),
            exchange(client, name, 'known'),
            exchange(client, name, 'held'),
          ]);
          const works = /wörld/.test(JSON.stringify(native.seen));
          if (!works && engine === 'chromium75') this.skip();
          expect(works, `without the shim it saw ${JSON.stringify(native.seen)}`).to.equal(true);
          for (const [mode, { seen, carried, trouble }] of Object.entries({ known, held })) {
            expect(seen, `${mode}: what its user sees`).to.deep.equal(native.seen);
            expect(trouble, `${mode}: what the page complains of`).to.deep.equal(native.trouble);
            expect(carried.length, `${mode}: requests`).to.be.above(0);
            for (const each of carried) expect(each, mode).to.deep.equal({ cookie: true, sessions: ['sess_A'] });
          }
        });
      }
    });
  }
});
