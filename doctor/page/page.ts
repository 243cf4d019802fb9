import type { Options } from '../options.ts';
import type { Document } from './document.ts';

/** A page as it was read. */
export interface Page {
  /** Where redirects have led. */
  url: URL;
  /** The document's base URL. */
  base: string;
  document: Document;
  options: Options;
}
