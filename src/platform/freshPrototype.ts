import { quietly } from './quietly.ts';

/**
 * The pristine prototype of an interface, even if scripts have replaced its methods in this page. It is taken from a
 * temporary frame, which is removed before this returns. Its methods work on this page's objects in all engines (tried:
 * Chromium 75 and 156, Firefox 153, WebKitGTK 2.50).
 *
 * @returns nothing if the page is sandboxed, or does not allow the frame
 */
export const freshPrototype = (name: 'XMLHttpRequest'): XMLHttpRequest | undefined =>
  quietly(() => {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    try {
      return (frame.contentWindow as Window & typeof globalThis)[name].prototype;
    } finally {
      frame.remove();
    }
  });
