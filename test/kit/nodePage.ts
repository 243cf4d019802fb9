import { JSDOM } from 'jsdom';
import type { FakeClerk } from './frame/fakeClerk.ts';

/** A page of jsdom whose globals are Node's, so that `src/` can be imported as it is. */
export interface NodePage {
  readonly document: Document;
  /** Fires an event at the window, such as `load` and `pagehide`. */
  fire(type: string): void;
  /** Puts a stand-in of a global there until the page is closed. */
  put(name: string, value: unknown): void;
  /** Removes everything, and what the code under test has left at the symbol that it shares with its other copies. */
  close(): void;
}

interface PageOptions {
  url?: string;
  html?: string;
  readyState?: DocumentReadyState;
}

const TAKEN = [
  'document',
  'location',
  'origin',
  'navigator',
  'DOMParser',
  'Event',
  'EventTarget',
  'HTMLScriptElement',
  'Node',
  'XMLHttpRequest',
  'XMLHttpRequestEventTarget',
  'XMLSerializer',
] as const;

/** Opens a page and waits for its `load`, so that the only such event is the one that a test fires. */
export async function openNodePage({
  url = 'https://page.test/dir/page.html',
  html = '',
  readyState = 'loading',
}: PageOptions = {}): Promise<NodePage> {
  const { window } = new JSDOM(`<!doctype html>${html}`, { url });
  if (window.document.readyState !== 'complete') {
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  }
  Object.defineProperty(window.document, 'readyState', { value: readyState, configurable: true });

  const before = new Map<string | symbol, PropertyDescriptor | undefined>();
  const put = (name: string | symbol, value: unknown) => {
    if (!before.has(name)) before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  };
  put('window', globalThis);
  for (const name of TAKEN) put(name, window[name]);
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    put(name, window[name].bind(window));
  }
  for (const name of ['Clerk', 'ClerkAjax', Symbol.for('clerk-ajax')]) {
    put(name, undefined);
    Reflect.deleteProperty(globalThis, name);
  }

  return {
    document: window.document,
    fire: (type) => void window.dispatchEvent(new window.Event(type)),
    put,
    close() {
      for (const [name, descriptor] of before) {
        Reflect.deleteProperty(globalThis, name);
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      }
      window.close();
    },
  };
}

/** Makes a stand-in of ClerkJS; a page must be open, since its module is made for one. */
export async function newFakeClerk(publishableKey?: string): Promise<FakeClerk> {
  const there = Object.getOwnPropertyDescriptor(globalThis, 'Clerk');
  Reflect.deleteProperty(globalThis, 'Clerk');
  // On its first import it puts one into the page, as a script would.
  const { FakeClerk } = await import('./frame/fakeClerk.ts');
  Reflect.deleteProperty(globalThis, 'Clerk');
  if (there) Object.defineProperty(globalThis, 'Clerk', there);
  return new FakeClerk(publishableKey);
}
