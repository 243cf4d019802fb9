import { descriptorOf } from './descriptor.ts';
import { Proxy, Reflect } from './natives.ts';

type Method = (...args: unknown[]) => unknown;

/**
 * Replaces a method, and gives back a function that undoes it: by putting the old one back, or, where somebody has
 * patched over it since, by passing everything through (A6).
 *
 * The new function has the properties of the old one, its name and its length among them, and a `Proxy` over it makes
 * `Function.prototype.toString` call it native (E2). In WebKit a trap for calls would cost as much as the `Proxy` itself.
 *
 * @param handler is called for each call, with the old function, `this` and the arguments
 */
export function replaceMethod(
  owner: object,
  name: string,
  handler: (native: Method, self: unknown, args: unknown[]) => unknown,
): () => void {
  const descriptor = descriptorOf(owner, name);
  if (typeof descriptor.value !== 'function') return () => {};
  const native = descriptor.value;
  let active = true;
  const { method } = {
    method(this: unknown, ...args: unknown[]) {
      return active ? handler(native, this, args) : Reflect.apply(native, this, args);
    },
  };
  const value = new Proxy(Object.defineProperties(method, Object.getOwnPropertyDescriptors(native)), {});
  // A page may have frozen its functions, now or by the time of the undoing: then the call goes past or through.
  Reflect.defineProperty(owner, name, { ...descriptor, value });
  return () => {
    active = false;
    if (descriptorOf(owner, name).value === value) Reflect.defineProperty(owner, name, descriptor);
  };
}
