import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { HeldCall } from '../../calls/gate.ts';
import { carryInUrl, wantsTokenInUrl } from '../../calls/tokenParam.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { listen, relay } from '../../platform/events.ts';
import { exec, hrefOf, indexOf, prototypeWith, URL, WeakMap, weakSet } from '../../platform/natives.ts';
import {
  type ConstructHandler,
  type Constructor,
  constructNative,
  replaceConstructor,
} from '../../platform/replaceConstructor.ts';
import { undoWith } from '../../platform/replaceProperty.ts';
import { createTarget, replaceMembers } from '../../platform/standIn.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import type { Channel } from '../channel.ts';
import { areValid, protocolsOf } from './protocols.ts';
import { createSocket, EVENTS, fail, type Socket, socketMembers } from './socket.ts';

const API = 'WebSocket';

/** An installation of this channel. */
interface SocketChannel {
  calls: Calls;
  sockets: WeakMap<object, Socket>;
  /** Whether the page was ever given a stand-in. */
  hasAny: boolean;
}

/**
 * `WebSocket` (I3). Once Clerk knows its session, the page gets a native object. Before that, or if a token is needed,
 * it gets a stand-in.
 */
export const webSocketChannel: Channel = {
  name: 'websocket',
  install(calls) {
    if (!window[API]) return () => {};
    const prototype = prototypeWith(window[API], 'url');
    if (!prototype) throw new Error(isReplaced(API));
    const channel: SocketChannel = { calls, sockets: new WeakMap(), hasAny: false };
    const undoMembers = replaceMembers({ api: API, prototype }, channel.sockets, socketMembers, (name, result) =>
      // The page does not see the session ID (E1a).
      name === 'url' ? calls.withoutId(result as string) : result,
    );
    const undo = replaceConstructor(window, API, onConstruct(channel));
    if (!undo) {
      undoMembers();
      throw new Error(isFixed(API));
    }
    // Stand-ins stay in use (A6).
    return undoWith(undo, () => channel.hasAny || undoMembers());
  },
};

const onConstruct =
  (channel: SocketChannel): ConstructHandler =>
  (native, args, target) => {
    const { calls } = channel;
    const construct = (list: unknown[]) => constructNative(native, list, target);
    if (!args.length) return construct(args);
    if (!convertsQuietly(args[0])) args[0] = `${args[0]}`;
    const address = addressOf(args[0], calls.base());
    // A source for https also covers wss, and one for http also ws (B1a).
    const backend = address && calls.match(`http${address}`);
    if (!backend) return construct(args);
    // The page's arguments are read once (B4).
    if (args[1] !== undefined) args[1] = protocolsOf(args[1]);
    // Native throws.
    if (indexOf(address, '#') >= 0 || !areValid(args[1])) return construct(args);
    const url = `ws${address}`;
    try {
      const wantsToken = wantsTokenInUrl(calls, backend, API, url);
      if (wantsToken || !calls.gate.isOpen()) return hold(channel, native, { args, target, backend, url, wantsToken });
      return construct(withUrl(args, carryInUrl(calls, backend, { api: API, url: `${args[0]}`, wantsToken: false })));
    } catch {
      // Native rejects it, with an error that may name the URL, which must be the page's own.
      return construct(args);
    }
  };

/** The constructor's arguments, with another URL. */
function withUrl(args: unknown[], url: string): unknown[] {
  const list: unknown[] = [];
  for (let i = 0; i < args.length; i++) list[i] = i ? args[i] : url;
  return list;
}

/**
 * The part after `ws` of the URL that native connects to; empty if there is none. Newer engines also accept http and
 * relative URLs.
 */
function addressOf(url: unknown, base: string): string {
  try {
    return (exec(/^(?:ws|http)(s?:.*)/, hrefOf(new URL(url as string, base))) || ['', ''])[1] as string;
  } catch {
    return '';
  }
}

interface Call {
  args: unknown[];
  /** The class that the page constructs. */
  target: Constructor;
  backend: Backend;
  url: string;
  wantsToken: boolean;
}

/** Gives the page a stand-in, which connects after the wait. */
function hold(channel: SocketChannel, native: Constructor, call: Call): object {
  const { calls, sockets } = channel;
  const { args, target, backend, url, wantsToken } = call;
  const it = createSocket(createTarget(native, target), url, () => calls.gate.cancel(held));
  const held: HeldCall = {
    send(token) {
      connect(it, native, withUrl(args, carryInUrl(calls, backend, { api: API, url, wantsToken }, token)));
    },
    wantsToken,
    backend,
    ready: undefined,
    timeout: undefined,
    isImpatient: true,
  };
  weakSet(sockets, it.target, it);
  channel.hasAny = true;
  calls.gate.enqueue(held);
  return it.target;
}

function connect(it: Socket, native: Constructor, args: unknown[]): void {
  try {
    const socket = constructNative(native, args, native) as WebSocket;
    socket.binaryType = it.binaryType as BinaryType;
    for (let i = 0; i < EVENTS.length; i++) listen(socket, EVENTS[i] as string, (event) => relay(it.target, event));
    it.native = socket;
  } catch {
    // The browser rejects the URL, for example because the page's Content Security Policy does not allow it.
    fail(it);
  }
}
