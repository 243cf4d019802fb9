import type { PageWindow } from './page.ts';

/** A call of what the shim takes for a native function. */
export interface NativeCall {
  name: string;
  self: unknown;
  args: unknown[];
}

/** Is told of each call, and passes it on: its result is that of `pass()`. */
type Watcher = (call: NativeCall, pass: () => unknown) => unknown;

const METHODS = ['open', 'setRequestHeader', 'send', 'abort'];

/**
 * Watches the calls that reach native `fetch()` and `XMLHttpRequest`: a patch that was there before the shim. To be run in
 * the page before the shim's tag.
 */
export function watchNatives(window: PageWindow, watcher: Watcher): void {
  const watch = (owner: object, name: string) => {
    const native = Reflect.get(owner, name);
    Object.assign(owner, {
      [name](this: unknown, ...args: unknown[]) {
        return watcher({ name, self: this, args }, () => Reflect.apply(native, this, args));
      },
    });
  };
  watch(window, 'fetch');
  for (const name of METHODS) watch(window.XMLHttpRequest.prototype, name);
}
