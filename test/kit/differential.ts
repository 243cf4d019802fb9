import { expect } from 'chai';
import {
  at,
  bytesOf,
  headerOf,
  newKey,
  type OpenOptions,
  openPage,
  origins,
  type Page,
  type PageWindow,
  type Received,
  received,
  type TestPage,
} from './page.ts';

/** What a scenario gets: an open page and a key of its own. */
export interface Scene {
  page: Page;
  window: PageWindow;
  key: string;
  /** URL of an endpoint under the scenario's key. */
  at(origin: keyof typeof origins, ...segments: (string | number)[]): string;
}

/** A request in a form that two runs have in common: without the key, the session and the cookies. */
export interface Comparable {
  origin: string;
  method: string;
  url: string;
  /** In the order and the case of the wire. */
  headers: [name: string, value: string][];
  /** One character a byte. */
  body: string;
}

export interface Outcome<Trace> {
  /** What the scenario gave back, with what the two runs cannot have in common taken out. */
  trace: Trace;
  requests: Comparable[];
  /** The requests as they were. */
  received: Received[];
  page: Page;
}

export interface BothOptions extends OpenOptions {
  /** Headers that may differ (lower case), beside `cookie`. */
  ignore?: string[];
  /** Requests to wait for before the servers are asked; preflights are not counted. */
  requests?: number;
}

/** A page with a session, and the shim for the page's own origin and the backend's. */
export function shimmedPage(
  attributes: Record<string, string> = {},
  session: string | null | undefined = 'sess_A',
): TestPage {
  return {
    head: [
      { clerk: session === undefined ? {} : { session } },
      { shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
    ],
  };
}

/** Runs a scenario in a page without its shim's tag, and in the same page with it. */
export async function runBoth<Trace>(
  scenario: (scene: Scene) => Trace | Promise<Trace>,
  definition: TestPage = shimmedPage(),
  options: BothOptions = {},
): Promise<{ native: Outcome<Trace>; shim: Outcome<Trace> }> {
  return {
    native: await runOnce(scenario, withoutShim(definition), options),
    shim: await runOnce(scenario, definition, options),
  };
}

/** Runs a scenario in both pages; what it gives back and what the servers received must be the same. */
export async function expectSame<Trace>(
  scenario: (scene: Scene) => Trace | Promise<Trace>,
  definition?: TestPage,
  options?: BothOptions,
): Promise<{ native: Outcome<Trace>; shim: Outcome<Trace> }> {
  const both = await runBoth(scenario, definition, options);
  expect(both.shim.trace, 'what the page saw').to.deep.equal(both.native.trace);
  expect(both.shim.requests, 'what the servers received').to.deep.equal(both.native.requests);
  return both;
}

async function runOnce<Trace>(
  scenario: (scene: Scene) => Trace | Promise<Trace>,
  definition: TestPage,
  { ignore = [], requests = 0, ...open }: BothOptions,
): Promise<Outcome<Trace>> {
  const key = newKey();
  const page = await openPage(definition, open);
  const result = await scenario({
    page,
    window: page.window,
    key,
    at: (origin, ...segments) => at(origin, key, ...segments),
  });
  const list = await received(key, requests);
  return {
    trace: plain(result, key) as Trace,
    requests: list.map((request) => comparable(request, key, ignore)),
    received: list,
    page,
  };
}

/** The same page without the tag of the shim. */
export function withoutShim({ head = [], body = [], ...rest }: TestPage): TestPage {
  const others = (parts: NonNullable<TestPage['head']>) => parts.filter((part) => !('shim' in part));
  return { ...rest, head: others(head), body: others(body) };
}

export function comparable(request: Received, key: string, ignore: string[]): Comparable {
  const { origin, method, rawHeaders } = request;
  const body = Array.from(bytesOf(request), (byte) => String.fromCharCode(byte)).join('');
  const [, boundary] =
    /boundary=(\S+)/.exec(headerOf(request, 'content-type') ?? '') ?? /^--(-+\w+?)(?:--)?\r\n/.exec(body) ?? [];
  const unify = (text: string) => neutral(boundary ? text.split(boundary).join('BOUNDARY') : text, key);
  // Boundaries are random, in Firefox of random length, too.
  const ignored = ['cookie', ...ignore, ...(boundary ? ['content-length'] : [])];
  const headers: [string, string][] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i);
    if (!ignored.includes(name.toLowerCase())) headers.push([name, unify(value)]);
  }
  return { origin, method, url: unify(request.url), headers, body: unify(body) };
}

/** Takes out what two runs cannot have in common. */
function neutral(text: string, key: string): string {
  return text
    .split(key)
    .join('KEY')
    .replace(/\/pages\/[\w-]{36}/g, '/pages/PAGE')
    .replace(/[?&]_clerk_session_id=[^&#\s"']*/g, '');
}

/** Data of any realm that can be compared: errors by name and message, buffers by their bytes, objects by their class. */
export function plain(value: unknown, key: string): unknown {
  if (typeof value === 'string') return neutral(value, key);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return value;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (Array.isArray(value)) return value.map((item) => plain(item, key));
  if (kind === 'Object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, key)]));
  }
  if (kind === 'Error' || kind === 'DOMException') {
    const { name, message } = value as Error;
    return `${kind} ${name}: ${neutral(message, key)}`;
  }
  if (kind === 'ArrayBuffer') return `ArrayBuffer ${Array.from(new Uint8Array(value as ArrayBuffer)).join(' ')}`;
  if (kind === 'XMLDocument' || kind === 'HTMLDocument') {
    return `${kind} ${new XMLSerializer().serializeToString(value as Document)}`;
  }
  return `[object ${kind}]`;
}
