import { config, expect } from 'chai';
import { plain } from '../kit/differential.ts';
import { at, engine, newKey, openPage, type Page, type Part, received } from '../kit/page.ts';
import { BOTH } from './bothModes.ts';
import { MODES, type Mode, modes } from './modes.ts';
import { delay, troubleOf } from './observe.ts';
import { titleOf } from './titles.ts';
import { ORDERS, type Order, TOOLS } from './tools.ts';

config.truncateThreshold = 0;

/** Long enough for a request that is sent after all to arrive, in milliseconds. */
const ARRIVAL = 100;

interface Call {
  what: 'XHR' | 'fetch';
  method: 'GET' | 'POST';
  /** When the page aborts it: right after the call, or in a task of its own. */
  moment: 'at once' | 'later';
  url: string;
}

interface Outcome {
  /** Of each call, what the page saw. */
  seen: unknown[];
  /** Whether the zone still has a task, as Angular asks before it calls a page stable. */
  pending: boolean;
}

declare const Zone: {
  root: { run<Result>(action: () => Result): Result };
  current: {
    name: string;
    fork(spec: object): { run<Result>(action: () => Result): Result };
  };
};

/** Runs in the page: makes the calls in a zone, aborts them, and tells what came of it. */
function abortAll(calls: Call[]): Promise<Outcome> {
  let pending = false;
  const later = (action: () => void, time: number) => Zone.root.run(() => setTimeout(action, time));
  const zone = Zone.current.fork({
    name: 'page',
    onHasTask(
      delegate: { hasTask(zone: object, state: object): void },
      _: object,
      target: object,
      state: { macroTask: boolean },
    ) {
      pending = state.macroTask;
      delegate.hasTask(target, state);
    },
  });
  const end = new Promise((resolve) => later(() => resolve('no end'), 400));
  const byXhr = ({ method, url, moment }: Call) => {
    const events: string[] = [];
    const ended = new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.onreadystatechange = () => events.push(`readyState ${xhr.readyState}`);
      for (const type of ['loadstart', 'load', 'error', 'abort', 'timeout', 'loadend']) {
        xhr.addEventListener(type, () => events.push(`${type} in ${Zone.current.name}, status ${xhr.status}`));
      }
      xhr.addEventListener('loadend', () => resolve(undefined));
      xhr.open(method, url);
      xhr.send(method === 'POST' ? 'body' : null);
      if (moment === 'at once') xhr.abort();
      if (moment === 'later') later(() => xhr.abort(), 20);
    });
    return Promise.race([ended, end]).then((last) => [...events, last]);
  };
  const byFetch = ({ method, url, moment }: Call) => {
    const controller = new AbortController();
    const answer = fetch(url, { method, signal: controller.signal, ...(method === 'POST' && { body: 'body' }) });
    if (moment === 'at once') controller.abort();
    else later(() => controller.abort(), 20);
    const ended = answer.then(
      ({ status }) => status,
      ({ name }) => name,
    );
    return Promise.race([ended, end]);
  };
  const seen = zone.run(() => Promise.all(calls.map((call) => (call.what === 'XHR' ? byXhr(call) : byFetch(call)))));
  return seen.then((all) => new Promise((resolve) => later(() => resolve({ seen: all, pending }), 0)));
}

const CALLS = (['XHR', 'fetch'] as const).flatMap((what) =>
  (['GET', 'POST'] as const).flatMap((method) =>
    (['at once', 'later'] as const).map((moment) => ({ what, method, moment })),
  ),
);

/** Calls to a backend, with the key that they have in common. */
function callsTo(mode: Mode): { key: string; calls: Call[] } {
  const key = newKey();
  const named = CALLS.map((call) => ({ ...call, url: at(MODES[mode], key, 'header', 'X-Call', call.moment, 'hang') }));
  return { key, calls: named };
}

/** What came of calls while Clerk is loading, and then of calls that wait for a token that takes its time. */
async function play(zone: Part<never>, order?: Order) {
  const shim: Part<never> = { shim: BOTH };
  const scripts = order === 'before' ? [zone, shim] : order ? [shim, zone] : [zone];
  const page = await openPage({ head: [{ clerk: {} }, ...scripts] });
  const control = page.window.Clerk?.control;
  const held = await playOnce(page, modes, () => control?.become('sess_A'));
  let give = (_token: string) => {};
  control?.tokens(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  const waiting = await playOnce(page, ['token'], () => give('late-token'));
  const trouble = troubleOf(page);
  page.close();
  return { held, waiting, trouble };
}

async function playOnce(page: Page, which: Mode[], then: () => void) {
  const plan = which.map(callsTo);
  const outcome = await page.run(
    abortAll,
    plan.flatMap(({ calls }) => calls),
  );
  then();
  await delay(page.window, ARRIVAL);
  const lists = await Promise.all(plan.map(({ key }) => received(key)));
  return {
    outcome: plain(outcome, 'nothing') as Outcome,
    sent: lists.flat().map(({ method, url }) => `${method} ${url}`),
  };
}

describe('D6, E7: zone.js and calls that are aborted while they wait', () => {
  for (const tool of TOOLS.filter(({ name }) => name === 'zone.js')) {
    const zone: Part<never> = { src: `/iife/tool/test/interop/tools/${tool.page}` };
    for (const order of ORDERS) {
      it(`D6: ${titleOf(tool)}, loaded ${order} the shim: what waits and is aborted is as without the shim, and is never sent`, async function () {
        this.timeout(20_000);
        // It asks for a younger engine.
        if (engine === 'chromium75' && tool.dependency === 'zone.js') this.skip();
        const [native, shimmed] = await Promise.all([play(zone), play(zone, order)]);
        for (const phase of ['held', 'waiting'] as const) {
          expect(shimmed[phase].sent, `${phase}: what is sent`).to.deep.equal([]);
          shimmed[phase].outcome.seen.forEach((seen, i) => {
            const { what, method, moment } = CALLS[i % CALLS.length] as (typeof CALLS)[number];
            const title = `${phase}: ${what} ${method}, aborted ${moment}`;
            expect(seen, title).to.deep.equal(native[phase].outcome.seen[i]);
          });
          expect(shimmed[phase].outcome.pending, `${phase}: a task that stays`).to.equal(native[phase].outcome.pending);
        }
        expect(shimmed.trouble, 'what the page complains of').to.deep.equal(native.trouble);
      });
    }
  }
});
