/** What a page sees of an event, as data. */
export function describeEvent(event: Event): unknown[] {
  const { type, target, currentTarget, bubbles, cancelable } = event;
  const common = [type, target === currentTarget, bubbles, cancelable, `${event}`];
  if ('data' in event) {
    const { data, origin, lastEventId, source, ports } = event as MessageEvent;
    const content = typeof data === 'string' ? data : [data];
    return [...common, content, origin, lastEventId, source, [...ports]];
  }
  if ('code' in event) {
    const { code, reason, wasClean } = event as CloseEvent;
    return [...common, code, reason, wasClean];
  }
  return common;
}

/** Notes all events of these types at an object, with the object's `readyState`. */
export function traceEvents(target: EventTarget & { readyState: number }, types: string[]): unknown[] {
  const log: unknown[] = [];
  for (const type of types) {
    target.addEventListener(type, (event) => {
      log.push([...describeEvent(event), event.target === target, target.readyState]);
    });
  }
  return log;
}

/** The next event of a type. */
export function nextEvent<E extends Event = MessageEvent>(target: EventTarget, type: string): Promise<E> {
  return new Promise((resolve) => target.addEventListener(type, (event) => resolve(event as E), { once: true }));
}
