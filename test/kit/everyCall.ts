import type { PageWindow } from './page.ts';

/** Makes a call of the page to a URL; resolves to the text of the answer, or rejects as the call fails. */
export type MakeCall = (window: PageWindow, url: string) => Promise<string>;

const text = (promise: Promise<Response>) => promise.then((response) => response.text());

/** The URL as the page's document resolves it. */
const resolved = ({ document }: PageWindow, url: string) =>
  Object.assign(document.createElement('a'), { href: url }).href;

/** An XHR, as text of its answer. */
function xhr(
  { XMLHttpRequest }: PageWindow,
  method: string,
  url: string,
  body?: string,
  async = true,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url, async);
    if (body !== undefined) request.setRequestHeader('Content-Type', 'text/plain');
    request.onload = () => resolve(request.responseText);
    request.onerror = request.onabort = request.ontimeout = ({ type }) => reject(new Error(`XHR: ${type}`));
    request.send(body);
  });
}

/** Every kind of call that a page makes: one for each path that the shim has for them. */
export const everyCall: Record<string, MakeCall> = {
  'fetch of a string': (window, url) => text(window.fetch(url)),
  'fetch of a URL': (window, url) => text(window.fetch(new window.URL(resolved(window, url)))),
  'fetch with an init': (window, url) =>
    text(window.fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'body' })),
  'fetch with an init of getters': (window, url) =>
    text(
      window.fetch(url, {
        get method() {
          return 'POST';
        },
        get body() {
          return 'body';
        },
      }),
    ),
  'fetch of a Request': (window, url) => text(window.fetch(new window.Request(url))),
  'fetch of a Request with a body': (window, url) =>
    text(window.fetch(new window.Request(url, { method: 'POST', body: 'body' }))),
  XHR: (window, url) => xhr(window, 'GET', url),
  'XHR with a body': (window, url) => xhr(window, 'POST', url, 'body'),
  'synchronous XHR': (window, url) => xhr(window, 'POST', url, 'body', false),
};
