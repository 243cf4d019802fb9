import type { PageWindow, TestPage } from './page.ts';
import { recordSent, type SentCall } from './recordSent.ts';

const recorded = new WeakMap<Window, SentCall[]>();

/**
 * The network for origins that no test server can have: a part of a page, to be put before the shim, which records the
 * calls right beneath it and lets nothing out.
 */
export const beneathTheShim: NonNullable<TestPage['head']>[number] = {
  run(window) {
    const { fetch, Request, Response } = window;
    window.fetch = async (input, init) => {
      const { signal } = new Request(input, init);
      return signal?.aborted ? fetch('data:,', { signal }) : new Response('{}');
    };
    const { prototype } = window.XMLHttpRequest;
    const { open } = prototype;
    prototype.open = function (_: string, __: string | URL, async?: boolean) {
      open.call(this, 'GET', 'data:,', async ?? true);
    };

    const calls: SentCall[] = [];
    recorded.set(window, calls);
    recordSent(window, (call) => calls.push(call));
  },
};

/** What was sent from a page with {@link beneathTheShim}, in its order. */
export function sentFrom(window: PageWindow): SentCall[] {
  const calls = recorded.get(window);
  if (!calls) throw new Error('the page does not record what is sent');
  return calls;
}
