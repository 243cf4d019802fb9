import { AbortSignal, Proxy, Request, withoutPrototype } from '../../platform/natives.ts';
import { snapshot } from '../../platform/snapshot.ts';
import { takeHeaders } from './headers.ts';
import type { Members } from './ordinaryObject.ts';

/**
 * Copies `init` if it is plain data, which the page cannot observe. Otherwise only native reads it: the page can
 * observe calls of its getters (E3).
 */
export function copyOf(init: Members): Members | undefined {
  try {
    const prototype = Object.getPrototypeOf(init);
    // A plain object of any realm.
    if (prototype && (Object.getPrototypeOf(prototype) || !('isPrototypeOf' in prototype))) return;
    const members = Object.values(Object.getOwnPropertyDescriptors(init));
    if (members.every((member) => member.enumerable && 'value' in member)) {
      return Object.assign(Object.create(prototype), init);
    }
  } catch {
    // A Proxy of the page throws.
  }
  return;
}

/** The `init` of a `fetch()`, read by native: in native's order, each member once (E3). */
export interface InitOnce {
  /** To be passed to native in place of `init`. */
  reader: unknown;
  /** The members that native has read. */
  members: Members;
  /** The body as it was at the call. */
  body(): unknown;
  /** The error that one of the page's getters or conversions has thrown. */
  thrown(): { error: unknown } | undefined;
}

/** Creates an object that native reads in place of `init`, and keeps what native reads. */
export function readOnce(init: unknown): InitOnce {
  const members: Members = Object.create(null);
  let body: unknown;
  let thrown: { error: unknown } | undefined;
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      thrown = { error };
      throw error;
    }
  };
  const bodyOf = (value: unknown) => {
    // The browser may not read a buffer until it sends the request. It converts other objects to strings after it has
    // read all members.
    body = snapshot(value);
    if (body !== undefined || Object(value) !== value) return body;
    return {
      toString() {
        if (body === undefined) body = attempt(() => `${value}`);
        return body;
      },
    };
  };
  const get = (_: object, name: string) =>
    attempt(() => {
      const value = (init as Members)[name];
      members[name] = name === 'body' ? bodyOf(value) : name === 'headers' ? takeHeaders(value) : value;
      return name === 'signal' && isForeignSignal(value) ? undefined : members[name];
    });
  return {
    reader: Object(init) === init ? new Proxy({}, withoutPrototype({ get })) : init,
    members,
    body: () => body,
    thrown: () => thrown,
  };
}

let hasPolyfill: boolean | undefined;

/**
 * Whether a signal comes from a polyfill of `AbortController`, which native rejects. The polyfill's `fetch`, beneath
 * the shim, accepts it (E7).
 */
export function isForeignSignal(signal: unknown): boolean {
  if (Object(signal) !== signal) return false;
  const { signal: own } = new Request('data:,');
  // Not `instanceof`: polyfills make it true.
  hasPolyfill ??= !!own && Object.getPrototypeOf(own) !== Object(AbortSignal).prototype;
  return hasPolyfill && Object.getPrototypeOf(own) !== Object.getPrototypeOf(signal);
}
