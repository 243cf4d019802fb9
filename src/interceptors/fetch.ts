import type { Backend } from '../backends.ts';
import type { Context } from '../context.ts';
import type { Departure } from '../gate.ts';
import { Proxy, Reflect, Request } from '../natives.ts';
import { replaceMethod } from '../replaceMethod.ts';
import { retarget, takeBody } from '../retarget.ts';
import { snapshot } from '../snapshot.ts';
import { convertsQuietly } from '../strings.ts';

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
      Object.values(Object.getOwnPropertyDescriptors(init)).every((member) => member.enumerable && 'value' in member)
    ) {
      return { ...init };
    }
  } catch {
    // A Proxy of the page's that throws.
  }
  return;
}

const isAborted = ({ signal }: Request) => signal && signal.aborted;

/** Patches `fetch` (rules C, D5, E); gives back what undoes it. */
export function interceptFetch(context: Context): () => void {
  const { gate, match, grant, report, withId, base, broke } = context;
  const urlOf = Request && Object.getOwnPropertyDescriptor(Request.prototype, 'url')?.get;
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

  return replaceMethod(window, 'fetch', (native, self, args) => {
    const forward = (...list: unknown[]) => Reflect.apply(native, self, list) as Promise<Response>;
    // Native refuses any other `this`, or takes the window of a frame, which is not this page.
    if (!args.length || (self != null && self !== window)) return forward(...args);

    let [input] = args;
    let init = args[1] as Members | null | undefined;
    let url: string | undefined;
    let isRequest = false;
    if (typeof input === 'symbol') return forward(...args);
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
        input = url;
        args = [url, ...args.slice(1)];
      }

    /** Sends what native cannot send at once, or what only native can read. */
    const sendRequest = async (backend: Backend): Promise<Response> => {
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
                        body ??= attempt(() => `${value}`);
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
          resolve((async () => forward(retarget(request, request.url, { body: taken.body })))());
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
          const again = spare
            ? new Request(spare, { credentials, referrer, referrerPolicy, headers: request.headers })
            : retarget(request, withId(request.url, given.id, request.url), {
                body: taken.body,
                credentials,
                priority: seen.priority,
              });
          // WebKit forgets the signal of a request that nobody keeps, as `again`; `init` resets the referrer.
          const promise = forward(again, { signal, referrer, referrerPolicy });
          resolve(watch(promise, backend, () => request));
        };
        const taken = takeBody(request, body);
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

    try {
      const backend = match(url);
      if (!backend) return forward(...args);
      const copy: Members | undefined = init == null ? {} : copyOf(init);
      const settings = isRequest && init == null ? (input as Members) : copy;
      if (settings && settings.credentials === 'omit') return forward(...args);
      if (init != null && copy) init = copy;
      const { credentials, method } = settings || ({} as Members);
      if (isRequest || !copy || Object(credentials) === credentials || context.wantsToken || !gate.open()) {
        return sendRequest(backend);
      }
      const given = report(grant(backend), backend, typeof method === 'string' ? method : 'GET', url);
      const list = [withId(url, given.id, base()), init].slice(0, args.length);
      // Whatever else it says, bad values above all, is native's to judge.
      if (given.credentials && (credentials === undefined || credentials === 'same-origin')) {
        copy.credentials = 'include';
        list[1] = copy;
      }
      const promise = forward(...list);
      return backend.crossOrigin
        ? watch(promise, backend, () => new Request(url as string, init as RequestInit))
        : promise;
    } catch (error) {
      broke(error);
      return forward(...args);
    }
  });
}
