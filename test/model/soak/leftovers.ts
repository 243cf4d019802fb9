import type { PageWindow } from '../../kit/page.ts';

/** What may pile up in a page that stays open. */
export interface Leftovers {
  /** Listeners on windows, documents and signals that have not been aborted. */
  listeners: number;
  /** Listeners that Clerk calls. */
  clerkListeners: number;
  /** Timers that are set, and have neither fired nor been cleared. */
  timers: number;
}

/** Counts what is listened to and timed in a page from now on; to be run in it before the shim's tag. */
export function countLeftovers(window: PageWindow): () => Leftovers {
  const listeners = countListeners(window);
  const timers = countTimers(window);
  return () => ({
    listeners: listeners(),
    clerkListeners: window.Clerk?.control.listeners() ?? 0,
    timers: timers(),
  });
}

interface Registration {
  target: EventTarget;
  type: string;
  /** What is registered in place of the listener. */
  standIn: EventListener;
}

function countListeners(window: PageWindow): () => number {
  const { EventTarget, Window, Document, AbortSignal } = window;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  // By listener: an entry for a signal would keep it alive in Firefox, for as long as those that it follows.
  const known = new WeakMap<object, Registration[]>();
  let count = 0;

  const counts = (target: EventTarget) => [Window, Document, AbortSignal].some((kind) => target instanceof kind);
  const registrationsOf = (listener: object) => known.get(listener) ?? [];
  const find = (listener: object, target: EventTarget, type: string) =>
    registrationsOf(listener).find((one) => one.target === target && one.type === type);
  const forget = (listener: object, registration: Registration) => {
    const others = registrationsOf(listener).filter((one) => one !== registration);
    known.set(listener, others);
    count--;
  };

  EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
    const target = this ?? window;
    if (!listener || !counts(target) || find(listener, target, type)) {
      addEventListener.call(target, type, listener, options);
      return;
    }
    const registration: Registration = {
      target,
      type,
      standIn(event) {
        // A signal is aborted once.
        if (target instanceof AbortSignal) forget(listener, registration);
        if (typeof listener === 'function') listener.call(target, event);
        else listener.handleEvent(event);
      },
    };
    known.set(listener, [...registrationsOf(listener), registration]);
    count++;
    addEventListener.call(target, type, registration.standIn, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, type, listener, options) {
    const target = this ?? window;
    const registration = listener && find(listener, target, type);
    removeEventListener.call(target, type, registration ? registration.standIn : listener, options);
    if (registration) forget(listener, registration);
  };
  return () => count;
}

function countTimers(window: PageWindow): () => number {
  const { setTimeout, clearTimeout } = window;
  const pending = new Set<number>();
  Object.assign(window, {
    setTimeout(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) {
      const id = setTimeout(() => {
        pending.delete(id);
        callback(...args);
      }, ms);
      pending.add(id);
      return id;
    },
    clearTimeout(id?: number) {
      if (id !== undefined) pending.delete(id);
      clearTimeout(id);
    },
  });
  return () => pending.size;
}
