import type { Calls, Carried } from '../../calls/calls.ts';
import { isFixed } from '../../messages.ts';
import { apply, descriptorOf, hasResponse, prototypeWith, WeakMap, weakGet, weakSet } from '../../platform/natives.ts';
import { type Constructor, replaceConstructor } from '../../platform/replaceConstructor.ts';
import { replaceMethod } from '../../platform/replaceMethod.ts';
import type { Undo } from '../../platform/replaceProperty.ts';
import { createTarget, handlerMembers, type Member, replaceMembers } from '../../platform/standIn.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import { absolute, resolve } from '../../platform/url.ts';
import type { Channel } from '../channel.ts';
import { connectByFetch } from './fetchConnection.ts';
import { connectNatively } from './nativeConnection.ts';
import { EVENTS, Stream } from './stream.ts';

const API = 'EventSource';
const ADD = 'addEventListener';

/** An installation of this channel. */
interface Patch {
  calls: Calls;
  streams: WeakMap<object, Stream>;
  /** Those that are not closed. */
  live: Set<Stream>;
  /** Whether the page has ever got one of ours. */
  hasAny: boolean;
}

/**
 * `EventSource` (I2). For a backend of ours, the page gets a {@link Stream}. No native object would do: Firefox sends a request for
 * one that is closed at once.
 */
export const eventSourceChannel: Channel = {
  name: 'eventsource',
  install(calls) {
    const prototype = prototypeWith(window[API], 'url');
    // A polyfill calls by XHR or `fetch`.
    if (!prototype) return () => {};
    const patch: Patch = { calls, streams: new WeakMap(), live: new Set(), hasAny: false };
    const undoMembers = replaceMembers(API, prototype, patch.streams, streamMembers);
    const undoAdd = replaceAdd(patch, prototype);
    const undo = replaceConstructor(window, API, (native, args, target) => onConstruct(patch, native, args, target));
    if (!undo) {
      undoMembers();
      undoAdd();
      throw new Error(isFixed(API));
    }
    calls.gate.onChange = () => {
      for (const stream of [...patch.live]) stream.follow();
    };
    return () => {
      undo();
      calls.gate.onChange = undefined;
      // Streams stay in use (A6).
      if (patch.hasAny) return;
      undoMembers();
      undoAdd();
    };
  },
};

const streamMembers: Member<Stream>[] = [
  ['url', 'get', (it) => resolve(it.url)],
  ['withCredentials', 'get', (it) => it.withCredentials],
  ['readyState', 'get', (it) => it.readyState()],
  ['close', 'value', (it) => it.close()],
  ...handlerMembers<Stream>(EVENTS),
];

/** Lets streams know which types of events the page listens to: native ones do not tell. */
function replaceAdd({ streams }: Patch, prototype: object): Undo {
  const inherited = Object.getPrototypeOf(prototype);
  const before = descriptorOf(prototype, ADD).value;
  if (!before) Object.defineProperty(prototype, ADD, descriptorOf(inherited, ADD));
  const undo = replaceMethod(prototype, ADD, (add, self, args) => {
    const stream = weakGet(streams, self);
    if (stream && args.length > 1) {
      args[0] = `${args[0]}`;
      stream.hear(args[0] as string);
    }
    // Others may have patched that of all event targets since.
    return apply(before ? add : inherited[ADD], self, args);
  });
  return () => {
    if (undo) undo();
    if (!before && descriptorOf(prototype, ADD).value === descriptorOf(inherited, ADD).value) {
      delete (prototype as Partial<EventSource>)[ADD];
    }
  };
}

function onConstruct(patch: Patch, native: Constructor, args: unknown[], target: Constructor): object {
  const { calls, streams, live } = patch;
  const construct = () => Reflect.construct(native, args, target);
  if (!args.length) return construct();
  if (!convertsQuietly(args[0])) args[0] = `${args[0]}`;
  const [given, init] = args;
  const backend = calls.match(given);
  // Native throws for an `init` that is no object.
  if (!backend || (init != null && Object(init) !== init)) return construct();
  const withCredentials = !!Object(init).withCredentials;
  // A polyfill of `fetch` gives no stream.
  const needsFetch = calls.wantsToken(backend) && hasResponse;
  const connect = (it: Stream, carried: Carried) =>
    needsFetch ? connectByFetch(it, carried) : connectNatively(native, it, carried);
  try {
    const url = absolute(`${given}`, calls.base());
    const object = createTarget(native, target);
    const stream = new Stream(calls, live, backend, object, url, withCredentials, needsFetch, connect);
    weakSet(streams, object, stream);
    patch.hasAny = true;
    stream.start();
    return object;
  } catch (error) {
    calls.broke(error);
    return construct();
  }
}
