import type { Header } from './headers.ts';

/** A call of the page as it leaves the browser. */
export interface BrowserRequest {
  url: URL;
  method: string;
  /** All that are set in the call, `Authorization` among them. */
  headers: Header[];
  /** Those that the browser adds itself, without a preflight: cookies, and the headers that distinguish a fetch from a navigation. */
  browser: Header[];
  /** Of the page. */
  origin: string;
  credentials: boolean;
}
