import { pageOrigin } from '../platform/pageOrigin.ts';
import { quietly } from '../platform/quietly.ts';

/** This window, or one of its ancestors. */
export type Page = Window & typeof globalThis;

type PageInFrame = Page & { frameElement: Element | null; parent: Page };

/**
 * The page around a frame. Old pages have a `var parent`, which overwrites `window.parent`. Neither a frame of another
 * origin nor a page outside frames has a `frameElement`: the first error of a script costs the latter a millisecond in
 * Chromium (156).
 */
const frameParent = ({ frameElement }: PageInFrame) =>
  frameElement && (frameElement.ownerDocument.defaultView as Page | null);

/** This window and its same-origin ancestors, innermost first (J1). */
export function pagesOfOrigin(): Page[] {
  const pages: (Page | null | undefined)[] = [window];
  for (const page of pages) {
    const next = quietly(() => frameParent(page as PageInFrame)) || quietly(() => (page as PageInFrame).parent);
    if (!pages.includes(next)) pages.push(next);
  }
  // Two pages with the same `document.domain` can read each other, but may have different origins.
  return pages.filter((page) => quietly(() => pageOrigin(page as Page)) === pageOrigin()) as Page[];
}
