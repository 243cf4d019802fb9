import type { Carried } from '../../calls/calls.ts';
import { listen, relay } from '../../platform/events.ts';
import type { Constructor } from '../../platform/replaceConstructor.ts';
import { CLOSED, type Connection, type Stream } from './stream.ts';

/** A native `EventSource`. It connects again by itself if it loses its connection. */
export function connectNatively(native: Constructor, stream: Stream, carried: Carried): Connection {
  const { target, types } = stream;
  const withCredentials = stream.withCredentials || carried.credentials;
  const source = new native(carried.url, { withCredentials }) as EventSource;
  const hear = (type: string) =>
    listen(source, type, (event) => {
      // The backend has refused it.
      if (source.readyState === CLOSED) stream.close();
      relay(target, event);
    });
  for (const type of types) hear(type);
  return { readyState: () => source.readyState, close: () => source.close(), hear };
}
