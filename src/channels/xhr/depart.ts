import { apply } from '../../platform/natives.ts';
import { absolute } from '../../platform/url.ts';
import { type Call, hasAuthorization, type Patch, type State } from './call.ts';

/** Sends a call with the session of this moment, and gives back what native gives back. */
export function depart(
  patch: Patch,
  xhr: object,
  state: State,
  call: Call,
  body: unknown[],
  token: string | undefined,
): unknown {
  const { calls, native, unsent } = patch;
  call.held = undefined;
  call.sent = true;
  unsent.delete(xhr);
  try {
    equip(patch, xhr, state, call, token);
  } catch (error) {
    calls.broke(error);
    // Its session may be one that is no longer active (C3).
    if (call.id !== undefined) reopen(patch, xhr, call, call.args[1] as string);
  }
  return apply(native.send, xhr, body);
}

/** Makes the object ready to go: URL, credentials and token of this moment (C3, C5, C6). */
function equip(patch: Patch, xhr: object, state: State, call: Call, token: string | undefined): void {
  const { calls, native } = patch;
  const { args, backend } = call;
  const pageUrl = args[1] as string;
  const given = calls.grantNow(backend, args[0] as string, pageUrl);
  const wantsToken = given.token && !hasAuthorization(call);
  const url = given.id === call.id ? call.opened : calls.withId(pageUrl, given.id, () => call.base);
  // With a token always: a native `open()` that the page had saved may have led the object elsewhere since (B5).
  if (url !== call.opened || (wantsToken && token)) reopen(patch, xhr, call, url);
  if (given.credentials && !native.credentials(xhr)) {
    native.setCredentials(xhr, true);
    state.credentialsAreOurs = true;
    if (!state.hearsEnds) {
      state.hearsEnds = true;
      native.listen(xhr, 'loadend', () => onEnd(patch, xhr, state));
    }
  }
  if (wantsToken) {
    if (token) apply(native.setRequestHeader, xhr, ['Authorization', `Bearer ${token}`]);
    else calls.tokenMissing();
  }
  if (!state.hearsErrors && backend.crossOrigin) {
    state.hearsErrors = true;
    native.listen(xhr, 'error', () => onError(patch, state));
  }
}

/** Opens the object anew with another URL: that forgets the headers, and nothing else. */
export function reopen({ calls, native }: Patch, xhr: object, call: Call, url: string): void {
  const [method, , ...rest] = call.args;
  const isSame = !call.base || calls.base() === call.base;
  apply(native.open, xhr, [method, isSame ? url : absolute(url, call.base), ...rest]);
  for (const step of call.steps) apply(native[step.method], xhr, step.args);
}

/** Gives `withCredentials` back to the page (C5), as soon as native takes it: while nothing is sent. */
export function restoreCredentials({ native }: Patch, xhr: object, state: State): void {
  if (!state.credentialsAreOurs) return;
  try {
    native.setCredentials(xhr, false);
    state.credentialsAreOurs = false;
  } catch {
    // Sent by now, in the event of `open()`.
  }
}

function onError({ calls }: Patch, { call }: State): void {
  if (call) calls.corsFailure(call.backend);
}

/** An object that is used again has the page's own value again, though the shim may be uninstalled by then (A6). */
function onEnd(patch: Patch, xhr: object, state: State): void {
  patch.native.listen(xhr, 'readystatechange', () => restoreCredentials(patch, xhr, state), true);
}
