import type { Answer } from './client.ts';

/** Where an answer redirects to, if it does. */
export function redirectOf({ status, url, header }: Answer): URL | undefined {
  const location = header('location');
  return [301, 302, 303, 307, 308].includes(status) && location !== undefined && URL.canParse(location, url.href)
    ? new URL(location, url)
    : undefined;
}
