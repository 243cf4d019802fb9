import { fire, fireType, listen, unlisten } from '../../platform/events.ts';
import { apply, setTimeout } from '../../platform/natives.ts';
import type { Part } from '../../platform/replaceProperty.ts';

const { AbortController, Blob, CloseEvent, DOMException } = globalThis;

/** What the page has in place of a `WebSocket` that has to wait. When it has waited, it speaks for a native one (I3). */
export interface StandIn {
  /** The page's object. */
  target: EventTarget;
  /** The URL without what the shim adds. */
  url: string;
  /** The native one, as soon as there is one. What follows, but for the handlers, is of the time before. */
  socket: WebSocket | undefined;
  readyState: number;
  binaryType: string;
  bufferedAmount: number;
  /** Takes it out of the gate. */
  cancel(): void;
  /** The page's event handlers, such as `onopen`, by the types of their events. */
  handlers: { [type: string]: Handler | undefined };
}

interface Handler extends EventListenerObject {
  value: unknown;
}

/** @param prototype that of the class that the page constructs */
export const createStandIn = (url: string, prototype: object): StandIn => ({
  // Any object that has events, and no others of its own, becomes one. Safari 13 cannot construct an `EventTarget`.
  target: Object.setPrototypeOf(new AbortController().signal, prototype),
  url,
  socket: undefined,
  readyState: 0,
  binaryType: 'blob',
  bufferedAmount: 0,
  cancel() {},
  handlers: Object.create(null),
});

export const EVENTS = ['open', 'message', 'error', 'close'];

/** A member of `WebSocket`, and what it does on a stand-in; `args` has the new value for a setter. */
export type Member = [name: string, part: Part, does: (it: StandIn, args: unknown[], native: unknown) => unknown];

/** The members that stay the stand-in's own when it has a native object. */
export const ownMembers: Member[] = [['url', 'get', ({ url }) => url]];
for (const type of EVENTS) {
  ownMembers.push(
    [`on${type}`, 'get', ({ handlers }) => (handlers[type] || { value: null }).value],
    [`on${type}`, 'set', (it, [value]) => setHandler(it, type, Object(value) === value ? value : null)],
  );
}

/** https://html.spec.whatwg.org/#event-handler-idl-attributes: a new handler takes the place of the one before. */
function setHandler({ target, handlers }: StandIn, type: string, value: unknown): void {
  const before = handlers[type];
  if (value && before) before.value = value;
  else if (value) {
    const handler: Handler = {
      value,
      handleEvent(event) {
        if (typeof this.value === 'function') apply(this.value, target, [event]);
      },
    };
    handlers[type] = handler;
    listen(target, type, handler);
  } else if (before) {
    handlers[type] = undefined;
    unlisten(target, type, before);
  }
}

/** The members that the native object takes over. */
export const heldMembers: Member[] = [
  ['readyState', 'get', (it) => it.readyState],
  ['bufferedAmount', 'get', (it) => it.bufferedAmount],
  ['extensions', 'get', () => ''],
  ['protocol', 'get', () => ''],
  ['binaryType', 'get', (it) => it.binaryType],
  ['binaryType', 'set', setBinaryType],
  ['send', 'value', send],
  ['close', 'value', close],
];

function setBinaryType(it: StandIn, [value]: unknown[]): void {
  const type = `${value}`;
  if (/^(?:blob|arraybuffer)$/.test(type)) it.binaryType = type;
}

const fault = (name: string) => new DOMException('The WebSocket is not open, or an argument is not valid', name);

function send(it: StandIn, args: unknown[], native: unknown): unknown {
  // Native throws.
  if (!args.length) return apply(native, it.target, args);
  // A `Blob` takes the same types as native does, and converts all others to strings.
  const { size } = new Blob([args[0] as BlobPart]);
  if (!it.readyState) throw fault('InvalidStateError');
  it.bufferedAmount += size;
  return;
}

function close(it: StandIn, [code, reason]: unknown[]): void {
  const number = code === undefined ? 1000 : Math.round(code as number);
  const text = reason === undefined ? '' : `${reason}`;
  if (number !== 1000 && !(number >= 3000 && number < 5000)) throw fault('InvalidAccessError');
  if (new Blob([text]).size > 123) throw fault('SyntaxError');
  if (it.readyState) return;
  it.cancel();
  fail(it);
}

/** Ends a stand-in as native ends a socket that has no connection yet. */
export function fail(it: StandIn): void {
  it.readyState = 2;
  setTimeout(() => {
    it.readyState = 3;
    fireType(it.target, 'error');
    fire(it.target, new CloseEvent('close', { code: 1006 }));
  }, 0);
}
