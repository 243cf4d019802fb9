import { pageOrigin } from '../platform/pageOrigin.ts';
import { quietly } from '../platform/quietly.ts';

/** This page, or one that it is a frame of. */
export type Page = Window & typeof globalThis;

type PageInFrame = Page & { frameElement: Element; parent: Page };

/** This page and those around it that have its origin, from the inside to the outside (J1). */
export function pagesOfOrigin(): Page[] {
  const pages: (Page | null | undefined)[] = [window];
  for (const page of pages) {
    const next =
      // Old pages have a `var parent`, which overwrites `window.parent`. A window of another origin has no `frameElement`.
      quietly(() => (page as PageInFrame).frameElement.ownerDocument.defaultView as Page | null) ||
      quietly(() => (page as PageInFrame).parent);
    if (!pages.includes(next)) pages.push(next);
  }
  // Two pages with the same `document.domain` can read each other, but may have two origins.
  return pages.filter((page) => quietly(() => pageOrigin(page as Page)) === pageOrigin()) as Page[];
}
