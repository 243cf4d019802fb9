import { FormData, Proxy, ReadableStream, Request } from './natives.ts';

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
 * Takes the body out of a request that the page cannot reach, for {@link retarget}. `new Request(url, request)` would
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
 * Makes a request again for another URL, with all else as it is (E4).
 *
 * @param members what is to be different besides, by the names of `RequestInit`
 */
export function retarget(request: Request, url: string, members: { [name: string]: unknown }): Request {
  const init = new Proxy(members, {
    get: (own, name: string) => (name in own ? own[name] : request[name as keyof Request]),
  });
  return new Request(url, init);
}
