import { SESSION_PARAM } from '../session.ts';

// The least that any script must do whose functions look native: what a figure is above these is the script's own, what is
// in them is the engine's. `data-floor="pass"` passes every call on, and looks at nothing; `data-floor="add"` adds the
// session to every call without a look, remembers the object for `send()`, and asks for credentials.

type Method = (...args: unknown[]) => unknown;
const { apply } = Reflect;

function replace(owner: object, name: string, make: (native: Method) => Record<string, Method>): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const method = make(descriptor.value)[name] as Method;
  Object.defineProperty(owner, name, { ...descriptor, value: new Proxy(method, {}) });
}

const { prototype } = XMLHttpRequest;
const add = (url: unknown) => `${url}&${SESSION_PARAM}`;

if (document.currentScript?.dataset.floor === 'pass') {
  replace(prototype, 'open', (native) => ({
    open(...args) {
      return apply(native, this, args);
    },
  }));
  replace(window, 'fetch', (native) => ({
    fetch(...args) {
      return apply(native, this, args);
    },
  }));
} else {
  const calls = new WeakMap<object, object>();
  replace(prototype, 'open', (native) => ({
    open(method, url) {
      calls.set(this, { method, url });
      return apply(native, this, [method, add(url)]);
    },
  }));
  replace(window, 'fetch', (native) => ({
    fetch(url, init) {
      return apply(native, this, [add(url), { ...(init as RequestInit), credentials: 'include' }]);
    },
  }));
}
