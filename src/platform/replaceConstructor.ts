import { apply, descriptorOf } from './natives.ts';
import { replaceProperty, type Undo } from './replaceProperty.ts';

export type Constructor = new (...args: unknown[]) => object;

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
  function construct(this: unknown, ...args: unknown[]) {
    // Native throws if it is called without `new`.
    if (!new.target) return apply(native, this, args);
    // Unless a subclass is constructed, the object is an instance of the native constructor.
    const target = new.target === (construct as unknown) ? native : (new.target as unknown as Constructor);
    return active ? handler(native, args, target) : Reflect.construct(native, args, target);
  }
  Object.defineProperty(construct, Symbol.hasInstance, { value: (object: unknown) => object instanceof native });
  Object.setPrototypeOf(construct, Object.getPrototypeOf(native));
  // A bound function prints `[native code]` (E2). In WebKit, `super.method()` fails in the constructor of a class that extends
  // a `Proxy`.
  const value = construct.bind(undefined);
  for (const key of Reflect.ownKeys(native)) Object.defineProperty(value, key, descriptorOf(native, key));
  const restore = replaceProperty(owner, name, 'value', value);
  if (!restore) return;
  // Pages compare `object.constructor` with the global.
  const restoreBack = native.prototype && replaceProperty(native.prototype, 'constructor', 'value', value);
  const undo: Undo = () => {
    active = false;
    restore();
    if (restoreBack) restoreBack();
  };
  undo.isPutBack = restore.isPutBack;
  return undo;
}
