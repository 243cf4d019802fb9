import { Proxy, Reflect } from './natives.ts';

/**
 * Puts members over an object without touching it, and leaves the reading of all others to whoever reads them: in their
 * order, as often as they like, with the object's own getters (E3).
 */
export function overlay<T extends object>(base: T, members: { [name: string]: unknown }): T {
  return new Proxy(members, {
    get: (own, name: string) => (name in own ? own[name] : base[name as keyof T]),
    has: (own, name) => name in own || name in base,
    ownKeys: (own) => [...new Set([...Reflect.ownKeys(base), ...Reflect.ownKeys(own)])],
    getOwnPropertyDescriptor(own, name) {
      const descriptor = Object.getOwnPropertyDescriptor(name in own ? own : base, name);
      return descriptor && { ...descriptor, configurable: true };
    },
  }) as T;
}
