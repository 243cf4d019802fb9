import type { FrameLink } from '../page.ts';

type Linked = { link: FrameLink };

/** What connects this page with the test that has opened it. */
export function findLink(): FrameLink {
  const { frameElement } = window;
  const { get } = Object.getOwnPropertyDescriptor(window, 'frameElement') as { get?: unknown };
  return ((frameElement ?? get) as Linked).link;
}

/** Makes the page look like one that is in no frame: the shim in a frame looks for Clerk in the pages around it (J1). */
export function leaveFrame(link: FrameLink): void {
  const frameElement = Object.assign(() => null, { link });
  Object.defineProperty(window, 'frameElement', { configurable: true, enumerable: true, get: frameElement });
  Object.defineProperty(window, 'parent', { configurable: true, enumerable: true, writable: true, value: window });
}
