import type { Carried } from '../../calls/calls.ts';
import { listen, relay } from '../../platform/events.ts';
import { apply } from '../../platform/natives.ts';
import type { Constructor } from '../../platform/replaceConstructor.ts';
import type { NativeEventSource } from './native.ts';
import { CLOSED, type Connection, type Stream } from './stream.ts';

/** A native `EventSource` beneath that of the page. It connects anew by itself when it loses its connection. */
export function connectNatively(
  native: NativeEventSource,
  constructor: Constructor,
  stream: Stream,
  carried: Carried,
): Connection {
  const { page, types } = stream;
  const withCredentials = native.withCredentials(page) || carried.credentials;
  const source = new constructor(carried.url, { withCredentials }) as EventSource;
  const hear = (type: string) =>
    listen(source, type, (event) => {
      // The backend has refused it.
      if (native.readyState(source) === CLOSED) stream.close();
      relay(page, event);
    });
  for (const type of types) hear(type);
  return {
    readyState: () => native.readyState(source),
    close: () => apply(native.close, source, []),
    hear,
  };
}
