import { freshPrototype } from '../../platform/freshPrototype.ts';
import { descriptorOf, isNative, type Method, uncurry } from '../../platform/natives.ts';
import { quietly } from '../../platform/quietly.ts';

/** The methods that the shim replaces. */
export interface Methods {
  open: Method;
  setRequestHeader: Method;
  send: Method;
  abort: Method;
}

/** The members of `XMLHttpRequest` when the shim is installed. */
export interface NativeXhr extends Methods {
  prototype: XMLHttpRequest;
  /** Whether another script has already replaced one of these methods. */
  isPatched: boolean;
  /**
   * The browser's own methods: those above, unless another script has replaced them. That script then sees a held call
   * only once, when the call is sent (E7).
   */
  pristine(): Methods;
  readyState(xhr: unknown): number;
  status(xhr: unknown): number;
  headers(xhr: unknown): string;
  timeout(xhr: unknown): number;
  setTimeout(xhr: unknown, value: unknown): void;
  credentials(xhr: unknown): boolean;
  setCredentials(xhr: unknown, value: boolean): void;
  listen(target: unknown, type: string, listener: () => void, options?: object): void;
}

const methodsOf = ({ open, setRequestHeader, send, abort }: XMLHttpRequest) =>
  ({ open, setRequestHeader, send, abort }) as unknown as Methods;

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
  const methods = methodsOf(prototype);
  const { open, setRequestHeader, send, abort } = methods;
  const isPatched = !(
    isNative(open, 'open') &&
    isNative(setRequestHeader, 'setRequestHeader') &&
    isNative(send, 'send') &&
    isNative(abort, 'abort')
  );
  let pristine: Methods | undefined;
  return {
    prototype,
    ...methods,
    isPatched,
    pristine() {
      const fresh = pristine || !isPatched ? undefined : freshPrototype('XMLHttpRequest');
      pristine = pristine || (fresh ? methodsOf(fresh) : methods);
      return pristine;
    },
    readyState: getter('readyState'),
    status: getter('status'),
    headers: uncurry(prototype.getAllResponseHeaders),
    timeout: getter('timeout'),
    setTimeout: uncurry(descriptorOf(prototype, 'timeout').set),
    credentials: getter('withCredentials'),
    setCredentials: uncurry(descriptorOf(prototype, 'withCredentials').set),
    listen: uncurry(prototype.addEventListener),
  };
}

/** Whether a value is an `XMLHttpRequest`. Native throws for any other `this` before it converts an argument. */
export const isXhr = ({ readyState }: NativeXhr, value: unknown): boolean =>
  quietly(() => readyState(value) >= 0, false);
