// Tracks which types of events the page listens to: a native source cannot be asked.
import { targetPrototype } from '../../platform/events.ts';
import { apply, descriptorOf, weakGet } from '../../platform/natives.ts';
import { replaceMethod } from '../../platform/replaceMethod.ts';
import type { Undo } from '../../platform/replaceProperty.ts';
import type { Stream } from './stream.ts';

const ADD = 'addEventListener';

type Streams = WeakMap<object, Stream>;

/** Tells the stream of an object about the type in the arguments. */
function hear(streams: Streams, self: unknown, args: unknown[]): void {
  const stream = weakGet(streams, self);
  if (!stream || args.length < 2) return;
  args[0] = `${args[0]}`;
  stream.hear(args[0] as string);
}

/**
 * Gives the class its own method, which also sees the calls that a later patch of the method of all event targets does
 * not pass on.
 */
export function replaceOwnAdd(streams: Streams, prototype: object): Undo {
  const inherited = Object.getPrototypeOf(prototype);
  const before = descriptorOf(prototype, ADD).value;
  if (!before) Object.defineProperty(prototype, ADD, descriptorOf(inherited, ADD));
  const undo = replaceMethod(prototype, ADD, (add, self, args) => {
    hear(streams, self, args);
    // Another script may have patched `EventTarget.prototype.addEventListener` since.
    return apply(before ? add : inherited[ADD], self, args);
  });
  return () => {
    if (undo) undo();
    if (!before && descriptorOf(prototype, ADD).value === descriptorOf(inherited, ADD).value) {
      delete (prototype as Partial<EventSource>)[ADD];
    }
  };
}

/**
 * Replaces the method of all event targets, which error trackers and zone.js call with a source. Pages call it often,
 * so it is only replaced once a stream needs it. It stays replaced, since streams stay in use (A6).
 *
 * @returns whether it is replaced
 */
export const replaceAllAdd = (streams: Streams): boolean =>
  !!replaceMethod(targetPrototype, ADD, (add, self, args) => {
    hear(streams, self, args);
    return apply(add, self, args);
  });
