import type { Carried } from '../../calls/carried.ts';
import { listen, relay } from '../../platform/events.ts';
import { descriptorOf, prototypeWith, uncurry } from '../../platform/natives.ts';
import type { Constructor } from '../../platform/replaceConstructor.ts';
import { CLOSED, CONNECTING, type Connection, type Stream } from './stream.ts';

// The page may patch these for its own sources.
const prototype = prototypeWith(globalThis.EventSource, 'readyState') || {};
const stateOf = uncurry<number>(descriptorOf(prototype, 'readyState').get);
const close = uncurry<void>(descriptorOf(prototype, 'close').value);

/** A native `EventSource`. It reconnects by itself if it loses its connection. */
export function connectNatively(native: Constructor, stream: Stream, carried: Carried): Connection {
  const { target, types } = stream;
  const withCredentials = stream.withCredentials || carried.credentials;
  const source = new native(carried.url, { withCredentials }) as EventSource;
  const hear = (type: string) =>
    listen(source, type, (event) => {
      // The event may belong to another account by now.
      if (stream.follow()) return;
      const state = stateOf(source);
      if (state === CLOSED) stream.onRefused(carried, false);
      // It would reconnect with the session that it carried before.
      else if (state === CONNECTING && stream.isOutdated()) stream.reconnect();
      else relay(target, event);
    });
  for (const type in types) hear(type);
  return { readyState: () => stateOf(source), close: () => close(source), hear };
}
