import { apply, descriptorOf } from '../../platform/natives.ts';

type Method = (...args: unknown[]) => unknown;

/** The native members of `XMLHttpRequest`, as they are when the shim is installed, as functions of the object. */
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
  listen(target: unknown, type: string, listener: (event: Event) => void, once?: boolean): void;
  unlisten(target: unknown, type: string, listener: (event: Event) => void): void;
}

/**
 * Takes the members from the prototype that `new XMLHttpRequest()` gets its methods from, past any constructor that was put
 * in front.
 *
 * @returns nothing for a look-alike, whose instances have no native prototype (E7)
 */
export function takeNative(): NativeXhr | undefined {
  let prototype = new XMLHttpRequest();
  do {
    prototype = Object.getPrototypeOf(prototype);
    if (!prototype) return;
  } while (Object.getPrototypeOf(prototype) !== XMLHttpRequestEventTarget.prototype);
  const { open, setRequestHeader, send, abort } = prototype as unknown as { [name: string]: Method };
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const getterOf = (name: string) => {
    const { get } = descriptorOf(prototype, name);
    return <T>(xhr: unknown) => apply<T>(get, xhr, []);
  };
  const { set } = descriptorOf(prototype, 'withCredentials');
  return {
    prototype,
    open: open as Method,
    setRequestHeader: setRequestHeader as Method,
    send: send as Method,
    abort: abort as Method,
    readyState: getterOf('readyState'),
    timeout: getterOf('timeout'),
    credentials: getterOf('withCredentials'),
    setCredentials: (xhr, value) => apply(set, xhr, [value]),
    listen(target, type, listener, once = false) {
      // Nothing is inherited from an `Object.prototype` of the page's (E8).
      apply(addEventListener, target, [type, listener, Object.assign(Object.create(null), { once })]);
    },
    unlisten: (target, type, listener) => apply(removeEventListener, target, [type, listener]),
  };
}

/** Whether it is such an object: native refuses all others before it converts an argument. */
export function isXhr(native: NativeXhr, value: unknown): boolean {
  try {
    native.readyState(value);
    return true;
  } catch {
    return false;
  }
}
