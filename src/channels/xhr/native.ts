import { descriptorOf, type Method, uncurry } from '../../platform/natives.ts';

/** The native members of `XMLHttpRequest`, as they are when the shim is installed; most as functions of the object. */
export interface NativeXhr {
  prototype: XMLHttpRequest;
  open: Method;
  setRequestHeader: Method;
  send: Method;
  abort: Method;
  readyState(xhr: unknown): number;
  timeout(xhr: unknown): number;
  credentials(xhr: unknown): boolean;
  setCredentials(xhr: unknown, value: boolean): void;
  listen(target: unknown, type: string, listener: () => void, options?: object): void;
}

/**
 * Takes the members from the prototype that `new XMLHttpRequest()` gets its methods from. A script may have put another
 * constructor in front of the native one.
 *
 * @returns nothing for a look-alike, whose instances have no native prototype (E7)
 */
export function takeNative(): NativeXhr | undefined {
  let prototype = new XMLHttpRequest();
  do {
    prototype = Object.getPrototypeOf(prototype);
    if (!prototype) return;
  } while (Object.getPrototypeOf(prototype) !== XMLHttpRequestEventTarget.prototype);
  const getter = (name: string) => uncurry<never>(descriptorOf(prototype, name).get);
  return {
    prototype,
    open: prototype.open as Method,
    setRequestHeader: prototype.setRequestHeader as Method,
    send: prototype.send as Method,
    abort: prototype.abort,
    readyState: getter('readyState'),
    timeout: getter('timeout'),
    credentials: getter('withCredentials'),
    setCredentials: uncurry(descriptorOf(prototype, 'withCredentials').set),
    listen: uncurry(EventTarget.prototype.addEventListener),
  };
}

/** Whether it is such an object: native refuses all others before it converts an argument. */
export function isXhr({ readyState }: NativeXhr, value: unknown): boolean {
  try {
    readyState(value);
    return true;
  } catch {
    return false;
  }
}
