import { descriptorOf, type Method, uncurry } from '../../platform/natives.ts';

/** The members of `XMLHttpRequest` at the time when the shim is installed. */
export interface NativeXhr {
  prototype: XMLHttpRequest;
  open: Method;
  setRequestHeader: Method;
  send: Method;
  abort: Method;
  readyState(xhr: unknown): number;
  status(xhr: unknown): number;
  headers(xhr: unknown): string;
  timeout(xhr: unknown): number;
  credentials(xhr: unknown): boolean;
  setCredentials(xhr: unknown, value: boolean): void;
  listen(target: unknown, type: string, listener: () => void, options?: object): void;
}

/**
 * Finds the native prototype of `new XMLHttpRequest()`: a script may have replaced the constructor.
 *
 * @returns nothing if the instances have no native prototype (E7)
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
    status: getter('status'),
    headers: uncurry(prototype.getAllResponseHeaders),
    timeout: getter('timeout'),
    credentials: getter('withCredentials'),
    setCredentials: uncurry(descriptorOf(prototype, 'withCredentials').set),
    listen: uncurry(prototype.addEventListener),
  };
}

/** Whether a value is an `XMLHttpRequest`. Native throws for any other `this` before it converts an argument. */
export function isXhr({ readyState }: NativeXhr, value: unknown): boolean {
  try {
    readyState(value);
    return true;
  } catch {
    return false;
  }
}
