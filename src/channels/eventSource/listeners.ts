// Which types of events the page listens to: a native source does not tell.
import { targetPrototype } from '../../platform/events.ts';
import { apply, descriptorOf, weakGet } from '../../platform/natives.ts';
import { replaceMethod } from '../../platform/replaceMethod.ts';
import type { Undo } from '../../platform/replaceProperty.ts';
import type { Stream } from './stream.ts';

const ADD = 'addEventListener';

type Streams = WeakMap<object, Stream>;

/** Lets the stream of an object know the type that is in the arguments. */
function hear(streams: Streams, self: unknown, args: unknown[]): void {
  const stream = weakGet(streams, self);
  if (!stream || args.length < 2) return;
  args[0] = `${args[0]}`;
  stream.hear(args[0] as string);
}

/** Gives the class a method of its own, which also hears what comes past a later patch of that of all event targets. */
export function replaceOwnAdd(streams: Streams, prototype: object): Undo {
  const inherited = Object.getPrototypeOf(prototype);
  const before = descriptorOf(prototype, ADD).value;
  if (!before) Object.defineProperty(prototype, ADD, descriptorOf(inherited, ADD));
  const undo = replaceMethod(prototype, ADD, (add, self, args) => {
    hear(streams, self, args);
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

/**
 * Replaces the method of all event targets, which error trackers and zone.js call with a source. It stays, since streams do (A6).
 * Pages call it often: it is left alone as long as there is no stream that needs it.
 *
 * @returns whether it is replaced
 */
export const replaceAllAdd = (streams: Streams): boolean =>
  !!replaceMethod(targetPrototype, ADD, (add, self, args) => {
    hear(streams, self, args);
    return apply(add, self, args);
  });
