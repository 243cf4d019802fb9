import type { PageWindow } from '../kit/page.ts';
import { CLERK_DELAY } from './scenarios.ts';

/** How long Clerk's session is unknown, in milliseconds. */
const WHILE = 30;

/** From now on each call of a page is made while Clerk's session is unknown, as it is while an account is switched (D4). */
export function holdEachCall(window: PageWindow): void {
  const hide = () => {
    if (window.Clerk?.session === undefined) return;
    hideSession(window, WHILE);
  };
  const hidden = <Target extends object>(target: Target): Target =>
    new window.Proxy(target, {
      apply: (method, self, args) => {
        hide();
        return Reflect.apply(method as () => unknown, self, args);
      },
      construct: (native, args, newTarget) => {
        hide();
        return Reflect.construct(native as () => unknown, args, newTarget);
      },
    });
  const { prototype } = window.XMLHttpRequest;
  prototype.send = hidden(prototype.send);
  for (const name of ['fetch', 'EventSource', 'WebSocket'] as const)
    Object.assign(window, { [name]: hidden(window[name]) });
}

/** Makes Clerk's session unknown for a while, where it is not so already. */
export function hideSession({ Clerk }: PageWindow, time = CLERK_DELAY): void {
  if (Clerk?.session !== undefined) Clerk?.control.become(undefined);
  // By the test's clock: that of a page stops when another one is loaded in its place.
  setTimeout(() => Clerk?.control.become('sess_A'), time);
}
