import { FormData, ReadableStream, Request } from './natives.ts';

/** The body of a request that will be made again for another URL. */
export interface TakenBody {
  body?: unknown;
  /** Settles when the body is there, and is gone then; never rejects. */
  ready?: Promise<void> | undefined;
  /** The request with its own URL, where the engine does not give its body away. */
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
  const taken: TakenBody = {};
  let carrier: Request;
  // WebKit cannot read form data with files.
  const spare = isMultipart(request) ? request.clone() : undefined;
  try {
    // This mode refuses streams, and those alone, which are passed on instead of being read.
    carrier = new Request(request, { mode: 'no-cors', method: 'POST', integrity: '', cache: 'default' });
  } catch {
    return { body: request.body };
  }
  if (request.bodyUsed) {
    taken.ready = carrier.blob().then(
      (body) => {
        taken.ready = undefined;
        taken.body = body;
      },
      () => {
        taken.ready = undefined;
        taken.spare = spare;
      },
    );
  }
  return taken;
}

/**
 * What a request is made of, to make it again for another URL (E4): plain data, as tools that are called beneath expect.
 *
 * @param members what is to be different, by the names of `RequestInit`
 */
export function settingsOf(request: Request, members: { [name: string]: unknown }): RequestInit {
  // Whatever attributes there are in this engine. Its methods are no members of `RequestInit`, and go unread.
  for (const name in request) if (!(name in members)) members[name] = request[name as keyof Request];
  return members;
}
