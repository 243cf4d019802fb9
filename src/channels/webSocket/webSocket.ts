import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { carryInUrl, wantsTokenInUrl } from '../../calls/tokenParam.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { listen, relay } from '../../platform/events.ts';
import { apply, exec, hrefOf, indexOf, prototypeWith, URL, WeakMap, weakGet, weakSet } from '../../platform/natives.ts';
import { type Constructor, replaceConstructor } from '../../platform/replaceConstructor.ts';
import { type Replacement, replaceMethods } from '../../platform/replaceMethod.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import type { Channel } from '../channel.ts';
import { areValid, protocolsOf } from './protocols.ts';
import { createStandIn, EVENTS, fail, heldMembers, type Member, ownMembers, type StandIn } from './standIn.ts';

const API = 'WebSocket';

/** An installation of this channel. */
interface Patch {
  calls: Calls;
  standIns: WeakMap<object, StandIn>;
  /** Whether the page has ever got a stand-in. */
  hasAny: boolean;
}

/**
 * `WebSocket` (I3). When Clerk knows its session, the page gets a native object. Before, and while it waits for a token, the
 * page gets a stand-in.
 */
export const webSocketChannel: Channel = {
  name: 'websocket',
  install(calls) {
    if (!window[API]) return () => {};
    const prototype = prototypeWith(window[API], 'url');
    if (!prototype) throw new Error(isReplaced(API));
    const patch: Patch = { calls, standIns: new WeakMap(), hasAny: false };
    const undoMembers = replaceMembers(patch, prototype);
    const undo = replaceConstructor(window, API, (native, args, target) => onConstruct(patch, native, args, target));
    if (!undo) {
      undoMembers();
      throw new Error(isFixed(API));
    }
    return () => {
      undo();
      // Stand-ins stay in use (A6).
      if (!patch.hasAny) undoMembers();
    };
  },
};

/** Makes the members of the prototype work on stand-ins, too. */
function replaceMembers({ calls, standIns }: Patch, prototype: object): () => void {
  const replacement = ([name, part, does]: Member, isOwn: boolean): Replacement => [
    prototype,
    name,
    (native: unknown, self: object, args: unknown[]) => {
      const it = weakGet(standIns, self);
      if (it && (isOwn || !it.socket)) return does(it, args, native);
      const result = apply(native, it ? it.socket : self, args);
      // The page does not see the session ID (E1a).
      return name === 'url' ? calls.withoutId(result as string) : result;
    },
    part,
  ];
  const undo = replaceMethods(
    ...ownMembers.map((member) => replacement(member, true)),
    ...heldMembers.map((member) => replacement(member, false)),
  );
  if (typeof undo === 'string') throw new Error(isFixed(`${API}.prototype.${undo}`));
  return undo;
}

function onConstruct(patch: Patch, native: Constructor, args: unknown[], target: Constructor): object {
  const { calls } = patch;
  const construct = (list: unknown[]) => Reflect.construct(native, list, target);
  if (!args.length) return construct(args);
  if (!convertsQuietly(args[0])) args[0] = `${args[0]}`;
  const address = addressOf(args[0], calls.base());
  // A source for https also covers wss, and one for http also ws (B1a).
  const backend = address && calls.match(`http${address}`);
  if (!backend) return construct(args);
  // What the page gives is read once (B4).
  if (args[1] !== undefined) args[1] = protocolsOf(args[1]);
  // Native throws.
  if (indexOf(address, '#') >= 0 || !areValid(args[1])) return construct(args);
  const url = `ws${address}`;
  try {
    const wantsToken = wantsTokenInUrl(calls, backend, API, url);
    if (wantsToken || !calls.gate.open()) return hold(patch, native, args, target, { backend, url, wantsToken });
    const list = args.slice();
    list[0] = carryInUrl(calls, backend, API, `${args[0]}`, false);
    return construct(list);
  } catch {
    // Native refuses it, with an error that may name the URL: it has to be the page's.
    return construct(args);
  }
}

/** What follows `ws` in the URL that native connects to; empty if it is none. Newer engines take http and relative URLs. */
function addressOf(url: unknown, base: string): string {
  try {
    return (exec(/^(?:ws|http)(s?:.*)/, hrefOf(new URL(url as string, base))) || ['', ''])[1] as string;
  } catch {
    return '';
  }
}

interface Call {
  backend: Backend;
  url: string;
  wantsToken: boolean;
}

/** Gives the page a stand-in, which connects when it has waited. */
function hold(patch: Patch, native: Constructor, args: unknown[], target: Constructor, call: Call): object {
  const { calls, standIns } = patch;
  const { backend, url, wantsToken } = call;
  const { prototype } = target;
  const it = createStandIn(url, Object(prototype) === prototype ? prototype : native.prototype);
  const departure: Departure = {
    go(token) {
      const list = args.slice();
      list[0] = carryInUrl(calls, backend, API, url, wantsToken, token);
      connect(it, native, list);
    },
    wantsToken,
    ready: undefined,
    timeout: undefined,
  };
  it.cancel = () => calls.gate.cancel(departure);
  weakSet(standIns, it.target, it);
  patch.hasAny = true;
  calls.gate.pass(departure);
  return it.target;
}

function connect(it: StandIn, native: Constructor, args: unknown[]): void {
  try {
    const socket = new native(...args) as WebSocket;
    socket.binaryType = it.binaryType as BinaryType;
    for (const type of EVENTS) listen(socket, type, (event) => relay(it.target, event));
    it.socket = socket;
  } catch {
    // Native refuses the URL: it is not allowed by the page's Content Security Policy, for one.
    fail(it);
  }
}
