// The `timeout` of an XHR counts once, from the page's `send()`, however long the call was held (D6).
import { fire, fireType } from '../../platform/events.ts';
import { apply, exec, now, weakGet } from '../../platform/natives.ts';
import { type Handler, replaceMethod } from '../../platform/replaceMethod.ts';
import type { Call, ObjectState, XhrChannel } from './call.ts';
import type { NativeXhr } from './native.ts';

const { ProgressEvent } = globalThis;

/** Sets native's timeout to what remains of the page's when the call is sent: native counts from then. */
export function startTimeout(native: NativeXhr, xhr: object, { object, sentAt }: Call): void {
  object.heldFor = now() - sentAt;
  shorten(native, xhr, object);
}

function shorten(native: NativeXhr, xhr: object, object: ObjectState): void {
  const timeout = native.timeout(xhr);
  object.timeout = timeout;
  // Less than a millisecond is below the precision of timers.
  if (timeout && object.heldFor >= 1) native.setTimeout(xhr, Math.max(1, Math.round(timeout - object.heldFor)));
}

/** Sets native's timeout back to the page's, for the object's next call. */
export function restoreTimeout(native: NativeXhr, xhr: object, object: ObjectState): void {
  if (object.timeout === undefined) return;
  native.setTimeout(xhr, object.timeout);
  object.timeout = undefined;
  object.heldFor = 0;
}

/** Returns the timeout that the page has set. */
export const onGetTimeout =
  ({ current }: XhrChannel): Handler =>
  (get, xhr: object) => {
    const call = weakGet(current, xhr);
    return call && call.object.timeout !== undefined ? call.object.timeout : apply(get, xhr, []);
  };

/** The page can change the timeout while the call is held or in progress. */
export const onSetTimeout =
  ({ calls, native, current }: XhrChannel): Handler =>
  (set, xhr: object, args) => {
    const result = apply(set, xhr, args);
    const call = weakGet(current, xhr);
    if (call && call.held) calls.gate.recheck(call.held);
    else if (call && call.object.timeout !== undefined) shorten(native, xhr, call.object);
    return result;
  };

/**
 * Ends a held call whose timeout has expired, with native's events in native's order. Nothing is sent: nobody would
 * read the response. In no engine can native be made to do this.
 */
export function timeOut(channel: XhrChannel, xhr: XMLHttpRequest, call: Call): void {
  call.held = undefined;
  call.sent = true;
  showEndState(channel);
  const { upload } = xhr;
  const hasUpload = call.body[0] != null && !exec(/^(?:get|head)$/i, call.args[0] as string);
  const progress = (target: EventTarget, type: string) => {
    // The page may reopen it in an event.
    if (weakGet(channel.current, xhr) === call) fire(target, new ProgressEvent(type));
  };
  progress(xhr, 'loadstart');
  if (hasUpload) progress(upload, 'loadstart');
  call.endState = 4;
  if (weakGet(channel.current, xhr) === call) fireType(xhr, 'readystatechange');
  for (const type of ['timeout', 'loadend']) if (hasUpload) progress(upload, type);
  for (const type of ['timeout', 'loadend']) progress(xhr, type);
}

/**
 * Lets the page read the `readyState` of calls that have timed out. It is replaced only when needed, since few pages
 * need it and libraries read it often.
 */
function showEndState(channel: XhrChannel): void {
  if (channel.showsEndState) return;
  channel.showsEndState = true;
  const undo = replaceMethod(
    channel.native.prototype,
    'readyState',
    (get, xhr) => {
      const call = weakGet(channel.current, xhr);
      return call && call.endState !== undefined ? call.endState : apply(get, xhr, []);
    },
    'get',
  );
  if (undo) channel.undo.push(undo);
}
