import type { Header } from './browser/headers.ts';
import { type Distance, distanceOf } from './browser/places.ts';
import { PreflightCache } from './browser/preflightCache.ts';
import type { HttpClient } from './http/client.ts';
import type { Mode } from './modes.ts';
import type { Options } from './options.ts';
import { version } from './packageFiles.ts';

/** What is checked, and with what. */
export interface Subject {
  options: Options;
  client: HttpClient;
  url: URL;
  page: URL;
  /** Of the page, as its calls say it. */
  origin: string;
  distance: Distance;
  /** Whether calls are to another origin than the page's. */
  isCross: boolean;
  modes: Mode[];
  /** Whether the Clerk instance is one of production (C7). */
  isProduction: boolean;
  /** The name of the query parameter (C1). */
  param: string;
  /** The header that carries the token (C11). */
  tokenHeader: string;
  /** The JWT template of the tokens, if they are of one (C9). */
  template: string | undefined;
  preflights: PreflightCache;
}

/** What calls carry, beside their mode. */
type Calls = Partial<Pick<Subject, 'isProduction' | 'param' | 'tokenHeader' | 'template'>>;

export function subjectOf(
  options: Options,
  client: HttpClient,
  modes: Mode[],
  { isProduction = false, param = '_clerk_session_id', tokenHeader = 'Authorization', template }: Calls,
): Subject {
  const { url, page } = options;
  const { origin } = page;
  const isCross = origin !== url.origin;
  const distance = distanceOf(page, url);
  return {
    options,
    client,
    url,
    page,
    origin,
    distance,
    isCross,
    modes,
    isProduction,
    param,
    tokenHeader,
    template,
    preflights: new PreflightCache(client),
  };
}

const SITES = {
  'same origin': 'same-origin',
  'same host': 'same-site',
  'same site': 'same-site',
  'other site': 'cross-site',
};

/** What a browser adds to each call: backends use it to tell script requests from navigations. */
export const browserHeaders = ({ distance, page }: Pick<Subject, 'distance' | 'page'>): Header[] => [
  { name: 'Accept', value: '*/*' },
  { name: 'Accept-Encoding', value: 'gzip, deflate, br' },
  { name: 'Referer', value: `${page.origin}/` },
  { name: 'Sec-Fetch-Dest', value: 'empty' },
  { name: 'Sec-Fetch-Mode', value: 'cors' },
  { name: 'Sec-Fetch-Site', value: SITES[distance] },
  { name: 'User-Agent', value: `clerk-ajax-check/${version()}` },
];
