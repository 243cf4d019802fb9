import type { Options } from './arguments.ts';
import type { Asker } from './asking/asker.ts';
import type { Header } from './browser/headers.ts';
import { Permissions } from './browser/permissions.ts';
import { type Distance, distanceOf } from './browser/places.ts';
import { version } from './packageFiles.ts';
import type { Way } from './ways.ts';

/** What is checked, and with what. */
export interface Subject {
  options: Options;
  asker: Asker;
  url: URL;
  page: URL;
  /** Of the page, as its calls say it. */
  origin: string;
  distance: Distance;
  /** Whether calls are to another origin than the page's. */
  isCross: boolean;
  ways: Way[];
  /** Whether the Clerk instance is one of production (C7). */
  isProduction: boolean;
  /** The name of the query parameter (C1). */
  param: string;
  permissions: Permissions;
}

export function subjectOf(
  options: Options,
  asker: Asker,
  ways: Way[],
  { isProduction = false, param = '_clerk_session_id' },
): Subject {
  const { url, page } = options;
  const { origin } = page;
  const isCross = origin !== url.origin;
  const distance = distanceOf(page, url);
  return {
    options,
    asker,
    url,
    page,
    origin,
    distance,
    isCross,
    ways,
    isProduction,
    param,
    permissions: new Permissions(asker),
  };
}

/** The names of all ways. */
export const allWays = ({ ways }: Subject): string[] => ways.map(({ name }) => name);

const SITES = {
  'same origin': 'same-origin',
  'same host': 'same-site',
  'same site': 'same-site',
  'other site': 'cross-site',
};

/** What a browser adds to each call: backends tell calls of scripts from pages by it. */
export const browserHeaders = ({ distance, page }: Pick<Subject, 'distance' | 'page'>): Header[] => [
  { name: 'Accept', value: '*/*' },
  { name: 'Accept-Encoding', value: 'gzip, deflate, br' },
  { name: 'Referer', value: `${page.origin}/` },
  { name: 'Sec-Fetch-Dest', value: 'empty' },
  { name: 'Sec-Fetch-Mode', value: 'cors' },
  { name: 'Sec-Fetch-Site', value: SITES[distance] },
  { name: 'User-Agent', value: `clerk-ajax-check/${version()}` },
];
