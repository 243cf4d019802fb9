import { descriptorOf, Proxy } from './natives.ts';
import { replaceProperty, type Undo } from './replaceProperty.ts';

type Constructor = new (...args: unknown[]) => object;

/** Is called for each `new`, with the old constructor, the arguments and `new.target`; gives the object at once. */
export type ConstructHandler = (native: Constructor, args: unknown[], target: Constructor) => object;

/**
 * Replaces a constructor: for the page it is native's in every respect, its static members and its prototype among them,
 * and subclasses reach the handler by `super()`.
 *
 * @returns nothing where the page does not let it be replaced (E7a)
 */
export function replaceConstructor(owner: object, name: string, handler: ConstructHandler): Undo | undefined {
  const native = descriptorOf(owner, name).value as Constructor | undefined;
  if (typeof native !== 'function') return;
  let active = true;
  const value: Constructor = new Proxy(native, {
    construct(_, args, newTarget) {
      // Without a subclass in between, the object is native's own.
      const target = (newTarget === value ? native : newTarget) as Constructor;
      return active ? handler(native, args, target) : Reflect.construct(native, args, target);
    },
  });
  const restore = replaceProperty(owner, name, 'value', value);
  if (!restore) return;
  // What `object.constructor` says is the global.
  const restoreBack = native.prototype && replaceProperty(native.prototype, 'constructor', 'value', value);
  return () => {
    active = false;
    restore();
    if (restoreBack) restoreBack();
  };
}
