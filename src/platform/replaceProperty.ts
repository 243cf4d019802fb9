import { descriptorOf, isNative, withoutPrototype } from './natives.ts';
import { quietly } from './quietly.ts';

/** Restores the original, unless another script has patched over it since (A6). */
export interface Undo {
  (): void;
  /** Whether another script has restored the original, or the browser's own function (E9). */
  isPutBack?: (() => boolean) | undefined;
}

/** Extends an undo function by a further step. */
export function undoWith(undo: Undo, more: () => void): Undo {
  const both: Undo = () => {
    undo();
    more();
  };
  both.isPutBack = undo.isPutBack;
  return both;
}

/** Which part of the property descriptor is replaced. */
export type Part = 'value' | 'get' | 'set';

/**
 * Replaces the value, the getter or the setter of a property.
 *
 * @returns a function that undoes it; nothing if the property is frozen or not configurable (E7a)
 */
export function replaceProperty(owner: object, name: string, part: Part, by: unknown): Undo | undefined {
  const before = descriptorOf(owner, name);
  // Throws for a frozen property. A page can freeze it later, too.
  const define = (descriptor: PropertyDescriptor) =>
    quietly(() => !!Object.defineProperty(owner, name, descriptor), false);
  if (!define(withoutPrototype({ ...before, [part]: by }))) return;
  const undo: Undo = () => descriptorOf(owner, name)[part] === by && define(before);
  undo.isPutBack = () => {
    const current = descriptorOf(owner, name)[part];
    // A function that another script has put over ours passes calls on to it.
    return current === before[part] || (part === 'value' && current !== by && isNative(current, name));
  };
  return undo;
}
