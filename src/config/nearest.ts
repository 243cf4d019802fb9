import { exec } from '../platform/natives.ts';
import { isLoopback, type Source } from './sourceList.ts';

// Not `replace()` with the flag `g`: it calls the page's `exec()`, and never ends if that always finds something (B5a).
const hostOf = (origin: string) =>
  (exec(/^\w+:\/\/(?:www\.)?(.*?)(?::(?:\d+|\*))?$/, origin) as unknown as [string, string])[1];
const PORT = /:(?:\d+|\*)$/;
const PARTS = [/^\w+/, PORT, /\/\/www\./];

/** How a called origin, which no source matches, relates to the sources (F7). */
export interface Nearest {
  /** The source whose host is most like that of the origin. */
  text: string;
  /** Whether they differ in scheme, port or `www.` alone. */
  isNear: boolean;
}

/**
 * Finds the source that may be meant. Another port of the page's own origin, or of this machine, is no near miss: there
 * each port is a program of its own, such as a development server that reloads the page.
 *
 * @param self the page's origin
 */
export function nearest(sources: Source[], origin: string, self: string): Nearest {
  const host = hostOf(origin);
  const best: Nearest = { text: '', isNear: false };
  let most = -1;
  for (const { text, samples, origins } of sources) {
    for (const sample of samples) {
      const other = hostOf(sample);
      let same = 0;
      while (same < host.length && host[host.length - 1 - same] === other[other.length - 1 - same]) same++;
      if (same <= most) continue;
      most = same;
      best.text = text;
      // The sample of a wildcard has one letter in its place.
      const isHost = origins.some(({ end }) => end) ? same > other.length - 2 : host === other;
      const differing = PARTS.filter((part) => `${exec(part, origin)}` !== `${exec(part, sample)}`);
      const isMeant = differing[0] === PORT && (origin === self || isLoopback(origin));
      best.isNear = isHost && differing.length === 1 && !isMeant;
    }
  }
  return best;
}
