import type { FakeClerk } from './frame/fakeClerk.ts';
import type { DoctorAnswer, OriginName, Origins, PageDefinition, Part, Received, RunnerConfig } from './protocol.ts';

export type { Attributes, Origins, PageDefinition, Part, Received } from './protocol.ts';

/** A line that a page wrote to its console. */
export interface ConsoleLine {
  level: 'error' | 'warn' | 'debug' | 'info' | 'log';
  /** The arguments as strings, with spaces between. */
  text: string;
  args: unknown[];
}

/** The window of a page under test. */
export type PageWindow = Window &
  typeof globalThis & {
    Clerk?: FakeClerk;
    ClerkAjax?: {
      install: typeof import('../../src/entries/index.ts').install;
      uninstall(): void;
      explain(url: string | URL): import('../../src/types.ts').Explanation;
    };
  };

/** What the scripts in a page under test find at their frame. */
export interface FrameLink {
  /** Whether the page looks like one that is in no frame. */
  isTop: boolean;
  console: ConsoleLine[];
  errors: string[];
  rejections: unknown[];
  started(window: Window): void;
  run(number: number): void;
}

/** An open page under test. */
export interface Page {
  readonly window: PageWindow;
  readonly frame: HTMLIFrameElement;
  /** Everything that the page wrote to its console, in order. */
  readonly console: ConsoleLine[];
  /** What the page wrote at one level, as text. */
  said(level: ConsoleLine['level']): string[];
  /** Messages of errors that nobody caught. */
  readonly errors: string[];
  /** Reasons of rejections that nobody handled. */
  readonly rejections: unknown[];
  /** Runs a function in the realm of the page; it sees its arguments and the page's globals, and nothing of the test. */
  run<Args extends unknown[], Result>(action: (...args: Args) => Result, ...args: Args): Result;
  /** Resolves when the page's `load` event has fired. */
  readonly loaded: Promise<void>;
  close(): void;
}

/** A page of which a test decides everything; functions run in the test's realm, with the page's window. */
export type TestPage = PageDefinition<(window: PageWindow) => void>;

export interface OpenOptions {
  /** When `openPage` resolves: at the page's `load` (default), or at its first script. */
  until?: 'load' | 'start';
  /** Whether the page is left open after the test, for the test file to close. */
  stays?: boolean;
  /** The document that it becomes a frame of. By default it looks like a page that is in no frame. */
  inside?: Document;
}

const config = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

/** The test servers: `http://localhost:…`, and `foreignIp` with an address for its host. */
export const origins: Origins = config.origins;

/** Which tests were asked for; nothing for all. */
export const grep = config.grep;

/** The browser that the tests run in. */
export const engine = config.engine;

/** Whether the libraries of Debian's packages are here, which tests find at `/debian/`. */
export const hasDebian = config.hasDebian;

const openPages = new Set<Page>();
let keys = 0;

/** A name that no other test uses; always of the same length, so that two runs differ in nothing else. */
export function newKey(): string {
  keys++;
  return `key${String(keys).padStart(6, '0')}`;
}

/** URL of an endpoint (see README.md beside this file), each segment of which is encoded. */
export function at(origin: keyof Origins, key: string, ...segments: (string | number)[]): string {
  return [origins[origin], 'k', key, ...segments.map((segment) => encodeURIComponent(segment))].join('/');
}

/** What the servers received under a key; with `count` it waits until there are so many, preflights not counted. */
export async function received(key: string, count = 0): Promise<Received[]> {
  return control(`received/${key}?count=${count}`);
}

/** What the servers noted of the calls under `/tally/<run>/`, by the number of each. */
export async function tally(run: string): Promise<(string[] | null)[]> {
  return control(`tally/${run}`);
}

/** Lets the responses of `until/<name>` go. */
export async function release(name: string): Promise<void> {
  await control(`release/${encodeURIComponent(name)}`);
}

/** Runs `clerk-ajax` with these arguments, on the machine of the servers. */
export async function askDoctor(args: string[], env: Record<string, string>): Promise<DoctorAnswer> {
  return control('doctor', JSON.stringify({ args, env }));
}

/** Opens a fresh page, in an iframe on the page's origin. The page is closed after the test, unless it stays. */
export async function openPage(
  definition: TestPage,
  { until = 'load', stays = false, inside = document }: OpenOptions = {},
): Promise<Page> {
  const actions: ((window: PageWindow) => void)[] = [];
  const number = (parts: Part<(window: PageWindow) => void>[] = []): Part[] =>
    parts.map((part) => ('run' in part ? { run: actions.push(part.run) - 1 } : part));
  const numbered: PageDefinition = { ...definition, head: number(definition.head), body: number(definition.body) };
  const path = await control<string>('pages', JSON.stringify(numbered));

  const frame = inside.createElement('iframe');
  let isOpen = false;
  const opened = new Promise<void>((resolve, reject) => {
    const link: FrameLink = {
      isTop: inside === document,
      console: [],
      errors: [],
      rejections: [],
      started: () => until === 'start' && resolve(),
      run: (index) => {
        try {
          actions[index]?.(frame.contentWindow as PageWindow);
        } catch (error) {
          // A failed assertion in a page's function is the test's, not the page's; it may come after the page is open.
          if (!isOpen) return reject(error);
          setTimeout(() => {
            throw error;
          });
        }
      },
    };
    Object.assign(frame, { link });
    if (until === 'load') frame.addEventListener('load', () => resolve(), { once: true });
  });
  const { link } = frame as unknown as { link: FrameLink };
  const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));

  const page: Page = {
    frame,
    get window() {
      return frame.contentWindow as PageWindow;
    },
    console: link.console,
    said: (level) => link.console.filter((line) => line.level === level).map(({ text }) => text),
    errors: link.errors,
    rejections: link.rejections,
    run: (action, ...args) => page.window.eval(`(${action})`)(...args),
    loaded,
    close() {
      openPages.delete(page);
      frame.remove();
    },
  };
  if (!stays) openPages.add(page);
  frame.src = origins.page + path;
  inside.body.append(frame);
  await opened;
  isOpen = true;
  return page;
}

export function closeAllPages(): void {
  for (const page of openPages) page.close();
}

/** Text of a body that a server received. */
export function textOf({ body }: Pick<Received, 'body'>): string {
  return new TextDecoder().decode(bytesOf({ body }));
}

export function bytesOf({ body }: Pick<Received, 'body'>): Uint8Array {
  return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
}

/** Value of a header that a server received, or `undefined`; several are joined. */
export function headerOf({ rawHeaders }: Pick<Received, 'rawHeaders'>, name: string): string | undefined {
  const values = rawHeaders.filter((_, i) => i % 2 && rawHeaders[i - 1]?.toLowerCase() === name.toLowerCase());
  return values.length ? values.join(', ') : undefined;
}

/** The session ID in the URL of a request, or `undefined`. */
export function sessionOf({ url }: Pick<Received, 'url'>, parameter = '_clerk_session_id'): string | undefined {
  return new URL(url, origins.page).searchParams.get(parameter) ?? undefined;
}

/** Whether a request is a CORS preflight. */
export function isPreflight(request: Received): boolean {
  return request.method === 'OPTIONS' && headerOf(request, 'Access-Control-Request-Method') !== undefined;
}

/** The runner page has no shim: this goes the native way. */
async function control<Result>(path: string, body?: string): Promise<Result> {
  const response = await fetch(`${origins.page}/control/${path}`, body === undefined ? {} : { method: 'POST', body });
  if (!response.ok) throw new Error(`test server: ${response.status} for ${path}`);
  return (await response.json()) as Result;
}

export type { OriginName };
