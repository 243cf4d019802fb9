import type { PageWindow } from './page.ts';

/** A call as it reached what the shim took for native. */
export interface NativeCall {
  name: string;
  self: unknown;
  args: unknown[];
  /** The URL of a fetch: WebKit does not tell that of a `Request` whose page is closed. */
  url: string;
}

// `String()` takes a symbol as well, which a template throws at.
const urlOf = (input: unknown) => String(typeof input === 'object' && input && 'url' in input ? input.url : input);

/**
 * Notes the calls that reach the native functions, and passes them on: a patch that was there before the shim. To be run
 * in the page before the shim's tag.
 */
export function watchNatives(window: PageWindow, calls: NativeCall[]): void {
  const watch = (owner: object, name: string) => {
    const native = Reflect.get(owner, name);
    Object.assign(owner, {
      [name](this: unknown, ...args: unknown[]) {
        calls.push({ name, self: this, args, url: name === 'fetch' ? urlOf(args[0]) : '' });
        return Reflect.apply(native, this, args);
      },
    });
  };
  watch(window, 'fetch');
  for (const name of ['open', 'setRequestHeader', 'send', 'abort']) watch(window.XMLHttpRequest.prototype, name);
}
