import { descriptorOf } from './natives.ts';

/** Puts back what was there before, where nobody has patched over it since (A6). */
export type Undo = () => void;

/**
 * Replaces a function that a property holds, or its getter.
 *
 * @returns nothing where the page does not let it be replaced: not configurable, frozen (E7a)
 */
export function replaceProperty(owner: object, name: string, part: 'value' | 'get', by: unknown): Undo | undefined {
  const before = descriptorOf(owner, name);
  // A page may have frozen it by the time of the undoing, too.
  const define = (descriptor: PropertyDescriptor) => {
    try {
      return !!Object.defineProperty(owner, name, descriptor);
    } catch {
      return false;
    }
  };
  if (!define({ ...before, [part]: by })) return;
  return () => descriptorOf(owner, name)[part] === by && define(before);
}
