// Makes a held object behave as if it had been sent, in ways that depend on the engine.
import type { Backend } from '../../calls/backends.ts';
import { apply, setTimeout, withoutPrototype } from '../../platform/natives.ts';
import type { Call, ObjectState } from './call.ts';
import type { NativeXhr } from './native.ts';

/** Browsers do not connect to this port (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED_PORT = 1;
/** In ms. Firefox reports a blocked port a little later, and then ends whatever the object has sent in the meantime. */
const SETTLING = 50;
/** A URL that does not need the network. */
const NOWHERE = 'data:,';

const isFirefox = ({ prototype }: NativeXhr) => 'mozAnon' in prototype;

/** Throws the error of `send()` or `setRequestHeader()` on an object that has been sent (D6). */
export function refuse(native: NativeXhr, method: unknown, args: unknown[]): unknown {
  const xhr = new (native.prototype.constructor as typeof XMLHttpRequest)();
  // The other engines throw the same error for an object that was never opened.
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
 * Fires the events of `abort()` on an object that has been sent, and sends nothing (D6). It sends the object, and aborts it in
 * the last event before native uses the network or checks the page's Content Security Policy. In Firefox that is too late,
 * so that the object gets a URL that Firefox does not send.
 */
export function abortHeld(
  native: NativeXhr,
  xhr: XMLHttpRequest,
  { args, body, object }: Call,
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
