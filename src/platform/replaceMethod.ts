import { apply, descriptorOf, type Method, Proxy, withoutPrototype } from './natives.ts';
import { type Part, replaceProperty, type Undo, undoWith } from './replaceProperty.ts';

/** Handles each call of a replaced function; its return value or exception is the call's result. */
export type Handler = (native: Method, self: never, args: unknown[]) => unknown;

/**
 * Replaces a method, or the getter or the setter of an attribute.
 *
 * The new function has the properties of the native one, such as its name and its length. A `Proxy` over it makes
 * `Function.prototype.toString` print `[native code]` (E2). The `Proxy` has no `apply` trap, which is slow in WebKit.
 *
 * @returns a function that undoes it: it restores the native function, or makes the new one a pass-through if another
 * script has patched over it since (A6). Nothing if the function cannot be replaced (E7a)
 */
export function replaceMethod(owner: object, name: string, handler: Handler, part: Part = 'value'): Undo | undefined {
  const native = descriptorOf(owner, name)[part];
  if (typeof native !== 'function') return;
  let active = true;
  const { method } = {
    method(this: unknown, ...args: unknown[]) {
      return active ? handler(native, this as never, args) : apply(native, this, args);
    },
  };
  for (const key of Object.getOwnPropertyNames(native)) Object.defineProperty(method, key, descriptorOf(native, key));
  const value = new Proxy(method, withoutPrototype({}));
  const restore = replaceProperty(owner, name, part, value);
  if (!restore) return;
  return undoWith(restore, () => {
    active = false;
  });
}

/** The arguments of {@link replaceMethod}. */
export type Replacement = Parameters<typeof replaceMethod>;

/**
 * Replaces methods and getters: all of them, or none.
 *
 * @returns a function that undoes it, or the name of the first member that cannot be replaced (E7a)
 */
export function replaceMethods(...replacements: Replacement[]): Undo | string {
  const replaced: Undo[] = [];
  const undo: Undo = () => {
    for (const each of replaced) each();
  };
  undo.isPutBack = () => replaced.some(({ isPutBack }) => isPutBack && isPutBack());
  for (const replacement of replacements) {
    const each = replaceMethod(...replacement);
    if (!each) {
      undo();
      return replacement[1];
    }
    replaced.push(each);
  }
  return undo;
}
