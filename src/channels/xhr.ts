import type { Backend } from '../calls/backends.ts';
import type { Context } from '../calls/context.ts';
import type { Departure } from '../calls/gate.ts';
import { descriptorOf } from '../platform/descriptor.ts';
import { Reflect } from '../platform/natives.ts';
import { replaceMethod } from '../platform/replaceMethod.ts';
import { snapshot } from '../platform/snapshot.ts';
import { areStrings, convertsQuietly, toStrings } from '../platform/strings.ts';
import { absolute, isAbsolute } from '../platform/url.ts';

/** A call of ours, from `open()` until the next one. */
interface Call {
  backend: Backend;
  /** `open()`'s arguments as native was given them, with the page's URL. */
  args: unknown[];
  /** The URL that the native object is opened with, and the session ID in it. */
  opened: string;
  id: string | undefined;
  /** What `args[1]` is relative to; nothing where it is absolute. */
  base: string;
  /** What was done since, to be done again with the final URL: arguments of `setRequestHeader()`, or an `abort()`. */
  steps: (unknown[] | undefined)[];
  sent?: boolean;
  /** Where it waits, and `send()`'s arguments as they were then. */
  held?: Departure | undefined;
  body?: unknown[];
}

/**
 * The prototype that `new XMLHttpRequest()` gets its methods from, past any constructor that was put in front.
 *
 * @returns `undefined` for a look-alike, whose instances have no native prototype (E7)
 */
function nativePrototype(): XMLHttpRequest | undefined {
  let prototype = new XMLHttpRequest();
  while (prototype) {
    prototype = Object.getPrototypeOf(prototype);
    if (prototype && Object.getPrototypeOf(prototype) === XMLHttpRequestEventTarget.prototype) return prototype;
  }
  return;
}

/** Patches `XMLHttpRequest` (rules C, D6, D7, E); gives back what undoes it. */
export function interceptXhr(context: Context): () => void {
  const prototype = nativePrototype();
  if (!prototype) {
    context.say(
      'error',
      'another script has replaced XMLHttpRequest: put the tag of clerk-ajax before it; only fetch is served',
    );
    return () => {};
  }
  const { gate, match, grant, report, withId, base, broke } = context;
  const { open, send, abort, setRequestHeader } = prototype;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const credentials = descriptorOf(prototype, 'withCredentials') as Required<PropertyDescriptor>;
  const readyState = descriptorOf(prototype, 'readyState') as Required<PropertyDescriptor>;
  const { isPrototypeOf: isOurs } = Object.prototype;
  const calls = new WeakMap<object, Call>();
  const watched = new WeakSet<object>();
  /** Those whose `withCredentials` is ours, and `false` to the page. */
  const withOurs = new WeakSet<object>();
  /** When an object can be sent again that was aborted while it was held. */
  const settled = new WeakMap<object, Promise<void>>();

  const native = (method: unknown, xhr: unknown, args: unknown[] = []) =>
    Reflect.apply(method as () => unknown, xhr, args);

  const isNative = (xhr: unknown) => {
    try {
      return native(readyState.get, xhr) !== undefined;
    } catch {
      return false;
    }
  };

  /**
   * Sends, and aborts in the last event before native turns to the network: nothing goes out, and no policy of the page
   * is asked (D6). Firefox has turned to it by then, so that the URL must be one that it refuses itself.
   *
   * @param target what that event comes to
   */
  const sendNothing = (xhr: object, target: object, body: unknown[], before?: () => void) => {
    const last = () => {
      if (before) before();
      native(abort, xhr);
    };
    native(addEventListener, target, ['loadstart', last, { once: true }]);
    native(send, xhr, body);
    native(removeEventListener, target, ['loadstart', last]);
  };

  /** Throws what native throws when `method` is called on an object that is being sent (D6). */
  const refuse = (method: unknown, args: unknown[]) => {
    const xhr = new (prototype.constructor as typeof XMLHttpRequest)();
    let thrown: unknown;
    native(open, xhr, ['GET', 'mozAnon' in prototype ? 'data:,' : '']);
    sendNothing(xhr, xhr, [], () => {
      try {
        native(method, xhr, args);
      } catch (error) {
        thrown = error;
      }
    });
    throw thrown;
  };

  /** Gives `withCredentials` back to the page (C5), as soon as native takes it: while nothing is sent. */
  const restore = (xhr: object) => {
    if (withOurs.has(xhr))
      try {
        native(credentials.set, xhr, [false]);
        withOurs.delete(xhr);
      } catch {
        // Sent by now, in the event of `open()`.
      }
  };

  /** Ends what a call has left behind. */
  const forget = (xhr: object, call: Call | undefined) => {
    if (!call) return;
    restore(xhr);
    if (call.held) gate.cancel(call.held);
  };

  const hasAuthorization = ({ steps }: Call) =>
    steps.some((header) => header && /^authorization$/i.test(header[0] as string));

  const onError = ({ target }: Event) => {
    const call = calls.get(target as object);
    if (call && call.backend.crossOrigin && (target as XMLHttpRequest).status === 0) context.corsFailure(call.backend);
  };

  /** Makes the object ready to go: the session's URL, and credentials, of this moment (C3, C5). */
  const equip = (xhr: object, call: Call, token: string | undefined) => {
    const { args, backend, steps } = call;
    const [method, pageUrl, ...rest] = args as [string, string];
    const given = report(grant(backend), backend, method, pageUrl);
    const url = given.id === call.id ? call.opened : withId(pageUrl, given.id, () => call.base);
    if (url !== call.opened) {
      // `open()` forgets the headers and nothing else.
      native(open, xhr, [method, !call.base || base() === call.base ? url : absolute(url, call.base), ...rest]);
      for (const header of steps) native(header ? setRequestHeader : abort, xhr, header);
    }
    if (given.credentials && !native(credentials.get, xhr)) {
      withOurs.add(xhr);
      native(credentials.set, xhr, [true]);
    }
    if (given.token && !hasAuthorization(call)) {
      if (token) native(setRequestHeader, xhr, ['Authorization', `Bearer ${token}`]);
      else context.tokenMissing();
    }
    if (backend.crossOrigin && !watched.has(xhr)) {
      watched.add(xhr);
      native(addEventListener, xhr, ['error', onError]);
    }
  };

  const depart = (xhr: object, call: Call, body: unknown[], token?: string) => {
    call.held = undefined;
    call.sent = true;
    try {
      equip(xhr, call, token);
    } catch (error) {
      broke(error);
    }
    return native(send, xhr, body);
  };

  const undo = [
    replaceMethod(prototype, 'open', (open, self, args) => {
      let call: Call | undefined;
      if (args.length > 1) {
        if (!convertsQuietly(args[0]) || !convertsQuietly(args[1])) {
          if (!isNative(self)) return native(open, self, args);
          args = toStrings(args, 1);
        }
        let backend: Backend | undefined;
        try {
          // An object of a frame's realm belongs to another page (E6).
          backend = convertsQuietly(args[1]) && typeof args[1] !== 'symbol' ? match(`${args[1]}`) : undefined;
          if (backend && !isOurs.call(prototype, self as object)) backend = undefined;
        } catch (error) {
          broke(error);
        }
        const list = backend && !areStrings(args) ? toStrings(args, 1, true) : args;
        try {
          if (backend) {
            const url = list[1] as string;
            const from = isAbsolute(url) ? '' : base();
            const { id } = grant(backend);
            const opened = withId(url, id, () => from);
            call = { backend, args: list, opened, id, base: from, steps: [] };
            args = list.slice();
            args[1] = opened;
          }
        } catch (error) {
          broke(error);
        }
      }
      const xhr = self as object;
      const before = calls.get(xhr);
      // The page may go on in the event of `open()`.
      if (call) calls.set(xhr, call);
      else if (before) calls.delete(xhr);
      let result: unknown;
      try {
        result = native(open, self, args);
      } catch (error) {
        calls.delete(xhr);
        // Bad arguments change nothing, but some of them end a request in Chromium.
        if (before && native(readyState.get, xhr)) calls.set(xhr, before);
        else forget(xhr, before);
        throw error;
      }
      forget(xhr, before);
      return result;
    }),

    replaceMethod(prototype, 'setRequestHeader', (setRequestHeader, self, args) => {
      const call = calls.get(self as object);
      if (!call || call.sent || args.length < 2) return native(setRequestHeader, self, args);
      if (call.held) return refuse(setRequestHeader, args);
      const header = toStrings(args.slice(0, 2), 2);
      const result = native(setRequestHeader, self, header);
      call.steps.push(header);
      return result;
    }),

    replaceMethod(prototype, 'send', (send, self, args) => {
      const xhr = self as XMLHttpRequest;
      const call = calls.get(xhr);
      if (call && call.sent) return native(send, xhr, args);
      restore(xhr);
      if (!call) return native(send, xhr, args);
      if (call.held) return refuse(send, args);
      const wantsToken = context.wantsToken && !call.backend.insecure && !hasAuthorization(call);
      // A synchronous call cannot wait (D7).
      if (call.args.length > 2 && !call.args[2]) {
        try {
          return depart(xhr, call, args, wantsToken ? context.tokenNow() : undefined);
        } catch (error) {
          if ((error as Error).name === 'NetworkError' && call.backend.crossOrigin) context.corsFailure(call.backend);
          throw error;
        }
      }
      const ready = settled.get(xhr);
      if (!wantsToken && !ready && gate.open()) return depart(xhr, call, args);
      if (typeof args[0] === 'symbol') return native(send, xhr, args);
      const body = args.slice(0, 1).map((it) => (it == null ? it : (snapshot(it) ?? `${it}`)));
      call.body = body;
      call.held = {
        go(token) {
          try {
            depart(xhr, call, body, token);
          } catch (error) {
            broke(error);
          }
        },
        wantsToken,
        ready,
        timeout: xhr.timeout,
      };
      gate.pass(call.held);
      return;
    }),

    replaceMethod(prototype, 'abort', (abort, self, args) => {
      const xhr = self as XMLHttpRequest;
      const call = calls.get(xhr);
      if (call && call.held) {
        const { held, body = [] } = call;
        calls.delete(xhr);
        gate.cancel(held);
        const hasBody = body[0] != null && !/^(?:get|head)$/i.test(call.args[0] as string);
        // The other engines have not asked anybody by then, and WebKit would ask the page's policy first.
        if ('mozAnon' in prototype) {
          // Firefox has no upload events for `data:`. Port 1 is one of those that fetch blocks
          // (https://fetch.spec.whatwg.org/#port-blocking); Firefox says so a little later to whatever is sent by then.
          native(open, xhr, [call.args[0], hasBody ? `${call.backend.origin.replace(/:\d+$/, '')}:1/` : 'data:,']);
          if (hasBody) {
            const pause = new Promise<void>((resolve) => {
              setTimeout(() => {
                settled.delete(xhr);
                resolve();
              }, 50);
            });
            settled.set(xhr, pause);
          }
        }
        return sendNothing(xhr, hasBody ? xhr.upload : xhr, body);
      }
      const result = native(abort, xhr, args);
      if (call) {
        if (!call.sent) call.steps.push(undefined);
        if (native(readyState.get, xhr) === 0) restore(xhr);
      }
      return result;
    }),
  ];
  return () => {
    for (const each of undo) each();
  };
}
