import { apply, descriptorOf, withoutPrototype } from './natives.ts';
import { replaceProperty, type Undo, undoWith } from './replaceProperty.ts';

const { construct, ownKeys } = Object(globalThis.Reflect) as typeof Reflect;
const { bind } = Function.prototype;

export type Constructor = new (...args: unknown[]) => object;

/** Does what `new` does, also for a subclass of the page. */
export const constructNative: (native: Constructor, args: unknown[], target: Constructor) => object = construct;

/** Handles each `new` of a replaced constructor, and returns the object at once. */
export type ConstructHandler = (native: Constructor, args: unknown[], target: Constructor) => object;

/**
 * Replaces a constructor. The page sees the static members and the prototype of the native one, and `super()` of a subclass
 * reaches the handler.
 *
 * @returns a function that undoes it; nothing if it cannot be replaced (E7a)
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
 * A bound function prints `[native code]` (E2). A `Proxy` does, too, but in WebKit `super.method()` fails in the
 * constructor of a class that extends one. Old libraries have their own `bind()`, whose functions cannot be
 * constructed, or lose `new.target`; then the function itself must do.
 */
function bound(func: () => unknown): object {
  try {
    const value: () => unknown = apply(bind, func, [undefined]);
    construct(Object, [], value);
    // A native bound function has no prototype, unlike one that a library makes.
    if (!('value' in descriptorOf(value, 'prototype'))) return value;
  } catch {
    // It is not a constructor.
  }
  return func;
}
