import { pageOrigin } from '../platform/pageOrigin.ts';
import { quietly } from '../platform/quietly.ts';

/** This window, or one of its ancestors. */
export type Page = Window & typeof globalThis;

type PageInFrame = Page & { frameElement: Element; parent: Page };

/** This window and its same-origin ancestors, innermost first (J1). */
export function pagesOfOrigin(): Page[] {
  const pages: (Page | null | undefined)[] = [window];
  for (const page of pages) {
    const next =
      // Old pages have a `var parent`, which overwrites `window.parent`. A frame of another origin has no
      // `frameElement`.
      quietly(() => (page as PageInFrame).frameElement.ownerDocument.defaultView as Page | null) ||
      quietly(() => (page as PageInFrame).parent);
    if (!pages.includes(next)) pages.push(next);
  }
  // Two pages with the same `document.domain` can read each other, but may have different origins.
  return pages.filter((page) => quietly(() => pageOrigin(page as Page)) === pageOrigin()) as Page[];
}
