import { at, type OriginName, type Origins, type PageWindow, release } from '../kit/page.ts';
import type { Fault, Sent } from './fault.ts';
import type { Call, Kind } from './kinds.ts';

export interface Place {
  window: PageWindow;
  /** Of the page's endpoints. */
  key: string;
  /** Is told when a second call is made. */
  again(): void;
  /** Makes another key, of a call that ends its answer itself. */
  newKey(): string;
  /** What a page without the shim has to send by itself. */
  native: Sent | undefined;
}

/**
 * The same server by its address, which is another host to the browser: that opens six connections to a host, and a
 * synchronous call that waits for one of them keeps the test from ending the calls that have them.
 */
export const byAddress = (url: string) => url.replace('//localhost:', '//127.0.0.1:');

/**
 * Makes what a kind of call needs in a page.
 *
 * @param id stands at the end of its URL
 */
export function callOf(fault: Fault, kind: Kind, id: string, place: Place): Call {
  const { window, native } = place;
  const key = kind.endpoint ? place.newKey() : place.key;
  const { by = 'backend', modifiers = [], ending = () => ['echo'], isSlow, isForFew } = fault.answers ?? {};
  const isOwn = kind.to === 'page';
  // What is aborted finds all as ever: it must have been sent.
  const fails = (!isOwn || by === 'backend') && !kind.endpoint && (!isForFew || kind.isRepeated);
  const isApart = kind.column === 'sync';
  const urlAt = (origin: keyof Origins, ...segments: (string | number)[]) => {
    const url = at(origin, key, ...segments, id);
    return isApart && origin !== 'page' ? byAddress(url) : url;
  };
  const origin = isOwn ? 'page' : fails ? by : 'backend';
  const target = (name: OriginName | 'itself') => urlAt(name === 'itself' ? origin : name, 'echo');
  const last = kind.endpoint?.(key) ?? (fails ? ending(target, key, kind.column) : ['echo']);
  const url = urlAt(origin, ...(fails ? modifiers : []), ...last);
  const credentials = !isOwn && native?.credentials;
  const headers = native?.token ? { Authorization: 'Bearer of-the-page' } : {};
  return {
    window,
    url,
    isAnswered: !fails || !isSlow,
    init: (own = {}) => ({
      ...(credentials ? { credentials: 'include' } : {}),
      ...own,
      headers: { ...own.headers, ...headers },
    }),
    open(xhr, method, async = true) {
      xhr.open(method, url, async);
      if (credentials) xhr.withCredentials = true;
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    },
    again() {
      place.again();
      const { endpoint, ...rest } = kind;
      return callOf(fault, rest, `${id}b`, place);
    },
    letGo: () => void release(key),
  };
}
