import { isFixed } from '../messages.ts';
import { listen, unlisten } from './events.ts';
import { apply, weakGet } from './natives.ts';
import { quietly } from './quietly.ts';
import type { Constructor } from './replaceConstructor.ts';
import { type Replacement, replaceMethods } from './replaceMethod.ts';
import type { Part, Undo } from './replaceProperty.ts';

const { document, EventTarget } = globalThis;
const createTextNode = document && document.createTextNode;

/**
 * An event target that fires nothing on its own. Safari 13 cannot construct one, and a page may have a polyfill; a text
 * node then takes its place.
 */
const createEventTarget = (): EventTarget =>
  quietly(() => {
    const target = new EventTarget();
    // Throws for anything but a native event target.
    unlisten(target, '', null as never);
    return target;
  }) || (apply(createTextNode, document, ['']) as Text);

/** An object that the page gets instead of a native one, and cannot distinguish from it. */
export interface StandIn {
  /** The page's object. */
  target: EventTarget;
  /** The page's event handlers, such as `onopen`, by the types of their events. */
  handlers: { [type: string]: Handler | undefined };
}

interface Handler extends EventListenerObject {
  value: unknown;
}

/** A member of the class, and what it does on a stand-in; for a setter, `args` contains the new value. */
export type Member<T> = [name: string, part: Part, does: (it: T, args: unknown[], native: unknown) => unknown];

/**
 * Creates the page's object.
 *
 * @param native the native class
 * @param target the class that the page constructs
 */
export function createTarget(native: Constructor, { prototype }: Constructor): EventTarget {
  return Object.setPrototypeOf(createEventTarget(), Object(prototype) === prototype ? prototype : native.prototype);
}

/**
 * Makes members of the native class work on stand-ins, too.
 *
 * @param standIns the stand-ins, by the page's objects
 * @param after transforms the result of a native object
 * @throws Error if one cannot be replaced (E7a)
 */
export function replaceMembers<T>(
  { api, prototype }: { api: string; prototype: object },
  standIns: WeakMap<object, T>,
  members: Member<T>[],
  after: (name: string, result: unknown) => unknown = (_, result) => result,
): Undo {
  const undo = replaceMethods(
    ...members.map(
      ([name, part, does]): Replacement => [
        prototype,
        name,
        (native, self, args) => {
          const it = weakGet(standIns, self);
          return it ? does(it, args, native) : after(name, apply(native, self, args));
        },
        part,
      ],
    ),
  );
  if (typeof undo === 'string') throw new Error(isFixed(`${api}.prototype.${undo}`));
  return undo;
}

/** The members `on…` for these types of events. */
export function handlerMembers<T extends StandIn>(types: string[]): Member<T>[] {
  return types.flatMap((type): Member<T>[] => [
    [`on${type}`, 'get', ({ handlers }) => (handlers[type] || { value: null }).value],
    [`on${type}`, 'set', (it, [value]) => setHandler(it, type, Object(value) === value ? value : null)],
  ]);
}

/** https://html.spec.whatwg.org/#event-handler-idl-attributes: a new handler takes the position of the previous one. */
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
