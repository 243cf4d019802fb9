import type { Backend } from '../../calls/backends.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { fireType } from '../../platform/events.ts';
import { apply, type Method, now, WeakMap, weakGet, weakSet } from '../../platform/natives.ts';
import { type Handler, replaceMethods } from '../../platform/replaceMethod.ts';
import { undoWith } from '../../platform/replaceProperty.ts';
import { isRejected, snapshot } from '../../platform/snapshot.ts';
import { convertsQuietly, toStrings } from '../../platform/strings.ts';
import { isAbsolute } from '../../platform/url.ts';
import type { Channel } from '../channel.ts';
import { abortHeld, throwAlreadySent } from './abortHeld.ts';
import type { Call, ObjectState, XhrChannel } from './call.ts';
import { isXhr, type NativeXhr, takeNative } from './native.ts';
import { reopen, restoreCredentials, sendCall } from './sendCall.ts';
import { onGetTimeout, onSetTimeout, restoreTimeout, timeOut } from './timeout.ts';

/** At most this many opened but unsent objects are remembered. */
const MOST_UNSENT = 100;

/**
 * `XMLHttpRequest` (rules C, D6, D7, E). `open()` adds the current session ID. `send()` reopens the object if another
 * session is active by then, and holds the call while Clerk is loading. The object itself stays native.
 */
export const xhrChannel: Channel = {
  name: 'xhr',
  install(calls) {
    const native = takeNative();
    if (!native) throw new Error(isReplaced('XMLHttpRequest'));
    const channel: XhrChannel = {
      calls,
      native,
      current: new WeakMap(),
      unsent: [],
      noted: 0,
      undo: [],
      showsEndState: false,
    };
    const { prototype } = native;
    const undo = replaceMethods(
      [prototype, 'open', onOpen(channel)],
      [prototype, 'setRequestHeader', onSetRequestHeader(channel)],
      [prototype, 'send', onSend(channel)],
      [prototype, 'abort', onAbort(channel)],
      // The page does not see the session ID (E1a).
      [prototype, 'responseURL', (get, xhr) => calls.withoutId(apply(get, xhr, [])), 'get'],
      [prototype, 'timeout', onGetTimeout(channel), 'get'],
      [prototype, 'timeout', onSetTimeout(channel), 'set'],
    );
    if (typeof undo === 'string') throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
    return undoWith(undo, () => {
      for (const each of channel.undo) each();
      takeIdsBack(channel);
    });
  },
};

const onOpen =
  (channel: XhrChannel): Handler =>
  (open, xhr: object, args) => {
    const { native, current } = channel;
    if (args.length > 1 && !(convertsQuietly(args[0]) && convertsQuietly(args[1]))) {
      if (!isXhr(native, xhr)) return apply(open, xhr, args);
      args = toStrings(args, 1);
    }
    const before = weakGet(current, xhr);
    const backend = backendOf(channel, xhr, args);
    if (!backend && !before) return apply(open, xhr, args);
    const call = newCall(channel, backend, args, before);
    // `open()` fires an event, in which the page may already send the call.
    weakSet(current, xhr, call);
    let result: unknown;
    try {
      result = openNow(channel, open, xhr, call);
    } catch (error) {
      call.backend = undefined;
      // Invalid arguments do not change the object, but Chromium ends a running request for some of them.
      if (before && native.readyState(xhr)) weakSet(current, xhr, before);
      else forget(channel, xhr, before);
      throw error;
    } finally {
      call.isOpening = false;
    }
    // Native fires no event here: in its view, the object has been opened all along (D6).
    if (before && before.endState !== undefined) fireType(xhr as EventTarget, 'readystatechange');
    if (call.backend && !call.held && !call.sent) noteUnsent(channel, xhr, call.object);
    forget(channel, xhr, before);
    return result;
  };

/** Opens the object, bypassing an earlier patch of `open()` if the call is going to wait (E7). */
function openNow({ calls, native }: XhrChannel, open: Method, xhr: object, call: Call): unknown {
  const { backend } = call;
  let { args } = call;
  if (backend) {
    args = call.args.slice();
    args[1] = call.opened;
  }
  if (native.isPatched && backend && (calls.wantsToken(backend) || !calls.gate.isOpen())) {
    const pristine = native.pristine();
    if (pristine.open !== native.open) {
      try {
        const result = apply(pristine.open, xhr, args);
        call.isPostponed = true;
        return result;
      } catch {
        // It throws an error of this page below.
      }
    }
  }
  call.isOpening = native.isPatched;
  return apply(open, xhr, args);
}

/** The backend of a call; nothing if the call is not ours. */
function backendOf({ calls, native }: XhrChannel, xhr: object, args: unknown[]): Backend | undefined {
  // Native throws if an argument could not be converted.
  const backend = args.length > 1 && convertsQuietly(args[1]) && calls.match(args[1]);
  // An object of another realm belongs to another page (E6). Firefox has anonymous objects, which behave like `omit`
  // (C5).
  if (!backend || !apply(isPrototypeOf, native.prototype, [xhr])) return;
  if ((xhr as { mozAnon?: boolean }).mozAnon && calls.omitsCredentials(backend)) return;
  return backend;
}

const { isPrototypeOf } = Object.prototype;

function newCall({ calls }: XhrChannel, backend: Backend | undefined, args: unknown[], before: Call | undefined): Call {
  const call: Call = {
    backend,
    args,
    base: '',
    opened: '',
    isPostponed: false,
    isOpening: false,
    steps: [],
    object: before
      ? before.object
      : { credentialsAreOurs: false, isUnderWay: false, isHeard: false, place: 0, timeout: undefined, heldFor: 0 },
    hasHeader: false,
    held: undefined,
    body: [],
    sent: false,
    sentAt: 0,
    endState: undefined,
    wantsToken: false,
    token: undefined,
    carried: undefined,
  };
  if (!backend) return call;
  if (args.length > 3 || typeof args[0] !== 'string' || typeof args[1] !== 'string') call.args = toStrings(args, 1);
  const url = call.args[1] as string;
  if (!isAbsolute(url)) call.base = calls.base();
  call.opened = calls.withId(backend, url, () => call.base);
  return call;
}

/** Ends the object's previous call. */
function forget({ calls, native }: XhrChannel, xhr: object, before: Call | undefined): void {
  if (!before) return;
  restoreCredentials(native, xhr, before.object);
  restoreTimeout(native, xhr, before.object);
  if (before.held) calls.gate.cancel(before.held);
}

const onSetRequestHeader =
  ({ calls, native, current }: XhrChannel): Handler =>
  (set, xhr: object, args) => {
    const call = weakGet(current, xhr);
    // Only an earlier patch of the method, such as ng-file-upload's, accepts a function (E5).
    if (!call || !call.backend || args.length < 2 || typeof args[1] === 'function') return apply(set, xhr, args);
    if (call.held || call.endState !== undefined) return throwAlreadySent(native, 'setRequestHeader', args);
    if (call.sent && !call.isOpening) return apply(set, xhr, args);
    const header = toStrings(args.slice(0, 2), 2);
    const result = setHeader(native, call, set, (method) => apply(method, xhr, header));
    if (!call.isOpening) call.steps.push(() => apply(native.setRequestHeader, xhr, header));
    if (calls.isTokenHeader(header[0] as string)) call.hasHeader = true;
    return result;
  };

function setHeader(native: NativeXhr, { isPostponed }: Call, set: Method, setBy: (set: Method) => unknown): unknown {
  if (isPostponed) {
    try {
      return setBy(native.pristine().setRequestHeader);
    } catch {
      // It throws an error of this page below.
    }
  }
  return setBy(set);
}

const onSend =
  (channel: XhrChannel): Handler =>
  (send, xhr: XMLHttpRequest, args) => {
    const { calls, native, current, unsent } = channel;
    const call = weakGet(current, xhr);
    if (call && (call.held || call.endState !== undefined)) return throwAlreadySent(native, 'send', args);
    if (!call || !call.backend || call.sent) return apply(send, xhr, args);
    if (unsent[call.object.place] === xhr) unsent[call.object.place] = undefined;
    call.wantsToken = calls.wantsToken(call.backend) && !call.hasHeader;
    call.sentAt = now();
    if (call.args.length > 2 && !call.args[2]) return sendSync(channel, xhr, call, args);
    if (!call.wantsToken && calls.gate.isOpen()) return sendCall(channel, xhr, call, args);
    // Native throws.
    if (typeof args[0] === 'symbol' || isRejected(args[0])) return apply(send, xhr, args);
    hold(channel, xhr, call, args);
    return;
  };

/** Sends a synchronous call, which cannot wait (D7). */
function sendSync(channel: XhrChannel, xhr: object, call: Call, args: unknown[]): unknown {
  const { calls } = channel;
  // If Clerk knows its session but has not called its listeners, the held calls are sent first (D2a).
  calls.gate.catchUp();
  try {
    if (call.wantsToken) call.token = calls.tokenNow(call.backend as Backend);
    return sendCall(channel, xhr, call, args);
  } catch (error) {
    if (call.backend && Object(error).name === 'NetworkError') calls.corsFailure(call.backend);
    throw calls.withoutIdIn(error);
  }
}

/** Holds a call, with its body as it is now (D6). */
function hold(channel: XhrChannel, xhr: XMLHttpRequest, call: Call, args: unknown[]): void {
  const { calls, native } = channel;
  const [body] = args;
  call.body = args.length ? [body == null ? body : (snapshot(body) ?? `${body}`)] : [];
  call.held = {
    send(token) {
      try {
        call.token = token;
        sendCall(channel, xhr, call, call.body);
      } catch (error) {
        calls.broke(error);
      }
    },
    wantsToken: call.wantsToken,
    backend: call.backend as Backend,
    ready: undefined,
    timeout: () => native.timeout(xhr),
    timeOut: () => timeOut(channel, xhr, call),
  };
  calls.gate.enqueue(call.held);
}

const onAbort =
  ({ calls, native, current }: XhrChannel): Handler =>
  (abort, xhr: XMLHttpRequest, args) => {
    const call = weakGet(current, xhr);
    if (call && call.held) {
      calls.gate.cancel(call.held);
      call.held = call.backend = undefined;
      return abortHeld(native, xhr, call);
    }
    const result = apply(abort, xhr, args);
    if (!call) return result;
    if (call.endState !== undefined) call.endState = 0;
    if (!call.sent) call.steps.push(() => apply(native.abort, xhr, []));
    restoreCredentials(native, xhr, call.object);
    return result;
  };

function noteUnsent(channel: XhrChannel, xhr: object, object: ObjectState): void {
  const { unsent } = channel;
  if (unsent[object.place] !== xhr) object.place = channel.noted++ % MOST_UNSENT;
  unsent[object.place] = xhr;
}

/** Removes the session ID from opened but unsent objects, when the shim is uninstalled (A6). */
function takeIdsBack(channel: XhrChannel): void {
  for (const xhr of channel.unsent) {
    if (!xhr) continue;
    const call = weakGet(channel.current, xhr) as Call;
    const [, url] = call.args as [string, string];
    if (call.backend && (call.isPostponed || url !== call.opened)) reopen(channel, xhr, call, url);
  }
}
