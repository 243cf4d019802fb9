import { descriptorOf, withoutPrototype } from './natives.ts';

/** Puts back what was there before, unless another script has patched over it since (A6). */
export type Undo = () => void;

/** What of a property is replaced. */
export type Part = 'value' | 'get' | 'set';

/**
 * Replaces the value, the getter or the setter of a property.
 *
 * @returns what undoes it; nothing if the property is frozen or not configurable (E7a)
 */
export function replaceProperty(owner: object, name: string, part: Part, by: unknown): Undo | undefined {
  const before = descriptorOf(owner, name);
  // Throws for a frozen property. A page can freeze it later, too.
  const define = (descriptor: PropertyDescriptor) => {
    try {
      return !!Object.defineProperty(owner, name, descriptor);
    } catch {
      return false;
    }
  };
  if (!define(withoutPrototype({ ...before, [part]: by }))) return;
  return () => descriptorOf(owner, name)[part] === by && define(before);
}
