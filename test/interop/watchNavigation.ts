import { type Comparable, plain } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, type Page, type Part, type Received, received } from '../kit/page.ts';
import { carriedBy, type Evidence, judgedBy } from './carried.ts';
import { HistorySpy } from './historySpy.ts';
import { hideSession } from './holdEachCall.ts';
import type { Mode } from './modes.ts';
import { firstPage } from './navigatorPages.ts';
import type { Navigator, StepName } from './navigators.ts';
import { type Phase, sentOf, troubleOf } from './observe.ts';
import { CLERK_DELAY } from './scenarios.ts';

/** Longest time for one step, in milliseconds. */
const LIMIT = 8000;
/** How long nothing must change until a step counts as done, in milliseconds. */
const QUIET = 40;

/** Where one step has led. */
export interface Arrival {
  /** The address bar, the title, and the text that the page shows. */
  href: string;
  title: string;
  shown: string | null | undefined;
  /** The URLs that were written into the history meanwhile. */
  entries: string[];
}

/** What came of one step. */
export interface Step {
  arrival: Arrival;
  /** What the server received, without session and cookies. */
  requests: Comparable[];
  /** What each request carried of the session. */
  carried: Evidence[];
  /** Where the page, or the server that it calls next, can read the session ID. */
  leaks: string[];
}

export interface Navigation {
  /** As far as the library came. */
  steps: Partial<Record<StepName, Step>>;
  /** The last page's address, and what a frame that is opened in that page knows of where it comes from. */
  address: string;
  referrer: string;
  /** What `fetch(location.href)` carried after another account was chosen. */
  switched: Evidence[];
  /** Errors and rejections that nobody caught, and what the shim says. */
  trouble: string[];
}

/**
 * Takes the steps of a library one after the other, in one page. Where Clerk is still loading at the first one, its session is unknown
 * again, as while an account is switched, at each further one.
 */
export async function watchNavigation(navigator: Navigator, phase: Phase, mode: Mode): Promise<Navigation> {
  const key = newKey();
  const history = new HistorySpy();
  const page = await openPage({ head: headOf(phase, mode, history), body: firstPage(navigator, key) });
  // Browsers draw no frame that is out of sight, and libraries wait for the drawing.
  page.frame.style.cssText = 'position: fixed; top: 0; left: 0';
  const { document, Clerk } = page.window;
  const navigation: Navigation = { steps: {}, address: '', referrer: '', switched: [], trouble: [] };
  let count = 0;
  const newRequests = async () => {
    const list = (await received(key)).slice(count);
    count += list.length;
    return judgedBy(mode, list);
  };

  for (const name of navigator.does) {
    // The browser has gone there by itself.
    if (page.window.document !== document) break;
    const before = history.entries.length;
    const element = document.getElementById(name);
    if (phase === 'held') hideSession(page.window);
    (element?.querySelector('button') ?? element)?.click();
    if (phase === 'held') await sleep(CLERK_DELAY);
    const arrival = await arrive(page, document, navigator, name, () => history.entries.slice(before));
    const requests = await newRequests();
    navigation.steps[name] = shorten({
      arrival: plain(arrival, key) as Arrival,
      // When a held call leaves, the address bar may be that of the page to come already.
      requests: requests.map((request) => sentOf(request, key, mode, ['referer'])),
      carried: requests.map(carriedBy),
      leaks: leaksOf(page, history, requests),
    });
  }

  if (page.window.document === document) {
    navigation.address = page.window.location.href;
    navigation.referrer = await referrerOfFrame(page, key);
    await newRequests();
    Clerk?.control.become('sess_B');
    await page.run(() => fetch(location.href));
    // The address may be one that redirects.
    navigation.switched = (await newRequests()).slice(0, 1).map(carriedBy);
  }
  navigation.trouble = troubleOf(page);
  page.close();
  return navigation;
}

function headOf(phase: Phase, mode: Mode, history: HistorySpy) {
  const clerk: Part<never> = { clerk: phase === 'known' ? { session: 'sess_A' } : {} };
  const shim: Part<never>[] =
    phase === 'native'
      ? []
      : [{ shim: { [mode === 'token' ? 'data-token-origins' : 'data-backend-origins']: "'self'" } }];
  const spy = { run: (window: Window & typeof globalThis) => history.watch(window) };
  return [{ html: '<title>first</title>' }, spy, clerk, ...shim];
}

/** With the name of each page in place of its text, which is in its URL. */
const shorten = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replace(/type\/text%2Fhtml[^\s"]*?%3Ctitle%3E(\w+)[^\s"]*?%3C%2Fhtml%3E/g, '$1'));

/** By the test's clock: that of a page stops when another one is loaded in its place. */
const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Whether the page has become what it should. */
export const isThere = ({ keepsTitle }: Navigator, name: StepName, { shown, title, entries }: Arrival): boolean =>
  shown === name && (title === name || !!keepsTitle) && entries.length > 0;

/** Waits until the page shows what it should, and nothing changes any more. */
async function arrive(
  page: Page,
  document: Document,
  navigator: Navigator,
  name: StepName,
  entries: () => string[],
): Promise<Arrival> {
  const now = (): Arrival => ({
    href: page.window.location.href,
    title: document.title,
    shown: document.getElementById('shown')?.textContent,
    entries: entries(),
  });
  let last = '';
  for (let quiet = 0, end = Date.now() + LIMIT; quiet < QUIET && Date.now() < end; quiet += 10) {
    await sleep(10);
    if (page.window.document !== document) break;
    const arrival = now();
    const text = JSON.stringify(arrival);
    if (text !== last || !isThere(navigator, name, arrival)) quiet = 0;
    last = text;
  }
  return now();
}

/** Opens a frame in the page; gives back its `document.referrer`, and the header of its request. */
async function referrerOfFrame({ window }: Page, key: string): Promise<string> {
  const frame = window.document.createElement('iframe');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = at('page', key, 'body', 'html');
  window.document.body.append(frame);
  await loaded;
  const [request] = (await received(key)).slice(-1);
  return `${frame.contentDocument?.referrer} ${request && headerOf(request, 'Referer')}`;
}

function leaksOf({ window }: Page, history: HistorySpy, requests: Received[]): string[] {
  const places = {
    'address bar': window.location.href,
    history: history.entries.join(' '),
    'state of the history': history.states.join(' '),
    document: window.document.body?.outerHTML ?? '',
    localStorage: JSON.stringify(window.localStorage),
    sessionStorage: JSON.stringify(window.sessionStorage),
    'headers of requests': requests.map(({ rawHeaders }) => withoutToken(rawHeaders).join(' ')).join(' '),
  };
  return Object.entries(places).flatMap(([place, text]) => (text.includes('sess_') ? [place] : []));
}

/** Names and values in turns, but for the header that the token belongs into. */
const withoutToken = (rawHeaders: string[]): string[] =>
  rawHeaders.filter((_, i) => rawHeaders[i - (i % 2)]?.toLowerCase() !== 'authorization');
