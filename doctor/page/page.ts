import type { Options } from '../options.ts';
import type { Document, Element } from './document.ts';

/** A page as it was read. */
export interface Page {
  /** Where redirects have led. */
  url: URL;
  /** The document's base URL. */
  base: string;
  document: Document;
  options: Options;
}

/**
 * The base URL that relative ones are resolved by.
 *
 * @param script the one whose `src` it is; a `<base>` behind it comes too late for it
 */
export function baseOf({ base }: Document, url: URL, script?: Element): string {
  const href = base && !(script && script.place < base.place) ? base.attributes.href : undefined;
  return href !== undefined && URL.canParse(href, url.href) ? new URL(href, url).href : url.href;
}
