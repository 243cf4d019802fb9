import { apply, descriptorOf, uncurry, withoutPrototype } from './natives.ts';

// Pages have variables called `Event` (MooTools), and polyfills of `EventTarget`, so the native classes are taken from
// native objects. The package may be imported where there is no page.
const { document } = globalThis;
const constructorOf = (interfaceName: string): unknown =>
  document ? document.createEvent(interfaceName).constructor : undefined;
const Event = constructorOf('Event') as typeof globalThis.Event;
const MessageEvent = constructorOf('MessageEvent') as typeof globalThis.MessageEvent;
const CustomEvent = constructorOf('CustomEvent') as typeof globalThis.CustomEvent;
const { CloseEvent } = globalThis;

/** The native prototype of all event targets. */
export const targetPrototype: EventTarget = (() => {
  let prototype = document && document.createTextNode('');
  let found: object = Object.prototype;
  for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
    // Another script may have given its own method to a derived interface.
    if (descriptorOf(prototype, 'dispatchEvent').value) found = prototype;
  }
  return found as EventTarget;
})();
const { addEventListener, dispatchEvent, removeEventListener } = targetPrototype;

type Add = (target: EventTarget, type: string, listener: EventListener | EventListenerObject) => void;
export const listen: Add = uncurry(addEventListener);
export const unlisten: Add = uncurry(removeEventListener);

/** Fires an event. Exceptions from listeners are reported, not rethrown. */
export const fire = (target: EventTarget, event: Event): unknown => apply(dispatchEvent, target, [event]);

/** Fires an event that carries no data. */
export const fireType = (target: EventTarget, type: string): unknown => fire(target, new Event(type));

// An `init` without a prototype: the page may have added `ports` or `reason` to `Object.prototype` (E8).

/** Fires an event on the document. @returns whether no listener has cancelled it */
export const fireCancelable = (type: string, detail: object): unknown =>
  fire(document, new CustomEvent(type, withoutPrototype({ bubbles: true, cancelable: true, detail })));

export const fireMessage = (
  target: EventTarget,
  type: string,
  { data, origin, lastEventId }: Pick<MessageEvent, 'data' | 'origin' | 'lastEventId'>,
): unknown => fire(target, new MessageEvent(type, { __proto__: null, data, origin, lastEventId } as MessageEventInit));

export const fireClose = (
  target: EventTarget,
  { code, reason, wasClean }: Pick<CloseEvent, 'code' | 'reason' | 'wasClean'>,
): unknown => fire(target, new CloseEvent('close', { __proto__: null, code, reason, wasClean } as CloseEventInit));

/** Re-dispatches a native object's event on the page's stand-in. */
export function relay(target: EventTarget, event: Event): void {
  if (event instanceof MessageEvent) fireMessage(target, event.type, event);
  else if (event instanceof CloseEvent) fireClose(target, event);
  else fireType(target, event.type);
}
