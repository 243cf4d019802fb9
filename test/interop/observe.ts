import { type Comparable, comparable, plain } from '../support/differential.ts';
import { at, newKey, openPage, origins, type Page, type Part, received } from '../support/page.ts';
import { carriedBy, type Evidence } from './carried.ts';
import type { Library } from './libraries.ts';
import { CLERK_DELAY, type PageScript, SCENARIOS, type ScenarioName, UPLOAD } from './scenarios.ts';

/** Without the shim; with it and the session known; with it while Clerk is still loading. */
export type Mode = 'native' | 'known' | 'held';

/** Longest time for one scenario, in milliseconds: in an old engine a library may never call back. */
const LIMIT = 8000;

type PerScenario<Value> = Record<ScenarioName, Value>;

export interface Observation {
  /** What the library's user saw. */
  traces: PerScenario<unknown>;
  /** What the backend received, without session and cookies. */
  requests: PerScenario<Comparable[]>;
  /** What each request carried of the session. */
  carried: PerScenario<Evidence[]>;
  /** Errors and rejections that nobody caught, and what the shim says. */
  trouble: string[];
}

/** Runs all scenarios of a library at once, in one page. */
export async function observe(library: Library, mode: Mode): Promise<Observation> {
  const page = await openPage({ head: partsOf(library, mode) });
  const observation: Observation = {
    traces: {} as Observation['traces'],
    requests: {} as Observation['requests'],
    carried: {} as Observation['carried'],
    trouble: [],
  };
  const script = (page.window as unknown as { pageScript?: PageScript }).pageScript ?? {};
  const keys = library.does.map((name) => [name, newKey()] as const);
  const performances = keys.map(async ([name, key]) => {
    const trace = plain(await perform(page, script, library, name, key, mode), key);
    // How far a small body got before its end is a matter of time; an upload has more than one piece.
    if (name !== 'upload') delete (Object(trace) as { progress?: boolean }).progress;
    observation.traces[name] = name === 'abort' ? unifyAbort(trace) : trace;
  });
  if (mode === 'held') {
    // Some libraries take their time before they call; what is aborted shall be aborted while it is held.
    await Promise.all([performances[library.does.indexOf('abort')], delay(page.window, CLERK_DELAY)]);
    page.window.Clerk?.control.become('sess_A');
  }
  await Promise.all(performances);
  for (const [name, key] of keys) {
    const list = await received(key);
    observation.requests[name] = list.map((request) => unify(comparable(request, key, [])));
    observation.carried[name] = list.map(carriedBy);
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
export function worksNatively(library: Library, name: ScenarioName, native: Observation): string | undefined {
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
    if (origin !== (library.calls ?? 'backend')) return false;
    if (name === 'get') return method === 'GET' && /[?&]a=1\b/.test(url);
    if (name === 'header') return headers.some(([header, value]) => /^x-custom$/i.test(header) && value === 'yes');
    if (name === 'post') return method === 'POST' && body !== '';
    if (name === 'upload') return body.includes(UPLOAD);
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

/** Takes out what a library makes up anew for each request, and what headers do not mean: their order and their case. */
export function unify({ url, headers, body, ...rest }: Comparable): Comparable {
  const random = (text: string) =>
    text.replace(/\b_=\d{13}\b/g, '_=NOW').replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID');
  return {
    ...rest,
    url: random(url),
    headers: headers.map(([name, value]): [string, string] => [name.toLowerCase(), random(value)]).sort(),
    body: random(body),
  };
}

function partsOf({ scripts = [], beforeShim, page }: Library, mode: Mode): Part<never>[] {
  const clerk: Part<never> = { clerk: mode === 'known' ? { session: 'sess_A' } : {} };
  const shim: Part<never>[] =
    mode === 'native' ? [] : [{ shim: { 'data-backend-origins': `'self' ${origins.backend}` } }];
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
  name: ScenarioName,
  key: string,
  mode: Mode,
): Promise<unknown> {
  const scenario = script[name];
  if (!scenario) return new Error('there is no such function in the page script');
  const call = {
    url: at(library.calls ?? 'backend', key, ...(library.endpoints?.[name] ?? SCENARIOS[name].path)),
    file: new window.Blob([UPLOAD], { type: 'text/plain' }),
    // Asked for by few, and each question takes one of the browser's connections.
    get underway() {
      // While the shim holds a call, no more can be seen than that its turn is over.
      return mode === 'held' ? turns(window) : received(key, 1).then(() => {});
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
