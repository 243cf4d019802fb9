import type { Backend } from '../calls/backends.ts';
import type { Context } from '../calls/context.ts';
import type { Departure } from '../calls/gate.ts';
import { descriptorOf } from '../platform/descriptor.ts';
import { Proxy, Reflect, Request } from '../platform/natives.ts';
import { replaceMethod } from '../platform/replaceMethod.ts';
import { settingsOf, type TakenBody, takeBody } from '../platform/retarget.ts';
import { snapshot } from '../platform/snapshot.ts';
import { convertsQuietly } from '../platform/strings.ts';

type Members = { [name: string]: unknown };

/**
 * A copy of `init` where it is such data that the page does not notice (E3); nothing where it has getters or a prototype of
 * its own, which native alone reads.
 */
function copyOf(init: Members): Members | undefined {
  try {
    const prototype = Object.getPrototypeOf(init);
    if (
      Object(init) === init &&
      // `Object.prototype`, be it that of a frame.
      (!prototype || (!Object.getPrototypeOf(prototype) && 'isPrototypeOf' in prototype)) &&
      Reflect.ownKeys(init).every((name) => {
        const member = descriptorOf(init, name);
        return member.enumerable && 'value' in member;
      })
    ) {
      return { ...init };
    }
  } catch {
    // A Proxy of the page's that throws.
  }
  return;
}

type Forward = (...args: unknown[]) => Promise<Response>;

const isAborted = ({ signal }: Request) => signal && signal.aborted;

/** Patches `fetch` (rules C, D5, E); gives back what undoes it. */
export function interceptFetch(context: Context): () => void {
  const { gate, match, grant, report, withId, broke } = context;
  const urlOf = Request && descriptorOf(Request.prototype, 'url').get;
  // A polyfill's `fetch` has a `Request` of its own, and sends with XMLHttpRequest, which is patched.
  if (!urlOf) return () => {};

  /**
   * Tells of a failure, and gives the promise on so that one which nobody handles is still reported as unhandled.
   *
   * @param requestOf makes the request from the same arguments, and throws where they are what native refuses
   */
  const watch = (promise: Promise<Response>, backend: Backend, requestOf: () => Request) =>
    promise.then(undefined, (error) => {
      try {
        // A page may abort with an error of its own.
        if (backend.crossOrigin && error instanceof TypeError && !isAborted(requestOf())) context.corsFailure(backend);
      } catch {
        // Bad arguments.
      }
      throw error;
    });

  /** Sends what native cannot send at once, or what only native can read. */
  const sendRequest = async (
    forward: Forward,
    backend: Backend,
    input: unknown,
    init: Members | null | undefined,
  ): Promise<Response> => {
    // Reading `init` is left to native, so that it is read in its order, once; what it read is kept.
    const seen: Members = {};
    let body: unknown;
    let thrown: { error: unknown } | undefined;
    const attempt = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        thrown = { error };
        throw error;
      }
    };
    const reader =
      Object(init) === init
        ? new Proxy(
            {},
            {
              get: (_, name: string) =>
                attempt(() => {
                  const value = (init as Members)[name];
                  seen[name] = value;
                  if (name === 'body') {
                    // Native may read a buffer as late as it sends it, and makes a string of other objects when it
                    // has read all members.
                    body = snapshot(value);
                    const toString = () => {
                      if (body === undefined) body = attempt(() => `${value}`);
                      return body;
                    };
                    seen.body = body === undefined && Object(value) === value ? { toString } : body;
                  }
                  return seen[name];
                }),
            },
          )
        : init;
    let request: Request;
    try {
      request = new Request(input as RequestInfo, reader as RequestInit);
    } catch {
      if (thrown) throw thrown.error;
      // Native says it in its own words.
      return forward(input, reader === init ? init : seen);
    }
    if (request.credentials === 'omit' || isAborted(request)) return forward(request);

    const { method, signal, referrer, referrerPolicy } = request;
    return new Promise((resolve) => {
      const asItIs = (error: unknown) => {
        broke(error);
        resolve((async () => forward(request.url, settingsOf(request, { body: taken.body })))());
      };
      const onAbort = () => {
        gate.cancel(call);
        // Native rejects with the signal's reason, and sends nothing.
        resolve(forward(request.url, { signal }));
      };
      const send = (token?: string) => {
        if (signal) signal.removeEventListener('abort', onAbort);
        const given = report(grant(backend), backend, method, request.url);
        if (call.wantsToken && given.token) {
          if (token) request.headers.set('authorization', `Bearer ${token}`);
          else context.tokenMissing();
        }
        const { spare } = taken;
        const credentials = given.credentials ? 'include' : request.credentials;
        const promise = spare
          ? forward(spare, { credentials, referrer, referrerPolicy, signal, headers: request.headers })
          : forward(
              withId(request.url, given.id),
              settingsOf(request, { body: taken.body, credentials, priority: seen.priority }),
            );
        resolve(watch(promise, backend, () => request));
      };
      // Most have none, and a URL brings none along.
      const taken: TakenBody = body == null && convertsQuietly(input) ? {} : takeBody(request, body);
      const call: Departure = {
        wantsToken: context.wantsToken && !backend.insecure && !request.headers.has('authorization'),
        ready: taken.ready,
        go(token) {
          // A page that is left lets calls go before their time.
          if (taken.ready) return void taken.ready.then(() => call.go(token));
          try {
            send(token);
          } catch (error) {
            asItIs(error);
          }
        },
      };
      if (signal) signal.addEventListener('abort', onAbort);
      try {
        gate.pass(call);
      } catch (error) {
        asItIs(error);
      }
    });
  };

  return replaceMethod(window, 'fetch', (native, self, args) => {
    const [input] = args;
    let init = args[1] as Members | null | undefined;
    let url: string | undefined;
    let watched: Backend | undefined;
    // Native refuses any other `this`, or takes the window of a frame, which is not this page.
    if (args.length && (self == null || self === window) && typeof input !== 'symbol') {
      let isRequest = false;
      if (convertsQuietly(input)) url = `${input}`;
      else
        try {
          url = Reflect.apply(urlOf, input, []) as string;
          isRequest = true;
        } catch {
          try {
            url = `${input}`;
          } catch (error) {
            return (async () => {
              throw error;
            })();
          }
          args[0] = url;
        }
      try {
        const backend = match(url);
        const copy: Members | undefined = !backend ? undefined : init == null ? {} : copyOf(init);
        const settings = isRequest && init == null ? (input as Members) : copy;
        if (backend && !(settings && settings.credentials === 'omit')) {
          if (init != null && copy) init = copy;
          const { credentials, method } = settings || ({} as Members);
          if (isRequest || !copy || Object(credentials) === credentials || context.wantsToken || !gate.open()) {
            return sendRequest(
              (...list) => Reflect.apply(native, self, list) as Promise<Response>,
              backend,
              args[0],
              init,
            );
          }
          const given = report(grant(backend), backend, typeof method === 'string' ? method : 'GET', url);
          const list = args.slice();
          list[0] = withId(url, given.id);
          if (args.length > 1) list[1] = init;
          // Whatever else it says, bad values above all, is native's to judge.
          if (given.credentials && (credentials === undefined || credentials === 'same-origin')) {
            copy.credentials = 'include';
            list[1] = copy;
          }
          args = list;
          if (backend.crossOrigin) watched = backend;
        }
      } catch (error) {
        broke(error);
      }
    }
    const promise = Reflect.apply(native, self, args) as Promise<Response>;
    return watched ? watch(promise, watched, () => new Request(url as string, init as RequestInit)) : promise;
  });
}
