import type { ClerkOptions } from '@clerk/shared/types';
import type { ReadClerk } from './scriptUrl.ts';

type LoadOptions = Pick<ClerkOptions, 'isSatellite' | 'satelliteAutoSync' | 'signInUrl' | 'signUpUrl'>;

/**
 * The options for `Clerk.load()`: ClerkJS itself reads only the key, the domain and the proxy from tags.
 *
 * @param isSatellite whether the page is on a satellite domain
 */
export function loadOptions(read: ReadClerk, isSatellite: boolean): LoadOptions {
  const options: LoadOptions = { isSatellite };
  // Since version 6, ClerkJS syncs with the primary domain only if this is set (H1).
  if (isSatellite) options.satelliteAutoSync = read('satellite-auto-sync') !== 'false';
  const signInUrl = read('sign-in-url');
  const signUpUrl = read('sign-up-url');
  if (signInUrl) options.signInUrl = signInUrl;
  if (signUpUrl) options.signUpUrl = signUpUrl;
  return options;
}
