import { apply, uncurry } from './natives.ts';

const { CloseEvent, Event, EventTarget, MessageEvent } = globalThis;
const { addEventListener, dispatchEvent, removeEventListener } = Object(EventTarget).prototype;

type Add = (target: EventTarget, type: string, listener: EventListener | EventListenerObject) => void;
export const listen: Add = uncurry(addEventListener);
export const unlisten: Add = uncurry(removeEventListener);

/** Fires an event. What a listener throws is reported, and does not come back. */
export const fire = (target: EventTarget, event: Event): unknown => apply(dispatchEvent, target, [event]);

/** Fires an event that holds no data. */
export const fireType = (target: EventTarget, type: string): unknown => fire(target, new Event(type));

/** Fires an event of a native object again, at the object that the page has. */
export function relay(target: EventTarget, event: Event): void {
  const Kind = [MessageEvent, CloseEvent].find((each) => event instanceof each) || Event;
  // An event has all the members of its own `init`.
  fire(target, new Kind(event.type, event));
}
