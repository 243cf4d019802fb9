import type { Backend } from '../../calls/backends.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { apply, WeakMap, weakGet, weakSet } from '../../platform/natives.ts';
import { type Method, replaceMethod, replaceMethods } from '../../platform/replaceMethod.ts';
import { snapshot } from '../../platform/snapshot.ts';
import { areStrings, convertsQuietly, toStrings } from '../../platform/strings.ts';
import { isAbsolute } from '../../platform/url.ts';
import type { Channel } from '../channel.ts';
import { abortHeld, refuse } from './abortHeld.ts';
import { type Call, hasAuthorization, isSynchronous, newState, type Patch, type State } from './call.ts';
import { depart, reopen, restoreCredentials } from './depart.ts';
import { isXhr, takeNative } from './native.ts';

/** More objects than these are not opened and left unsent by any page. */
const MOST_UNSENT = 100;

/**
 * `XMLHttpRequest` (rules C, D6, D7, E). A call of ours is opened with the session ID of that moment; `send()` opens it anew
 * should another session be active by then, and holds it while Clerk loads. The object stays native's.
 */
export const xhrChannel: Channel = {
  name: 'xhr',
  install(calls) {
    const native = takeNative();
    if (!native) throw new Error(isReplaced('XMLHttpRequest'));
    const patch: Patch = { calls, native, states: new WeakMap(), unsent: new Set() };
    const undo = replaceMethods(native.prototype, {
      open: (open, self, args) => onOpen(patch, open, self, args),
      setRequestHeader: (set, self, args) => onSetRequestHeader(patch, set, self, args),
      send: (send, self, args) => onSend(patch, send, self, args),
      abort: (abort, self, args) => onAbort(patch, abort, self, args),
    });
    if (typeof undo === 'string') throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
    const undoUrl = replaceMethod(
      native.prototype,
      'responseURL',
      // What the page reads back has no session ID (E1a).
      (get, self) => calls.withoutId(apply(get, self, [])),
      'get',
    );
    return () => {
      undo();
      if (undoUrl) undoUrl();
      closeAll(patch);
    };
  },
};

function onOpen(patch: Patch, open: Method, self: unknown, args: unknown[]): unknown {
  const xhr = self as object;
  let backend: Backend | undefined;
  let call: Call | undefined;
  if (args.length > 1) {
    if (!convertsQuietly(args[0]) || !convertsQuietly(args[1])) {
      if (!isXhr(patch.native, xhr)) return apply(open, xhr, args);
      args = toStrings(args, 1);
    }
    backend = backendOf(patch, xhr, args);
    if (backend && !areStrings(args)) args = toStrings(args, 1, true);
    call = backend && newCall(patch, backend, args);
  }
  let state = weakGet(patch.states, xhr);
  const before = state && state.call;
  // The page may go on in the event of `open()`.
  if (call && !state) {
    state = newState();
    weakSet(patch.states, xhr, state);
  }
  if (state) state.call = call;
  let result: unknown;
  try {
    result = apply(open, xhr, call ? [args[0], call.opened, ...args.slice(2)] : args);
  } catch (error) {
    // Bad arguments change nothing, but some of them end a request in Chromium.
    const goesOn = before && patch.native.readyState(xhr);
    if (state) state.call = goesOn ? before : undefined;
    if (!goesOn) forget(patch, xhr, state, before);
    throw error;
  }
  if (call) noteUnsent(patch, xhr);
  forget(patch, xhr, state, before);
  return result;
}

/** The backend that a call goes to, if it is ours; an object of a frame's realm belongs to another page (E6). */
function backendOf({ calls, native }: Patch, xhr: object, [, url]: unknown[]): Backend | undefined {
  try {
    const backend = convertsQuietly(url) && typeof url !== 'symbol' ? calls.match(`${url}`) : undefined;
    // An anonymous object (Firefox) asks for what `omit` asks for.
    if (!backend || !isPrototypeOf(native.prototype, xhr) || (xhr as { mozAnon?: boolean }).mozAnon) return;
    return backend;
  } catch (error) {
    calls.broke(error);
  }
  return;
}

const isPrototypeOf = (prototype: object, xhr: object): boolean =>
  apply(Object.prototype.isPrototypeOf, prototype, [xhr]);

function newCall({ calls }: Patch, backend: Backend, args: unknown[]): Call | undefined {
  try {
    const url = args[1] as string;
    const base = isAbsolute(url) ? '' : calls.base();
    const { id } = calls.grant(backend);
    const opened = calls.withId(url, id, () => base);
    return { backend, args, opened, id, base, steps: [], sent: false, held: undefined, body: [] };
  } catch (error) {
    calls.broke(error);
  }
  return;
}

/** Ends what the call before has left behind. */
function forget(patch: Patch, xhr: object, state: State | undefined, before: Call | undefined): void {
  if (!before || !state) return;
  restoreCredentials(patch, xhr, state);
  if (before.held) patch.calls.gate.cancel(before.held);
}

function onSetRequestHeader(patch: Patch, setRequestHeader: Method, self: unknown, args: unknown[]): unknown {
  const state = weakGet(patch.states, self);
  const call = state && state.call;
  if (!call || call.sent || args.length < 2) return apply(setRequestHeader, self, args);
  if (call.held) return refuse(patch.native, setRequestHeader, args);
  // What is no text is for a layer of another script beneath, such as the upload hook of ng-file-upload (E5).
  if (typeof args[1] === 'function') return apply(setRequestHeader, self, args);
  const header = toStrings(args.slice(0, 2), 2);
  const result = apply(setRequestHeader, self, header);
  call.steps.push({ method: 'setRequestHeader', args: header });
  return result;
}

function onSend(patch: Patch, send: Method, self: unknown, args: unknown[]): unknown {
  const { calls, native, states } = patch;
  const xhr = self as object;
  const state = weakGet(states, xhr);
  const call = state && state.call;
  if (state && !(call && call.sent)) restoreCredentials(patch, xhr, state);
  if (!state || !call || call.sent) return apply(send, xhr, args);
  if (call.held) return refuse(native, send, args);
  const wantsToken = calls.wantsToken(call.backend) && !hasAuthorization(call);
  if (isSynchronous(call)) return sendNow(patch, xhr, state, call, args, wantsToken);
  if (!wantsToken && !state.settled && calls.gate.open()) return depart(patch, xhr, state, call, args, undefined);
  // Native refuses it.
  if (typeof args[0] === 'symbol') return apply(send, xhr, args);
  hold(patch, xhr, state, call, args, wantsToken);
  return;
}

/** A synchronous call cannot wait (D7). */
function sendNow(patch: Patch, xhr: object, state: State, call: Call, args: unknown[], wantsToken: boolean): unknown {
  const { calls } = patch;
  try {
    return depart(patch, xhr, state, call, args, wantsToken ? calls.tokenNow() : undefined);
  } catch (error) {
    if (Object(error).name === 'NetworkError') calls.corsFailure(call.backend);
    throw error;
  }
}

/** Lets a call wait, with its body as it is now; it leaves by `go()` (D6). */
function hold(patch: Patch, xhr: object, state: State, call: Call, args: unknown[], wantsToken: boolean): void {
  const { calls, native } = patch;
  call.body = args.slice(0, 1).map((body) => (body == null ? body : (snapshot(body) ?? `${body}`)));
  call.held = {
    go(token) {
      try {
        depart(patch, xhr, state, call, call.body, token);
      } catch (error) {
        calls.broke(error);
      }
    },
    wantsToken,
    get ready() {
      return state.settled;
    },
    timeout: () => native.timeout(xhr),
  };
  calls.gate.pass(call.held);
}

function onAbort(patch: Patch, abort: Method, self: unknown, args: unknown[]): unknown {
  const { calls, native, states } = patch;
  const xhr = self as XMLHttpRequest;
  const state = weakGet(states, xhr);
  const call = state && state.call;
  if (state && call && call.held) {
    state.call = undefined;
    calls.gate.cancel(call.held);
    return abortHeld(native, xhr, state, call);
  }
  const result = apply(abort, xhr, args);
  if (state && call) {
    if (!call.sent) call.steps.push({ method: 'abort', args: [] });
    if (native.readyState(xhr) === 0) restoreCredentials(patch, xhr, state);
  }
  return result;
}

function noteUnsent({ unsent }: Patch, xhr: object): void {
  unsent.add(xhr);
  if (unsent.size > MOST_UNSENT) unsent.delete(unsent.values().next().value as object);
}

/** Takes the session ID out of what is opened and not sent when the shim is uninstalled (A6). */
function closeAll(patch: Patch): void {
  for (const xhr of patch.unsent) {
    const { call } = weakGet(patch.states, xhr) as State;
    if (!call || call.sent || call.held || call.id === undefined) continue;
    reopen(patch, xhr, call, call.args[1] as string);
    call.opened = call.args[1] as string;
  }
}
