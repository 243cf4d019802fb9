import type { PageWindow, TestPage } from './page.ts';

/** A call as it reached the native functions. */
export interface Sent {
  method: string;
  /** As the browser resolves it. */
  url: string;
  authorization: string | null;
  /** Of a fetch its `credentials`, of an XHR its `withCredentials`. */
  credentials: string | boolean;
}

const sent = new WeakMap<Window, Sent[]>();

/**
 * The network for origins that no test server can have: a part of a page, to be put before the shim, which notes the
 * calls right beneath it and lets nothing out.
 */
export const beneathTheShim: NonNullable<TestPage['head']>[number] = {
  run(window) {
    const calls: Sent[] = [];
    sent.set(window, calls);
    const resolve = (url: string) => new window.URL(url, window.document.baseURI).href;

    const { fetch } = window;
    window.fetch = async (input, init) => {
      const { method, url, headers, credentials, signal } = new window.Request(input, init);
      if (signal?.aborted) return fetch('data:,', { signal });
      calls.push({ method, url, authorization: headers.get('Authorization'), credentials });
      return new window.Response('{}');
    };

    const { prototype } = window.XMLHttpRequest;
    const { open, setRequestHeader, send } = prototype;
    const opened = new WeakMap<object, Sent>();
    Object.assign(prototype, {
      open(this: XMLHttpRequest, method: string, url: string | URL, async?: boolean) {
        opened.set(this, { method, url: resolve(`${url}`), authorization: null, credentials: false });
        open.call(this, 'GET', 'data:,', async ?? true);
      },
      setRequestHeader(this: XMLHttpRequest, name: string, value: string) {
        const call = opened.get(this);
        if (call && name.toLowerCase() === 'authorization') call.authorization = value;
        setRequestHeader.call(this, name, value);
      },
      send(this: XMLHttpRequest) {
        const call = opened.get(this);
        const { withCredentials: credentials } = this;
        send.call(this);
        // Unless it was aborted meanwhile.
        if (call && this.readyState) calls.push({ ...call, credentials });
      },
    });
  },
};

/** What was sent from a page with {@link beneathTheShim}, in its order. */
export function sentFrom(window: PageWindow): Sent[] {
  const calls = sent.get(window);
  if (!calls) throw new Error('the page does not note what is sent');
  return calls;
}
