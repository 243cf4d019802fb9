import { expect } from 'chai';
import {
  at,
  engine,
  headerOf,
  isPreflight,
  newKey,
  openPage,
  origins,
  type PageWindow,
  type Received,
  received,
  textOf,
} from '../kit/page.ts';
import { recordSent, type SentCall } from '../kit/recordSent.ts';
import { clerkOf } from '../kit/session.ts';
import { pause } from '../kit/until.ts';
import { carriedBy } from '../model/contract.ts';
import { fateOnLeaving, MOMENTS, type Moment, SITUATIONS, type Situation } from './leaving.ts';
import { A_MOMENT, LONG_WAIT, SLACK } from './timeLimits.ts';

interface LastCall {
  name: string;
  to: 'backend' | 'page';
  /** Whether the browser goes on with it when the page is gone: it cuts off the others, if it has not sent them yet. */
  isKept: boolean;
  /** Whether its body has to be read before it leaves. */
  isRead?: true;
  make(window: PageWindow, url: string): unknown;
}

const POST = { method: 'POST', body: 'last words' };
const KEPT = { ...POST, keepalive: true };

function sendXhr(window: PageWindow, url: string, async: boolean): void {
  const xhr = new window.XMLHttpRequest();
  xhr.open('POST', url, async);
  xhr.send(POST.body);
}

const CALLS: readonly LastCall[] = [
  { name: 'fetch', to: 'backend', isKept: false, make: (window, url) => window.fetch(url, POST) },
  { name: 'keepalive', to: 'backend', isKept: true, make: (window, url) => window.fetch(url, KEPT) },
  { name: 'own-keepalive', to: 'page', isKept: true, make: (window, url) => window.fetch(url, KEPT) },
  {
    name: 'request',
    to: 'backend',
    isKept: false,
    isRead: true,
    make: (window, url) => window.fetch(new window.Request(url, POST)),
  },
  {
    name: 'keepalive-request',
    to: 'backend',
    isKept: true,
    isRead: true,
    make: (window, url) => window.fetch(new window.Request(url, KEPT)),
  },
  { name: 'xhr', to: 'backend', isKept: false, make: (window, url) => sendXhr(window, url, true) },
  { name: 'sync', to: 'backend', isKept: true, make: (window, url) => sendXhr(window, url, false) },
];

interface Left {
  /** What was sent, in the order of `CALLS`; a call that was sent twice is in it twice. */
  sent: [LastCall, SentCall][];
  requests: [LastCall, Received][];
  /** The calls that the browser refuses to make in that moment. */
  refused: string[];
}

const byCall = <T extends { url: string }>(list: T[]) =>
  CALLS.flatMap((call) =>
    list
      .filter(({ url }) => new URL(url, origins.page).pathname.endsWith(`/${call.name}`))
      .map((each): [LastCall, T] => [call, each]),
  );

const names = (list: [LastCall, unknown][]) => list.map(([{ name }]) => name);

/** Makes all calls in a page, and leaves it; without a situation, that page has no shim. */
async function leave(moment: Moment, situation?: Situation): Promise<Left> {
  const key = newKey();
  const sent: SentCall[] = [];
  const refused: string[] = [];
  const shim = {
    'data-backend-origins': `'self' ${origins.backend}`,
    'data-send': 'session-id credentials session-token',
    'data-wait': `${LONG_WAIT}`,
  };
  const { window, frame } = await openPage({
    head: [
      { run: (window) => recordSent(window, (call) => sent.push(call)) },
      { clerk: situation === 'Clerk is loading' ? {} : { session: 'sess_A' } },
      ...(situation ? [{ shim }] : []),
    ],
  });
  if (situation === 'the token is awaited') clerkOf(window).tokens(() => new Promise(() => {}));
  const makeCalls = () => {
    for (const { name, to, make } of CALLS) {
      try {
        Promise.resolve(make(window, at(to, key, 'echo', name))).catch(() => {});
      } catch {
        refused.push(name);
      }
    }
  };
  if (moment === 'before') {
    makeCalls();
    await pause(2 * A_MOMENT);
  } else {
    const target = moment === 'visibilitychange' ? window.document : window;
    target.addEventListener(moment, makeCalls, { once: true });
  }
  const gone = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  window.location.href = 'about:blank';
  await gone;

  const arrived = async () => byCall((await received(key)).filter((request) => !isPreflight(request)));
  const kept = keptOf(refused, situation);
  const areHere = async () => {
    const arrivals = names(await arrived());
    return kept.every((name) => arrivals.includes(name));
  };
  for (const end = performance.now() + SLACK; performance.now() < end && !(await areHere()); ) await pause(20);
  // What comes twice comes now.
  await pause(A_MOMENT);
  return { sent: byCall(sent), requests: await arrived(), refused };
}

/** The calls that arrive for certain. */
function keptOf(refused: string[], situation?: Situation): string[] {
  // Before 81, a call with `keepalive` fails if it carries `Authorization`.
  const isTokenRefused = engine === 'chromium75' && !!situation && situation !== 'Clerk is loading';
  return CALLS.filter(({ name, isKept }) => isKept && !refused.includes(name))
    .map(({ name }) => name)
    .filter((name) => !isTokenRefused || name === 'sync');
}

for (const moment of MOMENTS) {
  const when = moment === 'before' ? 'before the user leaves the page' : `in \`${moment}\``;
  describe(`calls made ${when}`, () => {
    let native: Left;
    before(async () => {
      native = await leave(moment);
      expect(names(native.requests), 'what arrives natively').to.include.members(keptOf(native.refused));
    });

    for (const situation of SITUATIONS) {
      it(`D3 D3b D5a C3: a call made ${when}, while ${situation}`, async () => {
        const { sent, requests, refused } = await leave(moment, situation);
        expect(names(sent), 'what is sent, once each').to.deep.equal(CALLS.map(({ name }) => name));
        expect(names(requests), 'what arrives, once each').to.deep.equal([...new Set(names(requests))]);
        expect(names(requests), 'what arrives').to.include.members(keptOf(refused, situation));
        expect(refused, 'what the browser refuses').to.deep.equal(native.refused);
        for (const [{ name, isRead }, call] of sent) {
          const { session, hasId } = fateOnLeaving(moment, situation, !!isRead);
          expect(carriedBy(call), name).to.deep.equal({ id: hasId ? session : null, token: session });
        }
        for (const [call, request] of requests) {
          const [, { url, authorization }] = sent.find(([each]) => each === call) as [LastCall, SentCall];
          expect(carriedBy(request).id, `session ID of ${call.name}`).to.equal(carriedBy({ url }).id);
          expect(headerOf(request, 'Authorization') ?? null, call.name).to.equal(authorization);
          expect(textOf(request), `body of ${call.name}`).to.equal(POST.body);
        }
      });
    }
  });
}
