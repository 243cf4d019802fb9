import { at, origins, type PageWindow, received, type TestPage } from './page.ts';
import { nextEvent } from './traceEvents.ts';
import { pause } from './until.ts';

/** The kinds of a stream, by what calls to its backend get. */
export const STREAM_KINDS: Record<string, Record<string, string>> = {
  'with the session ID': {},
  'with cookies': { 'data-send': 'credentials' },
  'with a token': { 'data-send': 'session-token' },
};

type Head = NonNullable<TestPage['head']>;

/**
 * A page with the shim of all channels; without `session`, Clerk does not know one yet.
 *
 * @param first stands before the shim
 */
export const streamPage = (
  attributes: Record<string, string> = {},
  session?: string | null,
  first: Head = [],
): TestPage => ({
  head: [
    { clerk: session === undefined ? {} : { session } },
    ...first,
    { file: 'clerk-ajax.all.min.js', shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
  ],
});

/** The URL of a stream of these pieces that stays open. */
export const streamUrl = (key: string, ...pieces: unknown[]): string =>
  at('backend', key, 'sse', JSON.stringify([...(pieces.length ? pieces : ['data: a\n\n']), '…']));

/** The URL of a stream of these pieces that ends. */
export const endingUrl = (key: string, ...pieces: unknown[]): string =>
  at('backend', key, 'sse', JSON.stringify(pieces));

/** A source of a page whose first message is there. */
export async function heard(window: PageWindow, url: string): Promise<EventSource> {
  const source = new window.EventSource(url);
  await nextEvent(source, 'message');
  return source;
}

/** Notes the data of each message of a source, and `error` for each error. */
export function noteMessages(source: EventSource): string[] {
  const log: string[] = [];
  source.addEventListener('message', ({ data }) => log.push(data));
  source.addEventListener('error', () => log.push('error'));
  return log;
}

/** Waits until the client has ended a request under a key. */
export async function isEnded(key: string): Promise<void> {
  while (!(await received(key)).some(({ aborted, method }) => aborted && method === 'GET')) await pause(10);
}

/**
 * Has the timers that the shim takes at its start last a few milliseconds at most. To be run before the shim.
 *
 * @param delays gets each delay that is asked for
 */
export const shortTimers =
  (delays: number[]) =>
  (window: PageWindow): void => {
    const { setTimeout } = window;
    Object.assign(window, {
      setTimeout: (action: () => void, delay = 0) => {
        delays.push(delay);
        return setTimeout(action, Math.min(delay, 5));
      },
    });
  };
