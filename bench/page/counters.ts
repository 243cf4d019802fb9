// Loaded into a page before anything else: counts what a script asks of the engine that costs time or memory.

export type Counts = Record<string, number>;

const counts: Counts = {};
const keepers: { size: number }[] = [];
let counting = false;

const count = (name: string, times = 1) => {
  if (counting) counts[name] = (counts[name] ?? 0) + times;
};

type Constructor = new (...args: unknown[]) => object;

function countConstruction(name: string): void {
  const global = window as unknown as Record<string, Constructor>;
  global[name] = new Proxy(global[name] as Constructor, {
    construct(target, args, newTarget) {
      count(`new ${name}`);
      const made = Reflect.construct(target, args, newTarget === global[name] ? target : newTarget);
      if (made instanceof Map || made instanceof Set) keepers.push(made);
      return made;
    },
  });
}

/** @param weight how much one call counts for, such as the number of elements that it goes through */
function countMethod(owner: object, name: string, label: string, weight: (self: unknown) => number = () => 1): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const kind = descriptor.get ? 'get' : 'value';
  const native = descriptor[kind] as (...args: unknown[]) => unknown;
  const { apply } = Reflect;
  const counted = function (this: unknown, ...args: unknown[]) {
    count(label, weight(this));
    return apply(native, this, args);
  };
  Object.defineProperty(owner, name, { ...descriptor, [kind]: counted });
}

const iteratorOf = (iterable: Iterable<unknown>): object => Object.getPrototypeOf(iterable[Symbol.iterator]());

for (const method of ['get', 'set', 'has', 'delete'] as const) {
  if (method !== 'get') countMethod(Set.prototype, method === 'set' ? 'add' : method, 'Set');
  countMethod(Map.prototype, method, 'Map');
  countMethod(WeakMap.prototype, method, 'WeakMap');
}
for (const method of ['add', 'has', 'delete']) countMethod(WeakSet.prototype, method, 'WeakSet');
countMethod(iteratorOf(new Map()), 'next', 'Map iteration');
countMethod(iteratorOf(new Set()), 'next', 'Set iteration');
for (const method of [
  'indexOf',
  'includes',
  'find',
  'findIndex',
  'filter',
  'splice',
  'shift',
  'unshift',
  'concat',
  'slice',
]) {
  countMethod(Array.prototype, method, 'array elements', (self) => (self as unknown[]).length);
}
countMethod(RegExp.prototype, 'exec', 'RegExp');
countMethod(Promise.prototype, 'then', 'Promise');
countMethod(Node.prototype, 'baseURI', 'baseURI');
for (const method of ['getOwnPropertyDescriptor', 'getOwnPropertyNames', 'getPrototypeOf', 'defineProperty']) {
  countMethod(Object, method, 'reflection');
}
countMethod(window, 'encodeURIComponent', 'encodeURIComponent');
countMethod(window, 'setTimeout', 'setTimeout');
for (const name of ['URL', 'URLSearchParams', 'Request', 'Headers', 'Proxy', 'FormData', 'Map', 'Set'])
  countConstruction(name);

export const counters = {
  start(): void {
    for (const name of Object.keys(counts)) delete counts[name];
    counting = true;
  },
  stop(): Counts {
    counting = false;
    return { ...counts };
  },
  /** How much all maps and sets hold that were made since. */
  entries: (): number => keepers.reduce((sum, { size }) => sum + size, 0),
};

Object.assign(window, { counters });
