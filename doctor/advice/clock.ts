import type { Answer } from '../http/client.ts';
import type { Claims } from '../token.ts';

const timeOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** How far the clock of a server is ahead, in ms; nothing if it does not say its time. */
export function skewOf({ header, time }: Answer): number | undefined {
  const then = Date.parse(header('date') ?? '');
  if (Number.isNaN(then)) return undefined;
  // A cache gives the time at which it got the answer, and how long ago that was.
  return then + 1000 * (Number(header('age')) || 0) - time;
}

/** Both times, and when the token was made. */
export function describeSkew(answer: Answer, { iat, exp }: Claims = {}): string {
  const skew = skewOf(answer);
  const times = `its Date is ${skew === undefined ? 'missing' : timeOf(answer.time + skew)}, and this machine's ${timeOf(answer.time)}`;
  const token = [
    iat === undefined ? [] : [`made at ${timeOf(1000 * iat)}`],
    exp === undefined ? [] : [`valid until ${timeOf(1000 * exp)}`],
  ].flat();
  return token.length ? `${times}; the token was ${token.join(' and ')}` : times;
}
