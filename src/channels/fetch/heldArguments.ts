import type { Carried } from '../../calls/carried.ts';
import { hasOwn, URL } from '../../platform/natives.ts';
import { kindOf } from '../../platform/snapshot.ts';
import { withHeader } from './headers.ts';
import type { Held } from './held.ts';
import { type Members, ordinaryObject } from './ordinaryObject.ts';

/** What native has read of the arguments. */
interface Read {
  /** The members that native has read of `init`. */
  members: Members;
  /** The body as it was at the call. */
  body: unknown;
  /** The request that native has made of them. */
  request: Request;
  /** Whether the page gave an `init`. */
  hasInit: boolean;
  /** Whether another script has patched `fetch` before. */
  isPatched: boolean;
}

/**
 * The arguments of `fetch(url, init)`, as they were at the call: patches beneath the shim and the browser get the same
 * types of URL and headers, and every member that the page gave (E4a).
 *
 * @param input a string, a `URL`, or a value that is converted to a string
 * @param copy the members of `init`, if it is plain data
 */
export function argumentsOf(
  input: unknown,
  copy: Members | undefined,
  { members, body, request, hasInit, isPatched }: Read,
): Held {
  const url = `${input}`;
  const isUrl = Object(input) === input;
  const init = copy || ordinaryObject();
  for (const name in members) {
    const value = members[name];
    if (value === undefined && !(copy && hasOwn(copy, name))) continue;
    if (name === 'body') init[name] = kindOf(body) === 'ReadableStream' ? request.body || body : body;
    // Native has converted it, once (B4).
    else if (Object(value) === value && name !== 'headers' && name !== 'signal' && name in request) {
      init[name] = request[name as keyof Request];
    } else init[name] = value;
  }
  const sameKind = (text: string) => (isUrl ? new URL(text) : text);
  return {
    url,
    ready: undefined,
    plain: () => (hasInit ? [sameKind(url), init] : [sameKind(url)]),
    with(carried: Carried) {
      const changes = ordinaryObject();
      if (carried.header) changes.headers = withHeader(init.headers, carried.header, isPatched);
      if (carried.credentials && request.credentials === 'same-origin') changes.credentials = 'include';
      const list: unknown[] = [sameKind(carried.url)];
      for (const name in changes) init[name] = changes[name];
      if (hasInit || changes.headers || changes.credentials) list[1] = init;
      return list;
    },
  };
}
