import { apply, descriptorOf, withoutPrototype } from './natives.ts';
import { replaceProperty, type Undo, undoWith } from './replaceProperty.ts';

const { construct, ownKeys } = Object(globalThis.Reflect) as typeof Reflect;
const { bind } = Function.prototype;

export type Constructor = new (...args: unknown[]) => object;

/** What `new` does, for a subclass of the page as well. */
export const constructNative: (native: Constructor, args: unknown[], target: Constructor) => object = construct;

/** Handles each `new` of a replaced constructor, and returns the object at once. */
export type ConstructHandler = (native: Constructor, args: unknown[], target: Constructor) => object;

/**
 * Replaces a constructor. The page sees the static members and the prototype of the native one, and `super()` of a subclass
 * reaches the handler.
 *
 * @returns what undoes it; nothing if the page does not let it be replaced (E7a)
 */
export function replaceConstructor(owner: object, name: string, handler: ConstructHandler): Undo | undefined {
  const native: Constructor = descriptorOf(owner, name).value;
  if (typeof native !== 'function') return;
  let active = true;
  function replacement(this: unknown, ...args: unknown[]) {
    // Native throws if it is called without `new`.
    if (!new.target) return apply(native, this, args);
    // Unless a subclass is constructed, the object is an instance of the native constructor.
    const target = new.target === (replacement as unknown) ? native : (new.target as unknown as Constructor);
    return active ? handler(native, args, target) : constructNative(native, args, target);
  }
  const isInstance = (object: unknown) => object instanceof native;
  Object.defineProperty(replacement, Symbol.hasInstance, withoutPrototype({ value: isInstance }));
  Object.setPrototypeOf(replacement, Object.getPrototypeOf(native));
  const value = bound(replacement);
  for (const key of ownKeys(native)) Object.defineProperty(value, key, descriptorOf(native, key));
  const restore = replaceProperty(owner, name, 'value', value);
  if (!restore) return;
  // Pages compare `object.constructor` with the global.
  const restoreBack = native.prototype && replaceProperty(native.prototype, 'constructor', 'value', value);
  return undoWith(restore, () => {
    active = false;
    if (restoreBack) restoreBack();
  });
}

/**
 * A bound function prints `[native code]` (E2). In WebKit, `super.method()` fails in the constructor of a class that extends a
 * `Proxy`. Old libraries have a `bind()` of their own, whose functions cannot be constructed, or forget for whom; then the
 * function itself has to do.
 */
function bound(func: () => unknown): object {
  try {
    const value: () => unknown = apply(bind, func, [undefined]);
    construct(Object, [], value);
    // A bound function has no prototype, but those that make one do.
    if (!('value' in descriptorOf(value, 'prototype'))) return value;
  } catch {
    // It is no constructor.
  }
  return func;
}
