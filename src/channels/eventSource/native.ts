import { descriptorOf, type Method, prototypeWith, uncurry } from '../../platform/natives.ts';

/** The members of `EventSource` at the time when the shim is installed. */
export interface NativeEventSource {
  prototype: EventSource;
  close: Method;
  url(source: unknown): string;
  readyState(source: unknown): number;
  withCredentials(source: unknown): boolean;
}

/** @returns nothing if there is none, or a polyfill, which calls by XHR or fetch */
export function takeNative(): NativeEventSource | undefined {
  const prototype = prototypeWith(window.EventSource, 'url') as EventSource | undefined;
  if (!prototype) return;
  const getter = (name: string) => uncurry<never>(descriptorOf(prototype, name).get);
  return {
    prototype,
    close: prototype.close,
    url: getter('url'),
    readyState: getter('readyState'),
    withCredentials: getter('withCredentials'),
  };
}
