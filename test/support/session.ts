import { expect } from 'chai';
import { headerOf, isPreflight, type Page, type PageWindow, type Received, received, sessionOf } from './page.ts';

/** The requests under a key, without preflights, when `count` of them have come. */
export async function requests(key: string, count = 1): Promise<Received[]> {
  return (await received(key, count)).filter((request) => !isPreflight(request));
}

/** The session IDs of the requests under a key, in their order. */
export async function sessions(key: string, count = 1): Promise<(string | null)[]> {
  return (await requests(key, count)).map((request) => sessionOf(request) ?? null);
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

/** One line of a level, which the page is expected to have said exactly once. */
export function onlyLine(page: Page, level: 'error' | 'warn', pattern: RegExp): void {
  const lines = page.said(level).filter((line) => line.startsWith('[clerk-ajax] '));
  expect(lines, `${level}s`).to.have.length(1);
  expect(lines[0]).to.match(pattern);
}

/** The cookie header of a request, or `''`. */
export const cookieOf = (request: Received | undefined): string => (request && headerOf(request, 'Cookie')) || '';
