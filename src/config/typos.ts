import { firstOf } from '../platform/firstOf.ts';

/** Whether two names differ by at most so many letters that are missing, superfluous or wrong. */
function isNear(one: string, other: string, edits: number): boolean {
  if (one === other) return true;
  const rest = one.slice(1);
  const otherRest = other.slice(1);
  if (one[0] === other[0]) return isNear(rest, otherRest, edits);
  const next = edits - 1;
  return edits > 0 && (isNear(rest, other, next) || isNear(one, otherRest, next) || isNear(rest, otherRest, next));
}

/**
 * The attribute that a page's owner probably meant. Other tools have attributes on scripts, too: a short name is only
 * taken for one of ours if a single letter is wrong.
 *
 * @param name an attribute that is none of ours
 * @param known ours
 */
export const meantBy = (name: string, known: string[]): string | undefined =>
  firstOf(known, (each) => isNear(name, each, each.length > 12 ? 2 : 1));
