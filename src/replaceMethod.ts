import { Proxy, Reflect } from './natives.ts';

type Method = (...args: unknown[]) => unknown;

/**
 * Replaces a method, and gives back a function that undoes it: by putting the old one back, or, where somebody has
 * patched over it since, by passing everything through (A6).
 *
 * A `Proxy` over the old function keeps its name, its length and what `Function.prototype.toString` says of it (E2).
 *
 * @param handler is called for each call, with the old function, `this` and the arguments
 */
export function replaceMethod(
  owner: object,
  name: string,
  handler: (native: Method, self: unknown, args: unknown[]) => unknown,
): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (typeof descriptor?.value !== 'function') return () => {};
  const native = descriptor.value;
  let active = true;
  const value = new Proxy(native, {
    apply: (_, self, args) => (active ? handler(native, self, args) : Reflect.apply(native, self, args)),
  });
  // A page may have frozen its functions, now or by the time of the undoing: then the call goes past or through.
  Reflect.defineProperty(owner, name, { ...descriptor, value });
  return () => {
    active = false;
    if (Object.getOwnPropertyDescriptor(owner, name)?.value === value) Reflect.defineProperty(owner, name, descriptor);
  };
}
