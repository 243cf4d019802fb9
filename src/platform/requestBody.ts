import { FormData, ReadableStream, Request, withoutPrototype } from './natives.ts';

/** The body of a request that will be made again for another URL. */
export interface TakenBody {
  body?: unknown;
  /** Settles when the body has been read, or cannot be; never rejects, and is gone then. */
  ready?: Promise<void> | undefined;
  /**
   * The request with its own URL and its body, for as long as that has not been read: sent as it is where there is no
   * time to read it (D3b), or where it cannot be read (D5a).
   */
  spare?: Request | undefined;
}

const isMultipart = (request: Request) =>
  /^multipart\/form-data; ?boundary=/.test(request.headers.get('content-type') || '');

/**
 * Takes the body out of a request that the page cannot reach, for {@link settingsOf}. `new Request(url, request)` would
 * lose it in Firefox, and make a stream of it elsewhere, which HTTP/1.1 and `keepalive` cannot send.
 *
 * @param given the `body` that the page gave in `init`, as it was then
 */
export function takeBody(request: Request, given: unknown): TakenBody {
  if (given != null) {
    // Where streams cannot be sent, they are strings like any other object.
    if (given instanceof ReadableStream) return { body: request.body || given };
    // The boundary is made anew with the body; a content type of the page's own stays.
    if (given instanceof FormData && isMultipart(request)) request.headers.delete('content-type');
    return { body: given };
  }
  if (/^(?:GET|HEAD)$/.test(request.method)) return {};
  const spare = request.clone();
  let carrier: Request;
  try {
    // This mode refuses streams, and those alone, which are passed on instead of being read.
    const mode = withoutPrototype({ mode: 'no-cors', method: 'POST', integrity: '', cache: 'default' } as const);
    carrier = new Request(request, mode);
  } catch {
    if (spare.body) spare.body.cancel().catch(() => {});
    return { body: request.body };
  }
  const taken: TakenBody = {};
  if (request.bodyUsed) {
    taken.spare = spare;
    taken.ready = carrier.blob().then(
      (body) => {
        taken.body = body;
        taken.ready = taken.spare = undefined;
      },
      () => {
        // WebKit cannot read form data with files; no engine can read a file that has changed.
        taken.ready = undefined;
      },
    );
  }
  return taken;
}

/**
 * What a request is made of, to make it again for another URL (E4): plain data, as tools that are called beneath expect,
 * which inherits nothing from an `Object.prototype` of the page's.
 *
 * @param read the members of `init` as they were read: the engine may know some that a `Request` does not show (E3)
 * @param members what is to be different, by the names of `RequestInit`
 */
export function settingsOf(request: Request, read: object, members: { [name: string]: unknown }): RequestInit {
  const settings = Object.assign(Object.create(null), read);
  // Whatever attributes there are in this engine. Its methods are no members of `RequestInit`, and go unread.
  for (const name in request) settings[name] = request[name as keyof Request];
  return Object.assign(settings, members);
}
