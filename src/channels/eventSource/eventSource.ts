import type { Carried } from '../../calls/carried.ts';
import { isFixed, noStreamToken } from '../../messages.ts';
import { clearTimeout, hasResponse, prototypeWith, setTimeout, WeakMap, weakSet } from '../../platform/natives.ts';
import { type ConstructHandler, constructNative, replaceConstructor } from '../../platform/replaceConstructor.ts';
import { undoWith } from '../../platform/replaceProperty.ts';
import { createTarget, handlerMembers, type Member, replaceMembers } from '../../platform/standIn.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import { absolute, resolve } from '../../platform/url.ts';
import type { Channel } from '../channel.ts';
import { connectByFetch } from './fetchConnection.ts';
import { replaceAllAdd, replaceOwnAdd } from './listeners.ts';
import { connectNatively } from './nativeConnection.ts';
import { EVENTS, Stream, type Streams } from './stream.ts';

const API = 'EventSource';

/** In ms. How often streams check whether the context has changed, since ClerkJS does not always emit (D2a). */
const LOOK = 1000;

/** An installation of this channel. */
interface StreamChannel extends Streams {
  byObject: WeakMap<object, Stream>;
  /** Whether the page was ever given one of our streams. */
  hasAny: boolean;
  timer: number | undefined;
  /** Whether `addEventListener` of all event targets is replaced. */
  hearsAll: boolean;
}

/**
 * `EventSource` (I2). For a backend of ours, the page gets a {@link Stream}. A native object will not do: Firefox sends
 * its request even if it is closed immediately.
 */
export const eventSourceChannel: Channel = {
  name: 'eventsource',
  install(calls) {
    const prototype = prototypeWith(window[API], 'url');
    // A polyfill uses XHR or `fetch`, which are patched.
    if (!prototype) return () => {};
    const channel: StreamChannel = {
      calls,
      byObject: new WeakMap(),
      live: [],
      isOver: false,
      hasAny: false,
      timer: undefined,
      hearsAll: false,
    };
    const undoMembers = replaceMembers({ api: API, prototype }, channel.byObject, streamMembers);
    const undoAdd = replaceOwnAdd(channel.byObject, prototype);
    const undo = replaceConstructor(window, API, onConstruct(channel));
    if (!undo) {
      undoMembers();
      undoAdd();
      throw new Error(isFixed(API));
    }
    calls.gate.onChange(() => forEach(channel, (stream) => stream.follow()));
    return undoWith(undo, () => {
      clearTimeout(channel.timer);
      channel.isOver = true;
      forEach(channel, (stream) => stream.letGo());
      // Streams stay in use (A6).
      if (channel.hasAny) return;
      undoMembers();
      undoAdd();
    });
  },
};

const streamMembers: Member<Stream>[] = [
  ['url', 'get', (it) => resolve(it.url)],
  ['withCredentials', 'get', (it) => it.withCredentials],
  ['readyState', 'get', (it) => it.readyState()],
  ['close', 'value', (it) => it.close()],
  ...handlerMembers<Stream>(EVENTS),
];

/** Calls a function with each open stream. The function may close streams. */
function forEach({ live }: StreamChannel, action: (stream: Stream) => void): void {
  const list: Stream[] = [];
  for (let i = 0; i < live.length; i++) list[i] = live[i] as Stream;
  for (let i = 0; i < list.length; i++) action(list[i] as Stream);
}

/** Polls for context changes that ClerkJS has not emitted, while there are streams. */
function watch(channel: StreamChannel): void {
  clearTimeout(channel.timer);
  if (channel.live.length)
    channel.timer = setTimeout(() => {
      channel.calls.gate.catchUp();
      watch(channel);
    }, LOOK);
}

const onConstruct =
  (channel: StreamChannel): ConstructHandler =>
  (native, args, target) => {
    const { calls } = channel;
    const construct = () => constructNative(native, args, target);
    if (!args.length) return construct();
    if (!convertsQuietly(args[0])) args[0] = `${args[0]}`;
    const given = args[0];
    const init = args[1];
    const backend = calls.match(given);
    // Native throws for an `init` that is no object.
    if (!backend || (init != null && Object(init) !== init)) return construct();
    const withCredentials = !!Object(init).withCredentials;
    const wantsToken = calls.wantsToken(backend);
    // A polyfill of `fetch` cannot stream.
    const needsFetch = wantsToken && hasResponse;
    const connect = (it: Stream, carried: Carried) =>
      needsFetch && !channel.isOver ? connectByFetch(it, carried) : connectNatively(native, it, carried);
    try {
      if (wantsToken && !needsFetch) calls.say('error', noStreamToken(API));
      if (!needsFetch) channel.hearsAll = channel.hearsAll || replaceAllAdd(channel.byObject);
      const url = absolute(`${given}`, calls.base());
      const object = createTarget(native, target);
      const source = { target: object, url, withCredentials, wantsToken: needsFetch };
      const stream = new Stream(channel, backend, source, connect);
      weakSet(channel.byObject, object, stream);
      channel.hasAny = true;
      watch(channel);
      stream.start();
      return object;
    } catch (error) {
      calls.broke(error);
      return construct();
    }
  };
