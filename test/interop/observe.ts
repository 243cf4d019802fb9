import { type Comparable, comparable, plain } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type Page, type Part, type Received, received } from '../kit/page.ts';
import { BOTH } from './bothModes.ts';
import { carriedBy, type Evidence, judgedBy } from './carried.ts';
import { holdEachCall } from './holdEachCall.ts';
import type { Library } from './libraries.ts';
import { MODES, type Mode, modes } from './modes.ts';
import { CLERK_DELAY, type PageScript, SCENARIOS, type ScenarioName, UPLOAD } from './scenarios.ts';

/** Without the shim; with it and the session known; with it while Clerk is still loading. */
export type Phase = 'native' | 'known' | 'held';

/** Longest time for one scenario, in milliseconds: in an old engine a library may never call back. */
const LIMIT = 8000;

/** What stands for the text of an upload, which is too long to be read. */
const UPLOADED = '[the upload]';

type PerScenario<Value> = Record<ScenarioName, Value>;

/** What came of the calls to the backend of one mode. */
export interface Seen {
  /** What the library's user saw. */
  traces: PerScenario<unknown>;
  /** What the backend received, without session and cookies. */
  requests: PerScenario<Comparable[]>;
  /** What each request carried of the session. */
  carried: PerScenario<Evidence[]>;
}

export interface Observation extends Record<Mode, Seen> {
  /** Errors and rejections that nobody caught, and what the shim says. */
  trouble: string[];
}

/** One scenario, by the key that its requests have. */
interface Performance {
  name: ScenarioName;
  mode: Mode;
  key: string;
}

/** Runs all scenarios of a library at once, in one page, each with a backend of either mode. */
export async function observe(library: Library, phase: Phase): Promise<Observation> {
  const plan = library.does.flatMap((name) => modes.map((mode): Performance => ({ name, mode, key: newKey() })));
  const page = await openPage({ head: partsOf(library, phase, plan) });
  const script = (page.window as unknown as { pageScript?: PageScript }).pageScript ?? {};
  const seen = () => ({ traces: {}, requests: {}, carried: {} }) as Seen;
  const observation: Observation = { 'session ID': seen(), token: seen(), trouble: [] };
  const performances = plan.map(async (each) => {
    const { name, mode, key } = each;
    const trace = plain(await perform(page, script, library, each, phase), key);
    // How far a small body got before its end is a matter of time; an upload has more than one piece.
    if (name !== 'upload') delete (Object(trace) as { progress?: boolean }).progress;
    observation[mode].traces[name] = name === 'abort' ? unifyAbort(trace) : trace;
  });
  if (phase === 'held') {
    // Some libraries take their time before they call; what is aborted shall be aborted while it is held.
    const aborts = performances.filter((_, i) => plan[i]?.name === 'abort');
    await Promise.all([...aborts, delay(page.window, CLERK_DELAY)]);
    page.window.Clerk?.control.become('sess_A');
    holdEachCall(page.window);
  }
  await Promise.all(performances);
  for (const { name, mode, key } of plan) {
    const list = judgedBy(mode, await received(key));
    observation[mode].requests[name] = list.map((request) => sentOf(request, key, mode));
    observation[mode].carried[name] = list.map(carriedBy);
  }
  observation.trouble = troubleOf(page);
  page.close();
  return observation;
}

/** Errors and rejections that nobody caught, and what the shim says. */
export function troubleOf(page: Page): string[] {
  return [
    ...page.errors,
    ...page.rejections.map(String),
    ...page.console.map(({ text }) => text).filter((text) => text.startsWith('[clerk-ajax]')),
  ];
}

/** What is missing in a scenario without the shim, which then proves nothing. */
export function worksNatively(library: Library, name: ScenarioName, native: Seen): string | undefined {
  const trace = JSON.stringify(native.traces[name]) ?? 'nothing';
  const expected = {
    get: /wörld/,
    header: /wörld/,
    post: /wörld/,
    upload: library.progress ? /"progress":true/ : /wörld/,
    error: /422/,
    abort: /^(?!.*wörld)/,
    timeout: /^(?!.*wörld)/,
  }[name];
  if (/^"(?:Error|DOMException) /.test(trace) || !expected.test(trace)) return `it saw ${trace}`;
  const requests = native.requests[name].filter(({ method }) => method !== 'OPTIONS');
  const fits = requests.some(({ origin, method, url, headers, body }) => {
    if (origin === 'page' && library.calls !== 'page') return false;
    if (name === 'get') return method === 'GET' && /[?&]a=1\b/.test(url);
    if (name === 'header') return headers.some(([header, value]) => /^x-custom$/i.test(header) && value === 'yes');
    if (name === 'post') return method === 'POST' && body !== '';
    if (name === 'upload') return body.includes(UPLOADED);
    return true;
  });
  return fits || name === 'timeout' ? undefined : `it sent ${JSON.stringify(requests).slice(0, 1000)}`;
}

/**
 * WebKit has two messages for the abort of a fetch: one where the signal was aborted before, which is that of a call that
 * never went out, and one where it is aborted on the way.
 */
function unifyAbort(trace: unknown): unknown {
  return JSON.parse(JSON.stringify(trace ?? null).replace('Fetch is aborted', 'The operation was aborted.'));
}

/** A request as two pages have it in common: header names as they are spelled, in no order, and nothing of the session. */
export function sentOf(request: Received, key: string, mode: Mode, ignore: string[] = []): Comparable {
  const { url, headers, body, ...rest } = comparable(request, key, [
    ...ignore,
    ...(mode === 'token' ? ['authorization'] : []),
  ]);
  // Libraries make these up anew for each request.
  const random = (text: string) =>
    text.replace(/\b_=\d{13}\b/g, '_=NOW').replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID');
  return {
    ...rest,
    url: random(url),
    headers: headers.map(([name, value]): [string, string] => [name, random(value)]).sort(),
    body: random(body).split(UPLOAD).join(UPLOADED),
  };
}

function partsOf({ scripts = [], beforeShim, page, calls }: Library, phase: Phase, plan: Performance[]) {
  const clerk: Part<never> = { clerk: phase === 'known' ? { session: 'sess_A' } : {} };
  const paths = (mode: Mode) =>
    plan.flatMap((each) => (each.mode === mode ? [`${origins.page}/k/${each.key}/`] : [])).join(' ');
  const attributes =
    calls === 'page' ? { 'data-backend-origins': paths('session ID'), 'data-token-origins': paths('token') } : BOTH;
  const file = beforeShim && phase === 'held' ? 'clerk-ajax.all.min.js' : 'clerk-ajax.min.js';
  const shim: Part<never>[] = phase === 'native' ? [] : [{ shim: attributes, file }];
  const library = scripts as Part<never>[];
  return [
    clerk,
    ...(beforeShim ? library : []),
    ...shim,
    ...(beforeShim ? [] : library),
    { src: `/iife/pageScript/test/interop/libraries/${page}` },
  ];
}

async function perform(
  { window }: Page,
  script: PageScript,
  library: Library,
  { name, mode, key }: Performance,
  phase: Phase,
): Promise<unknown> {
  const scenario = script[name];
  if (!scenario) return new Error('there is no such function in the page script');
  const call = {
    url: at(library.calls ?? MODES[mode], key, ...(library.endpoints?.[name] ?? SCENARIOS[name].path)),
    file: new window.Blob([UPLOAD], { type: 'text/plain' }),
    // Asked for by few, and each question takes one of the browser's connections.
    get underway() {
      // While the shim holds a call, no more can be seen than that its turn is over.
      return phase === 'held' ? turns(window) : received(key, 1).then(() => {});
    },
  };
  const limit = new Promise((resolve) => setTimeout(resolve, LIMIT, new Error('it never came back')));
  try {
    return await Promise.race([scenario(call), limit]);
  } catch (error) {
    return error;
  }
}

export function delay(window: Window, time: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, time));
}

async function turns(window: Window): Promise<void> {
  for (let i = 0; i < 3; i++) await delay(window, 0);
}
