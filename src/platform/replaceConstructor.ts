import { descriptorOf, Proxy } from './natives.ts';
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
  const native = descriptorOf(owner, name).value as Constructor | undefined;
  if (typeof native !== 'function') return;
  let active = true;
  const value: Constructor = new Proxy(native, {
    construct(_, args, newTarget) {
      // Unless a subclass is constructed, the object is an instance of the native constructor.
      const target = (newTarget === value ? native : newTarget) as Constructor;
      return active ? handler(native, args, target) : Reflect.construct(native, args, target);
    },
  });
  const restore = replaceProperty(owner, name, 'value', value);
  if (!restore) return;
  // Pages compare `object.constructor` with the global.
  const restoreBack = native.prototype && replaceProperty(native.prototype, 'constructor', 'value', value);
  return () => {
    active = false;
    restore();
    if (restoreBack) restoreBack();
  };
}
