import { firstOf } from '../platform/firstOf.ts';

/** Whether two names differ by at most so many letters that are missing, superfluous or wrong. */
function isNear(one: string, other: string, edits: number): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const rest = one.slice(same);
  const otherRest = other.slice(same);
  if (!rest || !otherRest) return rest.length + otherRest.length <= edits;
  const next = edits - 1;
  return (
    next >= 0 &&
    (isNear(rest.slice(1), otherRest, next) ||
      isNear(rest, otherRest.slice(1), next) ||
      isNear(rest.slice(1), otherRest.slice(1), next))
  );
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
