import { exec, Request, withoutPrototype } from './natives.ts';
import { kindOf } from './snapshot.ts';

/** The body of a request that is to be sent to another URL. */
export interface TakenBody {
  body?: unknown;
  /** Settles when the body has been read or has turned out unreadable. Never rejects. */
  ready?: Promise<void> | undefined;
  /**
   * The request with its own URL and body, until the body has been read. It is sent unchanged if there is no time to
   * read the body (D3b), or if the body is unreadable (D5a).
   */
  spare?: Request | undefined;
}

const isMultipart = (request: Request) =>
  exec(/^multipart\/form-data; ?boundary=/, request.headers.get('content-type') || '');

/**
 * Reads the body of a request, so that it can be sent to another URL. `new Request(url, request)` loses the body in
 * Firefox, and turns it into a stream elsewhere, which cannot be sent over HTTP/1.1 or with `keepalive`.
 *
 * @param request one that the page cannot reach
 * @param given the `body` in the page's `init`, as it was at the call
 */
export function takeBody(request: Request, given: unknown): TakenBody {
  const taken: TakenBody = withoutPrototype({});
  if (given != null) {
    // Engines that cannot send streams convert them to strings, like any other object.
    if (kindOf(given) === 'ReadableStream') return withoutPrototype({ body: request.body || given });
    // Native generates a new boundary for the body. A content type that the page has set is kept.
    if (kindOf(given) === 'FormData' && isMultipart(request)) request.headers.delete('content-type');
    return withoutPrototype({ body: given });
  }
  if (exec(/^(?:GET|HEAD)$/, request.method)) return taken;
  const spare = request.clone();
  let carrier: Request;
  try {
    // This mode rejects streams and nothing else. Streams are passed on without being read.
    const mode = withoutPrototype({ mode: 'no-cors', method: 'POST', integrity: '', cache: 'default' } as const);
    carrier = new Request(request, mode);
  } catch {
    if (spare.body) spare.body.cancel().catch(() => {});
    return withoutPrototype({ body: request.body });
  }
  if (request.bodyUsed) {
    taken.spare = spare;
    taken.ready = carrier.blob().then(
      (body) => {
        taken.body = body;
        taken.ready = taken.spare = undefined;
      },
      () => {
        // WebKit cannot read form data with files. No engine can read a file that has changed on disk.
        taken.ready = undefined;
      },
    );
  }
  return taken;
}

/**
 * The members of a request as an `init`, to create one with another URL (E4).
 *
 * @param members the members to override
 */
export function settingsOf(request: Request, members: { [name: string]: unknown }): RequestInit {
  const settings = Object.create(null);
  // Copies all attributes that this engine supports. It copies the methods as well; native ignores them.
  for (const name in request) settings[name] = request[name as keyof Request];
  return Object.assign(settings, members);
}
