// What a held object does where native would not let it, or would show that nothing was sent; each engine in its own way.
import type { Backend } from '../../calls/backends.ts';
import { apply, withoutPrototype } from '../../platform/natives.ts';
import type { Call, ObjectState } from './call.ts';
import type { NativeXhr } from './native.ts';

/** Fetch blocks this port before anything is sent (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED_PORT = 1;
/** In ms: Firefox tells of a blocked port a little later, to whatever the object sends by then. */
const SETTLING = 50;
/** A URL that needs no network. */
const NOWHERE = 'data:,';

const isFirefox = ({ prototype }: NativeXhr) => 'mozAnon' in prototype;

/** Throws what native throws when `send()` or `setRequestHeader()` is called on an object that has been sent (D6). */
export function refuse(native: NativeXhr, method: unknown, args: unknown[]): unknown {
  const xhr = new (native.prototype.constructor as typeof XMLHttpRequest)();
  // The other engines say the same of an object that was never opened.
  if (isFirefox(native)) {
    apply(native.open, xhr, ['GET', NOWHERE]);
    apply(native.send, xhr, []);
  }
  try {
    return apply(method, xhr, args);
  } finally {
    apply(native.abort, xhr, []);
  }
}

/**
 * Fires the events of an `abort()` of a call that was sent, in their order, with nothing sent (D6): the object is sent, and
 * aborted in the last event before native turns to the network. No policy of the page is asked by then. Firefox has turned
 * to the network, so that the URL must be one that it refuses itself.
 */
export function abortHeld(
  native: NativeXhr,
  xhr: XMLHttpRequest,
  { args, body = [], object }: Call,
  { origin }: Backend,
): void {
  const hasBody = body[0] != null && !/^(?:get|head)$/i.test(args[0] as string);
  if (isFirefox(native)) {
    // Firefox has no upload events for `data:`.
    const url = hasBody ? `${origin.replace(/:\d+$/, '')}:${BLOCKED_PORT}/` : NOWHERE;
    apply(native.open, xhr, [args[0], url]);
    if (hasBody) object.settled = settling(object);
  }
  const abort = () => apply<void>(native.abort, xhr, []);
  native.listen(hasBody ? xhr.upload : xhr, 'loadstart', abort, withoutPrototype({ once: true }));
  apply(native.send, xhr, body);
}

const settling = (object: ObjectState) =>
  new Promise<void>((resolve) => {
    setTimeout(() => {
      object.settled = undefined;
      resolve();
    }, SETTLING);
  });
