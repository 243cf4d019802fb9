// The first script of a page: counts what the others ask of the engine that costs time or memory.

export type Counts = Record<string, number>;

let counts: Counts = {};
let isCounting = false;
const kept: { size: number }[] = [];

function count(name: string, times = 1): void {
  if (isCounting) counts[name] = (counts[name] ?? 0) + times;
}

const ARRAY = 'indexOf includes find findIndex filter splice shift unshift concat slice';
const REFLECTION = 'getOwnPropertyDescriptor getOwnPropertyNames getPrototypeOf defineProperty';
const CONSTRUCTORS = 'URL URLSearchParams Request Headers Proxy FormData Map Set';
const iteratorOf = (iterable: Iterable<unknown>): object => Object.getPrototypeOf(iterable[Symbol.iterator]());

const METHODS: [label: string, owner: object, names: string][] = [
  ['Map', Map.prototype, 'get set has delete'],
  ['Set', Set.prototype, 'add has delete'],
  ['WeakMap', WeakMap.prototype, 'get set has delete'],
  ['WeakSet', WeakSet.prototype, 'add has delete'],
  ['Map iteration', iteratorOf(new Map()), 'next'],
  ['Set iteration', iteratorOf(new Set()), 'next'],
  ['array elements', Array.prototype, ARRAY],
  ['RegExp', RegExp.prototype, 'exec'],
  ['Promise', Promise.prototype, 'then'],
  ['baseURI', Node.prototype, 'baseURI'],
  ['reflection', Object, REFLECTION],
  ['encodeURIComponent', window, 'encodeURIComponent'],
  ['setTimeout', window, 'setTimeout'],
];

for (const [label, owner, names] of METHODS) {
  for (const name of names.split(' ')) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    const kind = descriptor.get ? 'get' : 'value';
    const native = descriptor[kind] as (...args: unknown[]) => unknown;
    const { apply } = Reflect;
    const counted = function (this: unknown, ...args: unknown[]) {
      // A method of an array counts for all the elements that it may go through.
      count(label, owner === Array.prototype ? (this as unknown[]).length : 1);
      return apply(native, this, args);
    };
    Object.defineProperty(owner, name, { ...descriptor, [kind]: counted });
  }
}

const global = window as unknown as Record<string, new () => object>;
for (const name of CONSTRUCTORS.split(' ')) {
  global[name] = new Proxy(global[name] as new () => object, {
    construct(target, args, newTarget) {
      count(`new ${name}`);
      const made = Reflect.construct(target, args, newTarget === global[name] ? target : newTarget);
      if (made instanceof Map || made instanceof Set) kept.push(made);
      return made;
    },
  });
}

export function start(): void {
  counts = {};
  isCounting = true;
}

export function stop(): Counts {
  isCounting = false;
  return counts;
}

/** How much all maps and sets hold that were made since. */
export const entries = (): number => kept.reduce((sum, { size }) => sum + size, 0);
