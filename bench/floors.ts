import { SESSION_PARAM } from './session.ts';

/** Replaces a method by one that looks native. */
export const REPLACE = `
  const { apply } = Reflect;
  const replace = (owner, name, method) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { ...descriptor, value: new Proxy(method(descriptor.value), {}) });
  };`;

/**
 * The least that any script must do whose functions look native, as scripts: what a figure is above these is the
 * script's own, what is in them is the engine's.
 */
export const floors: Record<string, string> = {
  /** Passes every call on, and looks at nothing. */
  'floor-pass': `(() => { 'use strict'; ${REPLACE}
    replace(XMLHttpRequest.prototype, 'open', (native) => ({ open(...args) { return apply(native, this, args); } }).open);
    replace(window, 'fetch', (native) => ({ fetch(...args) { return apply(native, this, args); } }).fetch);
  })();`,

  /** Adds the session to every call without a look, remembers the object for \`send()\`, and asks for credentials. */
  'floor-add': `(() => { 'use strict'; ${REPLACE}
    const calls = new WeakMap();
    replace(XMLHttpRequest.prototype, 'open', (native) => ({
      open(method, url) {
        calls.set(this, { method, url });
        return apply(native, this, [method, url + '&${SESSION_PARAM}']);
      },
    }).open);
    replace(window, 'fetch', (native) => ({
      fetch(url, init) { return apply(native, this, [url + '&${SESSION_PARAM}', { ...init, credentials: 'include' }]); },
    }).fetch);
  })();`,
};
