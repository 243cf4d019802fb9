import { Proxy, withoutPrototype } from '../../platform/natives.ts';
import { snapshot } from '../../platform/snapshot.ts';

export type Members = { [name: string]: unknown };

/**
 * A copy of `init` if it is plain data, so that the page cannot see the copying (E3); nothing if it has getters or a
 * prototype of its own, which native alone reads.
 */
export function copyOf(init: Members): Members | undefined {
  try {
    const prototype = Object.getPrototypeOf(init);
    // `Object.prototype`, be it that of a frame.
    if (prototype && (Object.getPrototypeOf(prototype) || !('isPrototypeOf' in prototype))) return;
    const members = Object.values(Object.getOwnPropertyDescriptors(init));
    if (members.every((member) => member.enumerable && 'value' in member)) return { ...init };
  } catch {
    // A Proxy of the page's that throws.
  }
  return;
}

/** `init` of `fetch()`, read as native reads it: in its order, each member once (E3). */
export interface InitOnce {
  /** For native to read. */
  reader: unknown;
  /** What native has read. */
  members: Members;
  /** The body as it was then. */
  body(): unknown;
  /** What a getter or a conversion of the page has thrown. */
  thrown(): { error: unknown } | undefined;
}

/** Leaves the reading of `init` to native, and keeps what it reads. */
export function readOnce(init: unknown): InitOnce {
  const members: Members = Object.create(null);
  let body: unknown;
  let thrown: { error: unknown } | undefined;
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      thrown = { error };
      throw error;
    }
  };
  const bodyOf = (value: unknown) => {
    // Native may read a buffer as late as it sends it, and makes a string of other objects when it has read all members.
    body = snapshot(value);
    if (body !== undefined || Object(value) !== value) return body;
    return {
      toString() {
        if (body === undefined) body = attempt(() => `${value}`);
        return body;
      },
    };
  };
  const get = (_: object, name: string) =>
    attempt(() => {
      const value = (init as Members)[name];
      members[name] = name === 'body' ? bodyOf(value) : value;
      return members[name];
    });
  return {
    reader: Object(init) === init ? new Proxy({}, withoutPrototype({ get })) : init,
    members,
    body: () => body,
    thrown: () => thrown,
  };
}
