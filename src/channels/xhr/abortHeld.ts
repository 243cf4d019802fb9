// Makes a held object behave as if it had been sent. How depends on the engine.
import { apply, exec, withoutPrototype } from '../../platform/natives.ts';
import type { Call } from './call.ts';
import type { NativeXhr } from './native.ts';

/** A URL that needs no network. In Firefox a request to it has no upload events. */
const NOWHERE = 'data:,';
/** Browsers neither look up this top-level domain nor connect to it (https://www.rfc-editor.org/rfc/rfc7686). */
const UNREACHABLE = 'https://a.onion/';

const isFirefox = ({ prototype }: NativeXhr) => 'mozAnon' in prototype;

/** Throws the error of `send()` or `setRequestHeader()` on an object that has been sent (D6). */
export function throwAlreadySent(native: NativeXhr, method: 'send' | 'setRequestHeader', args: unknown[]): unknown {
  const { open, send, abort } = native.pristine();
  const xhr = new (native.prototype.constructor as typeof XMLHttpRequest)();
  // Other engines throw the same error for an object that was never opened.
  if (isFirefox(native)) {
    apply(open, xhr, ['GET', NOWHERE]);
    apply(send, xhr, []);
  }
  try {
    return apply(native[method], xhr, args);
  } finally {
    apply(abort, xhr, []);
  }
}

/**
 * Fires the events of `abort()` on a sent object, without sending anything (D6). It sends the object, and aborts it in
 * the last event before native uses the network or checks the page's Content Security Policy. In Firefox that is too
 * late, so the object is given a URL that Firefox never requests. It bypasses other scripts' patches: they would send
 * the call, or abort one that they do not know yet (E7).
 */
export function abortHeld(native: NativeXhr, xhr: XMLHttpRequest, { args, body }: Call): void {
  const { open, send, abort } = native.pristine();
  const hasBody = body[0] != null && !exec(/^(?:get|head)$/i, args[0] as string);
  const once = withoutPrototype({ once: true });
  const end = () => apply<void>(abort, xhr, []);
  if (isFirefox(native)) apply(open, xhr, [args[0], hasBody ? UNREACHABLE : NOWHERE]);
  native.listen(hasBody ? xhr.upload : xhr, 'loadstart', end, once);
  apply(send, xhr, body);
}
