import { apply, descriptorOf, uncurry } from './natives.ts';

// Pages have variables called `Event` (MooTools), and polyfills of `EventTarget`: the native ones are those of objects that
// native makes. A program may be loaded where there is no page.
const { document } = globalThis;
const constructorOf = (interfaceName: string): unknown =>
  document ? document.createEvent(interfaceName).constructor : undefined;
const Event = constructorOf('Event') as typeof globalThis.Event;
const MessageEvent = constructorOf('MessageEvent') as typeof globalThis.MessageEvent;
const { CloseEvent } = globalThis;

/** The prototype of all event targets, as native has it. */
export const targetPrototype: EventTarget = (() => {
  let prototype = document && document.createTextNode('');
  let found: object = Object.prototype;
  for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
    // Another script may have given a method of its own to an interface below.
    if (descriptorOf(prototype, 'dispatchEvent').value) found = prototype;
  }
  return found as EventTarget;
})();
const { addEventListener, dispatchEvent, removeEventListener } = targetPrototype;

type Add = (target: EventTarget, type: string, listener: EventListener | EventListenerObject) => void;
export const listen: Add = uncurry(addEventListener);
export const unlisten: Add = uncurry(removeEventListener);

/** Fires an event. What a listener throws is reported, and does not come back. */
export const fire = (target: EventTarget, event: Event): unknown => apply(dispatchEvent, target, [event]);

/** Fires an event that holds no data. */
export const fireType = (target: EventTarget, type: string): unknown => fire(target, new Event(type));

// An `init` without a prototype: the page may have put `ports` or `reason` into `Object.prototype` (E8).

export const fireMessage = (
  target: EventTarget,
  type: string,
  { data, origin, lastEventId }: Pick<MessageEvent, 'data' | 'origin' | 'lastEventId'>,
): unknown => fire(target, new MessageEvent(type, { __proto__: null, data, origin, lastEventId } as MessageEventInit));

export const fireClose = (
  target: EventTarget,
  { code, reason, wasClean }: Pick<CloseEvent, 'code' | 'reason' | 'wasClean'>,
): unknown => fire(target, new CloseEvent('close', { __proto__: null, code, reason, wasClean } as CloseEventInit));

/** Fires an event of a native object again, at the object that the page has. */
export function relay(target: EventTarget, event: Event): void {
  if (event instanceof MessageEvent) fireMessage(target, event.type, event);
  else if (event instanceof CloseEvent) fireClose(target, event);
  else fireType(target, event.type);
}
