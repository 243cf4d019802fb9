import type { PageWindow } from './page.ts';

/** What a page sees of a fetch: the response as data, or name and message of the rejection. */
export async function traceFetch(window: PageWindow, input: unknown, init?: unknown, given = 2): Promise<unknown> {
  const args = [input, init].slice(0, init === undefined ? 1 : given);
  let promise: Promise<Response>;
  try {
    promise = Reflect.apply(window.fetch, undefined, args);
  } catch (error) {
    return { threw: `${error}` };
  }
  const used = input instanceof window.Request ? input.bodyUsed : undefined;
  try {
    const response = await promise;
    const { status, type, redirected, ok, bodyUsed } = response;
    const text = await response.text();
    return {
      native: promise instanceof window.Promise,
      used,
      status,
      type,
      redirected,
      ok,
      bodyUsed,
      text: text.replace(/[?&]_clerk_session_id=\w+/, '').replace(/"rawHeaders".*/s, ''),
    };
  } catch (error) {
    const { name, message } = error as Error;
    return {
      used,
      rejected: [name, message],
      native: error instanceof window.Error || error instanceof window.DOMException,
    };
  }
}
