// What a held object does where native would not let it, or would show that nothing was sent; each engine in its own way.
import { apply } from '../../platform/natives.ts';
import type { Call, State } from './call.ts';
import type { NativeXhr } from './native.ts';

/** Fetch blocks this port before anything is sent (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED_PORT = 1;
/** In ms: Firefox tells of a blocked port a little later, to whatever the object sends by then. */
const SETTLING = 50;

const isFirefox = ({ prototype }: NativeXhr) => 'mozAnon' in prototype;

/**
 * Sends, and aborts in the last event before native turns to the network: nothing goes out, and no policy of the page
 * is asked (D6). Firefox has turned to it by then, so that the URL must be one that it refuses itself.
 *
 * @param target what that event comes to
 */
function sendNothing(native: NativeXhr, xhr: object, target: object, body: unknown[], before = () => {}): void {
  const onLoadStart = () => {
    before();
    apply(native.abort, xhr, []);
  };
  native.listen(target, 'loadstart', onLoadStart, true);
  apply(native.send, xhr, body);
  native.unlisten(target, 'loadstart', onLoadStart);
}

/** Throws what native throws when a method is called on an object that is being sent (D6). */
export function refuse(native: NativeXhr, method: unknown, args: unknown[]): never {
  const xhr = new (native.prototype.constructor as typeof XMLHttpRequest)();
  let thrown: unknown;
  apply(native.open, xhr, ['GET', isFirefox(native) ? 'data:,' : '']);
  sendNothing(native, xhr, xhr, [], () => {
    try {
      apply(method, xhr, args);
    } catch (error) {
      thrown = error;
    }
  });
  throw thrown;
}

/** Fires the events of an `abort()` of a call that was sent, in their order, with nothing sent (D6). */
export function abortHeld(native: NativeXhr, xhr: XMLHttpRequest, state: State, call: Call): void {
  const { args, backend, body } = call;
  const hasBody = body[0] != null && !/^(?:get|head)$/i.test(args[0] as string);
  // The other engines have not asked anybody by then, and WebKit would ask the page's policy first.
  if (isFirefox(native)) {
    // Firefox has no upload events for `data:`.
    const url = hasBody ? `${backend.origin.replace(/:\d+$/, '')}:${BLOCKED_PORT}/` : 'data:,';
    apply(native.open, xhr, [args[0], url]);
    if (hasBody) state.settled = settling(state);
  }
  sendNothing(native, xhr, hasBody ? xhr.upload : xhr, body);
}

const settling = (state: State) =>
  new Promise<void>((resolve) => {
    setTimeout(() => {
      state.settled = undefined;
      resolve();
    }, SETTLING);
  });
