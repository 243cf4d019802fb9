import type { Calls, Carried } from '../../calls/calls.ts';
import { isFixed } from '../../messages.ts';
import { apply, descriptorOf, hasResponse, type Method, WeakMap, weakGet, weakSet } from '../../platform/natives.ts';
import { type Constructor, replaceConstructor } from '../../platform/replaceConstructor.ts';
import { replaceMethods } from '../../platform/replaceMethod.ts';
import type { Channel } from '../channel.ts';
import { connectByFetch } from './fetchConnection.ts';
import { type NativeEventSource, takeNative } from './native.ts';
import { connectNatively } from './nativeConnection.ts';
import { Stream } from './stream.ts';

const API = 'EventSource';
const ADD = 'addEventListener';

/** An installation of this channel. */
interface Patch {
  calls: Calls;
  native: NativeEventSource;
  streams: WeakMap<object, Stream>;
  /** Those that are not closed. */
  live: Set<Stream>;
  /** Whether the page has ever got one of ours. */
  hasAny: boolean;
}

/**
 * `EventSource` (I2). The page's object is a native one that is closed before it connects. It has the page's URL, and gets the
 * events of the connections that {@link Stream} opens, one after the other.
 */
export const eventSourceChannel: Channel = {
  name: 'eventsource',
  install(calls) {
    const native = takeNative();
    if (!native) return () => {};
    const patch: Patch = { calls, native, streams: new WeakMap(), live: new Set(), hasAny: false };
    const undoMembers = replaceMembers(patch);
    const undo = replaceConstructor(window, API, (constructor, args, target) =>
      onConstruct(patch, constructor, args, target),
    );
    if (!undo) {
      undoMembers();
      throw new Error(isFixed(API));
    }
    calls.gate.onChange = () => {
      for (const stream of [...patch.live]) stream.follow();
    };
    return () => {
      undo();
      calls.gate.onChange = undefined;
      // Objects of ours stay in use (A6).
      if (!patch.hasAny) undoMembers();
    };
  },
};

/** Makes the members of the prototype work on objects of ours, too. */
function replaceMembers({ native: { prototype }, streams }: Patch): () => void {
  const inherited = Object.getPrototypeOf(prototype);
  const inherits = !descriptorOf(prototype, ADD).value;
  // A later patch of all event targets has to see what the page adds.
  const adder = (add: Method) => (inherits ? inherited[ADD] : add);
  const disinherit = () => inherits && delete (prototype as Partial<EventSource>)[ADD];
  if (inherits) Object.defineProperty(prototype, ADD, descriptorOf(inherited, ADD));
  const undo = replaceMethods(
    [
      prototype,
      'readyState',
      (get, source) => {
        const stream = weakGet(streams, source);
        return stream ? stream.readyState() : apply(get, source, []);
      },
      'get',
    ],
    [
      prototype,
      'close',
      (close, source, args) => {
        const stream = weakGet(streams, source);
        return stream ? stream.close() : apply(close, source, args);
      },
    ],
    [
      prototype,
      ADD,
      (add, source, args) => {
        const stream = weakGet(streams, source);
        if (stream && args.length > 1) {
          args[0] = `${args[0]}`;
          stream.hear(args[0] as string);
        }
        return apply(adder(add), source, args);
      },
    ],
  );
  if (typeof undo !== 'string')
    return () => {
      undo();
      disinherit();
    };
  disinherit();
  throw new Error(isFixed(`${API}.prototype.${undo}`));
}

function onConstruct(patch: Patch, constructor: Constructor, args: unknown[], target: Constructor): object {
  const { calls, native, streams, live } = patch;
  // Native reads the arguments, and throws its own errors. It connects later.
  const page = Reflect.construct(constructor, args, target) as EventSource;
  const url = native.url(page);
  const backend = calls.match(url);
  if (!backend) return page;
  apply(native.close, page, []);
  // A polyfill of `fetch` gives no stream.
  const needsFetch = calls.wantsToken(backend) && hasResponse;
  const connect = (it: Stream, carried: Carried) =>
    needsFetch ? connectByFetch(native, it, carried) : connectNatively(native, constructor, it, carried);
  const stream = new Stream(calls, live, backend, page, url, needsFetch, connect);
  weakSet(streams, page, stream);
  patch.hasAny = true;
  stream.start();
  return page;
}
