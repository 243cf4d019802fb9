import type { Backend } from '../../calls/backends.ts';
import { mayBeRefused } from '../../calls/unauthorized.ts';
import { apply, exec, weakGet } from '../../platform/natives.ts';
import { absolute } from '../../platform/url.ts';
import type { Call, ObjectState, XhrChannel } from './call.ts';
import type { NativeXhr } from './native.ts';
import { startTimeout } from './timeout.ts';

/** Sends a call with the current session (C3). @returns what native returns */
export function sendCall(channel: XhrChannel, xhr: object, call: Call, body: unknown[]): unknown {
  const { calls, native } = channel;
  try {
    prepare(channel, xhr, call);
  } catch (error) {
    calls.broke(error);
  }
  return apply(native.send, xhr, body);
}

function prepare(channel: XhrChannel, xhr: object, call: Call): void {
  const { calls, native } = channel;
  const { args, held, object } = call;
  const backend = call.backend as Backend;
  const [method, pageUrl] = args as [string, string];
  call.held = undefined;
  call.sent = true;
  const outgoing = { method, url: pageUrl, from: () => call.base, hasOwnHeader: call.hasHeader };
  const carried = calls.carry(backend, outgoing, !call.hasHeader, call.token);
  call.carried = carried;
  // The page may have opened the object for another URL with a native `open()` that it has kept: the token must not be
  // sent there (B5). In Firefox, the timeout of an aborted object keeps running while the next call is held; opening
  // stops it (D6).
  if (call.isPostponed || carried.url !== call.opened || carried.token || held) reopen(channel, xhr, call, carried.url);
  // An earlier patch of `open()` may have set the header just now.
  if (call.hasHeader) carried.token = undefined;
  if (carried.token) apply(native.setRequestHeader, xhr, carried.header as string[]);
  if (carried.credentials && !native.credentials(xhr) && !(xhr as { mozAnon?: boolean }).mozAnon) {
    native.setCredentials(xhr, true);
    object.credentialsAreOurs = true;
  }
  if (held) startTimeout(native, xhr, call);
  object.isUnderWay = false;
  if (!object.isHeard) {
    object.isHeard = true;
    native.listen(xhr, 'error', () => onError(channel, xhr));
    native.listen(xhr, 'readystatechange', () => onChange(channel, xhr, object));
  }
}

/** Reopens the object with another URL. The browser only clears the request headers, which are then set again. */
export function reopen({ calls, native }: XhrChannel, xhr: object, call: Call, url: string): void {
  const [method, , ...rest] = call.args;
  const isSame = !call.base || calls.base() === call.base;
  call.isPostponed = false;
  call.isOpening = native.isPatched;
  try {
    apply(native.open, xhr, [method, isSame ? url : absolute(url, call.base), ...rest]);
  } finally {
    call.isOpening = false;
  }
  for (const step of call.steps) step();
}

/** Resets `withCredentials` to the page's value (C5). Native allows that while the object is not sent. */
export function restoreCredentials(native: NativeXhr, xhr: object, object: ObjectState): void {
  if (!object.credentialsAreOurs || native.readyState(xhr) > 1) return;
  try {
    native.setCredentials(xhr, false);
    object.credentialsAreOurs = false;
  } catch {
    // The page has already sent it, from within the event that `open()` fires.
  }
}

function onChange({ calls, native, current }: XhrChannel, xhr: object, object: ObjectState): void {
  // The page may reuse the object after the shim is uninstalled (A6). An earlier patch may not open it until `send()`
  // (E7).
  if (native.readyState(xhr) > 1) object.isUnderWay = true;
  else if (object.isUnderWay) restoreCredentials(native, xhr, object);
  const status = native.readyState(xhr) < 4 ? 0 : native.status(xhr);
  if (!mayBeRefused(status)) return;
  const { backend, carried } = weakGet(current, xhr) as Call;
  // Not `getResponseHeader()`: for a header that the page may not read, browsers log an error.
  const header = (name: string) => (exec(new RegExp(`^${name}: (.*)`, 'im'), native.headers(xhr)) || [])[1];
  if (backend && carried) calls.answered(backend, carried, status, header);
}

function onError({ calls, current }: XhrChannel, xhr: object): void {
  const { backend } = weakGet(current, xhr) as Call;
  if (backend) calls.corsFailure(backend);
}
