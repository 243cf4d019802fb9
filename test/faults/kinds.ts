import type { PageWindow } from '../kit/page.ts';
import { withGetters } from '../kit/withGetters.ts';
import { STALLS } from './stalls.ts';
import { A_MOMENT, OWN_TIMEOUT } from './timeLimits.ts';

/** What a kind of call is given. */
export interface Call {
  window: PageWindow;
  url: string;
  /** Whether a call that leaves is answered soon, however busy the machine is. */
  isAnswered: boolean;
  /** `init` with what a page without the shim has to set itself, to send the same. */
  init(own?: RequestInit): RequestInit;
  /** Opens an XHR, with the same. */
  open(xhr: XMLHttpRequest, method: string, async?: boolean): void;
  /** Gives the second call of a kind that makes two of them, when that is made. */
  again(): Call;
  /** Lets the server end an answer that nobody waits for any more: Chromium keeps the connection of some for 5 s. */
  letGo(): void;
}

/**
 * What a call has in common with others when it waits: most of them wait alike, some have a timeout of their own, some are
 * aborted, and synchronous ones cannot wait.
 */
export type Column = 'usual' | 'impatient' | 'aborted' | 'sync';

/** A kind of call that a page makes. */
export interface Kind {
  name: string;
  column: Column;
  /** Where it goes. */
  to: 'backend' | 'page';
  /** What its endpoint does, if it cannot do with any answer. @param key of the call itself */
  endpoint?(key: string): readonly string[];
  /** Whether its body has to be read before it leaves. */
  isRead?: true;
  /** Whether it is also made later, while the fault lasts and when it is over. */
  isRepeated?: true;
  /** Whether it is aborted before there is an answer; those of them that are used again make a second call. */
  isAborted?: true;
  /** Makes the call; gives back what the page sees of it in the end. */
  make(call: Call): unknown;
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, A_MOMENT));

/** What the page sees of a fetch. */
async function seen(promise: Promise<Response>): Promise<unknown> {
  try {
    const response = await promise;
    const { status, type, redirected, url } = response;
    return { status, type, redirected, url, ...(await bodyOf(response)) };
  } catch (error) {
    return { rejects: (error as Error).name };
  }
}

async function bodyOf(response: Response): Promise<object> {
  try {
    return { hasBody: (await response.text()) !== '' };
  } catch (error) {
    return { bodyRejects: (error as Error).name };
  }
}

const EVENTS = ['loadstart', 'load', 'error', 'timeout', 'abort', 'loadend'];

/** The events of an XHR, until so many have been the last of a call. */
function events(xhr: XMLHttpRequest, calls = 1): Promise<string[]> {
  const seen: string[] = [];
  return new Promise((resolve) => {
    for (const type of EVENTS) {
      xhr.addEventListener(type, () => {
        seen.push(`${type} ${xhr.status}`);
        if (type === 'loadend' && --calls <= 0) resolve(seen);
      });
    }
  });
}

/**
 * Sends a GET by XHR with a timeout of its own, and with another one a moment later. Where an answer comes, the test does
 * without any once the call is under way: the machine may be busy.
 */
async function sendImpatient({ window, open, isAnswered }: Call, timeout: number, then: number): Promise<string[]> {
  const xhr = new window.XMLHttpRequest();
  const seen = events(xhr);
  let isUnderWay = false;
  open(xhr, 'GET');
  xhr.timeout = timeout;
  xhr.addEventListener('loadstart', () => {
    isUnderWay = isAnswered;
    if (isUnderWay) xhr.timeout = 0;
  });
  xhr.send();
  await undefined;
  if (!isUnderWay && then !== timeout) xhr.timeout = then;
  return seen;
}

function sendSync({ window, open }: Call, method: string, body?: string): unknown {
  const xhr = new window.XMLHttpRequest();
  try {
    open(xhr, method, false);
    xhr.send(body);
    return { status: xhr.status, hasBody: xhr.responseText !== '' };
  } catch (error) {
    return { throws: (error as Error).name };
  }
}

function form({ window }: Call): FormData {
  const form = new window.FormData();
  form.append('field', 'value');
  return form;
}

function formWithFile(call: Call): FormData {
  const filled = form(call);
  filled.append('file', new call.window.File(['file'], 'file.txt', { type: 'text/plain' }));
  return filled;
}

const hangs = (key: string) => ['until', key, 'echo'];

export const KINDS: readonly Kind[] = [
  {
    name: 'fetch of a string',
    column: 'usual',
    to: 'backend',
    isRepeated: true,
    make: ({ window, url, init }) => seen(window.fetch(url, init())),
  },
  {
    name: 'fetch of a string, of the own origin',
    column: 'usual',
    to: 'page',
    make: ({ window, url, init }) => seen(window.fetch(url.slice(window.origin.length), init())),
  },
  {
    name: 'fetch of a URL object, POST of a string with a header',
    column: 'usual',
    to: 'backend',
    make: ({ window, url, init }) =>
      seen(window.fetch(new window.URL(url), init({ method: 'POST', body: 'text', headers: { 'X-Own': 'yes' } }))),
  },
  {
    name: 'fetch with an init that has getters',
    column: 'usual',
    to: 'backend',
    make: ({ window, url, init }) => seen(window.fetch(url, withGetters(init({ method: 'PUT', body: 'text' })))),
  },
  {
    name: 'fetch with form data and a file',
    column: 'usual',
    to: 'backend',
    make: (call) => seen(call.window.fetch(call.url, call.init({ method: 'POST', body: formWithFile(call) }))),
  },
  {
    name: 'fetch of a Request',
    column: 'usual',
    to: 'backend',
    make: ({ window, url, init }) => seen(window.fetch(new window.Request(url, init()))),
  },
  {
    name: 'fetch of a Request with a string',
    column: 'usual',
    to: 'backend',
    isRead: true,
    isRepeated: true,
    make: ({ window, url, init }) =>
      seen(window.fetch(new window.Request(url, init({ method: 'POST', body: 'text' })))),
  },
  {
    name: 'fetch of a Request with a Blob, of the own origin',
    column: 'usual',
    to: 'page',
    isRead: true,
    make: ({ window, url, init }) =>
      seen(window.fetch(new window.Request(url, init({ method: 'POST', body: new window.Blob(['blob']) })))),
  },
  {
    name: 'fetch of a Request with form data',
    column: 'usual',
    to: 'backend',
    isRead: true,
    make: (call) =>
      seen(call.window.fetch(new call.window.Request(call.url, call.init({ method: 'POST', body: form(call) })))),
  },
  {
    name: 'fetch with keepalive',
    column: 'usual',
    to: 'backend',
    make: ({ window, url, init }) => seen(window.fetch(url, init({ method: 'POST', body: 'text', keepalive: true }))),
  },
  {
    name: 'fetch of a Request with keepalive',
    column: 'usual',
    to: 'page',
    isRead: true,
    make: ({ window, url, init }) =>
      seen(window.fetch(new window.Request(url, init({ method: 'POST', body: 'text', keepalive: true })))),
  },
  {
    name: 'fetch with a signal that is aborted before the call',
    column: 'aborted',
    to: 'backend',
    endpoint: hangs,
    isAborted: true,
    make({ window, url, init, letGo }) {
      const controller = new window.AbortController();
      controller.abort();
      letGo();
      return seen(window.fetch(url, init({ signal: controller.signal })));
    },
  },
  {
    name: 'fetch with a signal that is aborted at once',
    column: 'aborted',
    to: 'backend',
    endpoint: hangs,
    isAborted: true,
    make({ window, url, init, letGo }) {
      const controller = new window.AbortController();
      const result = seen(window.fetch(url, init({ method: 'POST', body: 'text', signal: controller.signal })));
      controller.abort();
      letGo();
      return result;
    },
  },
  {
    name: 'fetch of a Request with a signal that is aborted a moment later',
    column: 'aborted',
    to: 'backend',
    endpoint: hangs,
    isAborted: true,
    async make({ window, url, init, letGo }) {
      const controller = new window.AbortController();
      const request = new window.Request(url, init({ method: 'POST', body: 'text', signal: controller.signal }));
      const result = seen(window.fetch(request));
      await aMoment();
      controller.abort();
      letGo();
      // WebKit forgets the signal of a `Request` that the page does not keep.
      return [await result, request.signal.aborted];
    },
  },
  {
    name: 'fetch with a signal that is aborted while the answer comes',
    column: 'usual',
    to: 'backend',
    endpoint: () => STALLS,
    async make({ window, url, init, letGo }) {
      const controller = new window.AbortController();
      try {
        const response = await window.fetch(url, init({ signal: controller.signal }));
        const body = bodyOf(response);
        controller.abort();
        letGo();
        return { status: response.status, ...(await body) };
      } catch (error) {
        return { rejects: (error as Error).name };
      }
    },
  },
  {
    name: 'XHR',
    column: 'usual',
    to: 'backend',
    isRepeated: true,
    make({ window, open }) {
      const xhr = new window.XMLHttpRequest();
      const seen = events(xhr);
      open(xhr, 'GET');
      xhr.send();
      return seen;
    },
  },
  {
    name: 'XHR, upload with listeners and a header',
    column: 'usual',
    to: 'backend',
    isRepeated: true,
    async make({ window, open }) {
      const xhr = new window.XMLHttpRequest();
      const uploaded: string[] = [];
      for (const type of EVENTS) xhr.upload.addEventListener(type, () => uploaded.push(type));
      const seen = events(xhr);
      open(xhr, 'POST');
      xhr.setRequestHeader('X-Own', 'yes');
      xhr.send('text');
      return [await seen, uploaded];
    },
  },
  {
    name: 'XHR, form data with a file, of the own origin',
    column: 'usual',
    to: 'page',
    make(call) {
      const xhr = new call.window.XMLHttpRequest();
      const seen = events(xhr);
      call.open(xhr, 'POST');
      xhr.send(formWithFile(call));
      return seen;
    },
  },
  {
    name: 'XHR, aborted while it waits and used again',
    column: 'usual',
    to: 'backend',
    async make(call) {
      const xhr = new call.window.XMLHttpRequest();
      const seen = events(xhr, 2);
      call.open(xhr, 'GET');
      xhr.send();
      await aMoment();
      xhr.abort();
      call.letGo();
      call.again().open(xhr, 'POST');
      xhr.send('text');
      return seen;
    },
    endpoint: hangs,
    isAborted: true,
  },
  {
    name: 'XHR whose timeout is taken away while it waits',
    column: 'usual',
    to: 'backend',
    // Firefox forgets to take it away from a call that is under way.
    make: (call) => sendImpatient(call, call.isAnswered ? OWN_TIMEOUT : 0, 0),
  },
  {
    name: 'XHR with a timeout',
    column: 'impatient',
    to: 'backend',
    make: (call) => sendImpatient(call, OWN_TIMEOUT, OWN_TIMEOUT),
  },
  {
    name: 'XHR whose timeout is set while it waits',
    column: 'impatient',
    to: 'page',
    make: (call) => sendImpatient(call, 0, OWN_TIMEOUT),
  },
  {
    name: 'XHR, aborted at once',
    column: 'aborted',
    to: 'backend',
    endpoint: hangs,
    isAborted: true,
    make({ window, open, letGo }) {
      const xhr = new window.XMLHttpRequest();
      const seen = events(xhr);
      open(xhr, 'POST');
      xhr.send('text');
      xhr.abort();
      letGo();
      return seen;
    },
  },
  {
    name: 'XHR, aborted a moment later',
    column: 'aborted',
    to: 'backend',
    endpoint: hangs,
    isAborted: true,
    async make({ window, open, letGo }) {
      const xhr = new window.XMLHttpRequest();
      const seen = events(xhr);
      open(xhr, 'GET');
      xhr.send();
      await aMoment();
      xhr.abort();
      letGo();
      return seen;
    },
  },
  {
    name: 'synchronous XHR',
    column: 'sync',
    to: 'backend',
    make: (call) => sendSync(call, 'GET'),
  },
  {
    name: 'synchronous XHR, POST to the own origin',
    column: 'sync',
    to: 'page',
    make: (call) => sendSync(call, 'POST', 'text'),
  },
];
