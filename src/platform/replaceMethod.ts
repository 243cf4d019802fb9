import { apply, descriptorOf, type Method, Proxy, withoutPrototype } from './natives.ts';
import { replaceProperty, type Undo } from './replaceProperty.ts';

/** Is called for each call, with the old function, `this` and the arguments; its result is the call's. */
export type Handler = (native: Method, self: never, args: unknown[]) => unknown;

/**
 * Replaces a method, or the getter of an attribute. Undone, it puts the old function back, or, where somebody has patched
 * over it since, passes everything through (A6).
 *
 * The new function has the properties of the old one, its name and its length among them, and a `Proxy` over it makes
 * `Function.prototype.toString` call it native (E2). In WebKit a trap for calls would cost as much as the `Proxy` itself.
 *
 * @returns nothing where the page does not let it be replaced (E7a)
 */
export function replaceMethod(
  owner: object,
  name: string,
  handler: Handler,
  part: 'value' | 'get' = 'value',
): Undo | undefined {
  const native = descriptorOf(owner, name)[part];
  if (typeof native !== 'function') return;
  let active = true;
  const { method } = {
    method(this: unknown, ...args: unknown[]) {
      return active ? handler(native, this as never, args) : apply(native, this, args);
    },
  };
  const value = new Proxy(
    Object.defineProperties(method, Object.getOwnPropertyDescriptors(native)),
    withoutPrototype({}),
  );
  const restore = replaceProperty(owner, name, part, value);
  return (
    restore &&
    (() => {
      active = false;
      restore();
    })
  );
}

/** The arguments of {@link replaceMethod}. */
type Replacement = Parameters<typeof replaceMethod>;

/**
 * Replaces methods and getters: all of them, or none.
 *
 * @returns what undoes it; or the name of the first that the page does not let be replaced
 */
export function replaceMethods(...replacements: Replacement[]): Undo | string {
  const replaced: Undo[] = [];
  const undo = () => {
    for (const each of replaced) each();
  };
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
