import { expect } from 'chai';
import type { FakeClerk } from './frame/fakeClerk.ts';
import {
  at,
  headerOf,
  isPreflight,
  newKey,
  type Page,
  type PageWindow,
  type Received,
  received,
  sessionOf,
} from './page.ts';
import { pause } from './until.ts';

/** The requests under a key, without preflights, when `count` of them have come. */
export async function requests(key: string, count = 1): Promise<Received[]> {
  return (await received(key, count)).filter((request) => !isPreflight(request));
}

/** The session IDs of the requests under a key, in their order. */
export async function sessions(key: string, count = 1): Promise<(string | null)[]> {
  return (await requests(key, count)).map((request) => sessionOf(request) ?? null);
}

/** The `Authorization` headers of the requests under a key, in their order. */
export async function authorizations(key: string, count = 1): Promise<(string | null)[]> {
  return (await requests(key, count)).map((request) => headerOf(request, 'Authorization') ?? null);
}

/** What steers the stand-in of ClerkJS in a page. */
export function clerkOf(window: PageWindow): FakeClerk['control'] {
  if (!window.Clerk) throw new Error('the page has no Clerk');
  return window.Clerk.control;
}

/** The shim of a page. */
export function shimOf(window: PageWindow): NonNullable<PageWindow['ClerkAjax']> {
  if (!window.ClerkAjax) throw new Error('the page has no shim');
  return window.ClerkAjax;
}

/** Sends an XHR and waits for its end. */
export function sendXhr(
  window: PageWindow,
  url: string,
  prepare: (xhr: XMLHttpRequest) => void = () => {},
): Promise<XMLHttpRequest> {
  return new Promise((resolve) => {
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', url);
    prepare(xhr);
    xhr.onloadend = () => resolve(xhr);
    xhr.send();
  });
}

/** The session IDs that a fetch, an XHR and a synchronous XHR of a page carry now. */
export async function carried(window: PageWindow): Promise<(string | null)[]> {
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  await sendXhr(window, at('backend', key, 'echo'));
  const xhr = new window.XMLHttpRequest();
  xhr.open('GET', at('page', key, 'echo'), false);
  xhr.send();
  return sessions(key, 3);
}

/** Makes two calls that are expected to be held, and tells what they carry in the end: session IDs, or what is read of them. */
export function holding(
  window: PageWindow,
  read: typeof sessions = sessions,
): { isHeld(): Promise<void>; done: Promise<(string | null)[]> } {
  const key = newKey();
  const calls = [window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo'))];
  return {
    async isHeld() {
      await pause(60);
      expect(await received(key)).to.deep.equal([]);
    },
    done: Promise.all<unknown>(calls).then(() => read(key, 2)),
  };
}

/** Has a script of the page insert the shim's tag, and waits until it has run. */
export async function insertShim(
  { document }: PageWindow,
  attributes: Record<string, string>,
  { async = true, file = 'clerk-ajax.js' } = {},
): Promise<HTMLScriptElement> {
  const tag = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  tag.async = async;
  const loaded = new Promise((resolve) => {
    tag.onload = resolve;
  });
  tag.src = `/dist/${file}`;
  document.head.append(tag);
  await loaded;
  return tag;
}

/** Has a script of the page add a tag for the stand-in of ClerkJS, as tag managers do. */
export function addClerk({ document }: PageWindow, src: string, session = ''): HTMLScriptElement {
  const script = document.createElement('script');
  script.setAttribute('data-clerk-publishable-key', 'pk_test_x');
  if (session) script.setAttribute('data-fake-session', session);
  script.async = true;
  script.src = src;
  document.head.append(script);
  return script;
}

/** Where the stand-in of ClerkJS is, which comes after a delay in ms. */
export const clerkUrl = (delay: number): string =>
  at('page', newKey(), 'delay', delay, 'file', '/support/fake-clerk.js');

/** What the shim has said in a page, at any level. */
export function shimLines(page: Page): string[] {
  return page.console.map(({ text }) => text).filter((line) => line.startsWith('[clerk-ajax] '));
}

/** One line of a level, which the page is expected to have said exactly once. */
export function onlyLine(page: Page, level: 'error' | 'warn', pattern: RegExp): void {
  const lines = shimLines(page).filter((line) => page.said(level).includes(line));
  expect(lines, `${level}s`).to.have.length(1);
  expect(lines[0]).to.match(pattern);
}

/** The cookie header of a request, or `''`. */
export const cookieOf = (request: Received | undefined): string => (request && headerOf(request, 'Cookie')) || '';
