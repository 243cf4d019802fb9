import type { Backend } from '../../calls/backends.ts';
import { apply, weakGet } from '../../platform/natives.ts';
import { absolute } from '../../platform/url.ts';
import type { Call, ObjectState, Patch } from './call.ts';
import type { NativeXhr } from './native.ts';

/** Sends a call with the URL, the credentials and the token of this moment (C3), and gives back what native gives back. */
export function depart(patch: Patch, xhr: object, call: Call, body: unknown[], token?: string): unknown {
  const { calls, native } = patch;
  const { args, object } = call;
  const backend = call.backend as Backend;
  const [method, pageUrl] = args as [string, string];
  call.held = undefined;
  call.sent = true;
  const carried = calls.carry(backend, method, pageUrl, !call.hasAuthorization, token, () => call.base);
  // With a token always: a native `open()` that the page had saved may have led the object elsewhere since (B5).
  if (carried.url !== call.opened || carried.token) reopen(patch, xhr, call, carried.url);
  if (carried.token) apply(native.setRequestHeader, xhr, ['Authorization', `Bearer ${carried.token}`]);
  if (carried.credentials && !native.credentials(xhr)) {
    native.setCredentials(xhr, true);
    object.credentialsAreOurs = true;
  }
  if (backend.crossOrigin && !object.isHeard) {
    object.isHeard = true;
    native.listen(xhr, 'error', () => onError(patch, xhr));
    // The page may use the object again when the shim is uninstalled (A6).
    native.listen(xhr, 'readystatechange', () => restoreCredentials(native, xhr, object));
  }
  return apply(native.send, xhr, body);
}

/** Opens the object anew with another URL: that forgets the headers, and nothing else. */
export function reopen({ calls, native }: Patch, xhr: object, call: Call, url: string): void {
  const [method, , ...rest] = call.args;
  const isSame = !call.base || calls.base() === call.base;
  apply(native.open, xhr, [method, isSame ? url : absolute(url, call.base), ...rest]);
  for (const step of call.steps) step();
}

/** Gives `withCredentials` back to the page (C5) as soon as native takes it, which is while the object is not sent. */
export function restoreCredentials(native: NativeXhr, xhr: object, object: ObjectState): void {
  if (!object.credentialsAreOurs || native.readyState(xhr) > 1) return;
  try {
    native.setCredentials(xhr, false);
    object.credentialsAreOurs = false;
  } catch {
    // The page has sent it in the event of `open()`.
  }
}

function onError({ calls, current }: Patch, xhr: object): void {
  const { backend } = weakGet(current, xhr) as Call;
  if (backend) calls.corsFailure(backend);
}
