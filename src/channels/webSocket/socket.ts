import { fireClose, fireType } from '../../platform/events.ts';
import { apply, exec, setTimeout } from '../../platform/natives.ts';
import { handlerMembers, type Member, type StandIn } from '../../platform/standIn.ts';

const { Blob, DOMException } = globalThis;

/** What the page gets instead of a `WebSocket` that must wait. After the wait it forwards to a native one (I3). */
export interface Socket extends StandIn {
  /** The URL without what the shim adds. */
  url: string;
  /** The native socket, once it exists. The members below are used until then. */
  native: WebSocket | undefined;
  readyState: number;
  binaryType: string;
  bufferedAmount: number;
  /** Removes it from the queue. */
  cancel(): void;
}

export const createSocket = (target: EventTarget, url: string, cancel: () => void): Socket => ({
  target,
  handlers: { __proto__: null } as unknown as StandIn['handlers'],
  url,
  native: undefined,
  readyState: 0,
  binaryType: 'blob',
  bufferedAmount: 0,
  cancel,
});

export const EVENTS = ['open', 'message', 'error', 'close'];

/** The members that forward to the native object once it exists. */
const heldMembers: Member<Socket>[] = [
  ['readyState', 'get', (it) => it.readyState],
  ['bufferedAmount', 'get', (it) => it.bufferedAmount],
  ['extensions', 'get', () => ''],
  ['protocol', 'get', () => ''],
  ['binaryType', 'get', (it) => it.binaryType],
  ['binaryType', 'set', setBinaryType],
  ['send', 'value', send],
  ['close', 'value', close],
];

export const socketMembers: Member<Socket>[] = [
  ['url', 'get', (it) => it.url],
  ...handlerMembers<Socket>(EVENTS),
  ...heldMembers.map(
    ([name, part, does]): Member<Socket> => [
      name,
      part,
      (it, args, native) => (it.native ? apply(native, it.native, args) : does(it, args, native)),
    ],
  ),
];

function setBinaryType(it: Socket, [value]: unknown[]): void {
  const type = `${value}`;
  if (exec(/^(?:blob|arraybuffer)$/, type)) it.binaryType = type;
}

const fault = (name: string) => new DOMException('Not allowed in this state, or not valid', name);

function send(it: Socket, args: unknown[], native: unknown): unknown {
  // Native throws.
  if (!args.length) return apply(native, it.target, args);
  // A `Blob` accepts the same types as native does, and converts all others to strings.
  const { size } = new Blob([args[0] as BlobPart]);
  if (!it.readyState) throw fault('InvalidStateError');
  it.bufferedAmount += size;
  return;
}

function close(it: Socket, [code, reason]: unknown[]): void {
  // All engines but Firefox truncate the code to an integer.
  const number = code === undefined ? 1000 : +(code as number);
  const text = reason === undefined ? '' : `${reason}`;
  if (!(number >= 1000 && number < 1001) && !(number >= 3000 && number < 5000)) throw fault('InvalidAccessError');
  if (new Blob([text]).size > 123) throw fault('SyntaxError');
  if (it.readyState) return;
  it.cancel();
  fail(it);
}

/** Closes it as native closes a socket that has not connected yet. */
export function fail(it: Socket): void {
  it.readyState = 2;
  setTimeout(() => {
    it.readyState = 3;
    fireType(it.target, 'error');
    fireClose(it.target, { code: 1006, reason: '', wasClean: false });
  }, 0);
}
