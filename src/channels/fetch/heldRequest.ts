import type { Carried } from '../../calls/carried.ts';
import { Request, urlOfRequest, withoutPrototype } from '../../platform/natives.ts';
import { settingsOf, takeBody } from '../../platform/requestBody.ts';
import type { Held } from './held.ts';
import { type Members, ordinaryObject } from './ordinaryObject.ts';

/**
 * The argument of `fetch(request)`, as it was at the call. It stays a `Request` (E4a). Only a request that gets another
 * URL must be recreated: its header names are then in lower case, since no engine reveals their spelling.
 *
 * @param request a copy of the page's request
 * @param members what native has read of `init`
 * @param given the `body` in it
 * @param getsId whether the URL is going to change
 */
export function requestOf(request: Request, members: Members, given: unknown, getsId: boolean): Held {
  const url = urlOfRequest(request);
  const taken = getsId
    ? takeBody(request, given)
    : withoutPrototype({ spare: request, ready: undefined, body: undefined });
  const others = othersThan(request, members);
  const asItIs = () => taken.spare || request;
  return {
    url,
    ready: taken.ready,
    plain: () => [asItIs()],
    with({ url: target, header, credentials: includes }: Carried) {
      const { headers, referrer, referrerPolicy, signal } = request;
      if (header) headers.set(header[0], header[1]);
      const credentials = includes && request.credentials === 'same-origin' ? 'include' : request.credentials;
      if (taken.spare === request && credentials === request.credentials) return [request];
      if (taken.spare) {
        return [taken.spare, withoutPrototype({ credentials, headers, referrer, referrerPolicy, signal })];
      }
      const settings = settingsOf(request, { body: taken.body, credentials });
      try {
        const moved = new Request(target, settings);
        return others ? [moved, others] : [moved];
      } catch {
        // Native rejects it.
        return [target, settings];
      }
    },
  };
}

/** The members of an `init` that are no attributes of a request: an engine may know some (E3). */
function othersThan(request: Request, members: Members): Members | undefined {
  let others: Members | undefined;
  for (const name in members) {
    if (members[name] === undefined || name in request || name === 'body') continue;
    // A non-empty `init` resets these two (https://fetch.spec.whatwg.org/#dom-request, step 12).
    others =
      others || Object.assign(ordinaryObject(), { referrer: request.referrer, referrerPolicy: request.referrerPolicy });
    others[name] = members[name];
  }
  return others;
}
