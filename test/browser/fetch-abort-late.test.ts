import { expect } from 'chai';
import { at, newKey, type OriginName, openPage, origins, received } from '../kit/page.ts';
import { clerkOf } from '../kit/session.ts';

/** Makes so much garbage that engines collect it, in milliseconds rather than seconds. */
async function collectGarbage(Request: typeof globalThis.Request): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const garbage: unknown[] = [];
    for (let i = 0; i < 20_000; i++) garbage.push(i % 500 ? { a: [i] } : new Request('/'));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a fetch that has waited', () => {
  const CASES: { title: string; origin?: OriginName; asRequest?: boolean; list?: string; answer?: string }[] = [
    { title: 'to another origin' },
    { title: "to the page's own origin", origin: 'page' },
    { title: 'with a token', list: 'data-token-origins' },
    { title: 'made of a Request', asRequest: true },
    { title: 'made of a Request, with a token', asRequest: true, list: 'data-token-origins' },
    { title: 'whose response has begun', answer: 'stall' },
    { title: 'made of a Request, whose response has begun', asRequest: true, answer: 'stall' },
  ];
  for (const { title, origin = 'backend', asRequest, list = 'data-backend-origins', answer = 'hang' } of CASES) {
    it(`D5: a fetch can be aborted long after it was sent, ${title}`, async () => {
      const { window } = await openPage({
        head: [{ clerk: {} }, { shim: { [list]: `'self' ${origins.backend}` } }],
      });
      const keys = Array.from({ length: 4 }, newKey);
      // Nothing of the calls is kept here but what a page keeps: their signals.
      const controllers = keys.map(() => new window.AbortController());
      // WebKit itself forgets the signal of a `Request` that the page does not keep.
      const kept: Request[] = [];
      const call = (url: string, init: RequestInit) => {
        if (!asRequest) return window.fetch(url, init);
        const request = new window.Request(url, init);
        kept.push(request);
        return window.fetch(request);
      };
      const outcomes = keys.map((key, i) =>
        Promise.race([
          call(at(origin, key, answer), { signal: controllers[i]?.signal ?? null })
            .then((response) => response.text())
            .then(
              () => 'answered',
              (error: Error) => error.name,
            ),
          new Promise((resolve) => setTimeout(resolve, 10_000, 'never ends')),
        ]),
      );
      clerkOf(window).become('sess_A');
      await Promise.all(keys.map((key) => received(key, 1)));
      await collectGarbage(window.Request);
      for (const controller of controllers) controller.abort();
      expect(kept.map(({ signal }) => signal.aborted)).to.deep.equal(asRequest ? keys.map(() => true) : []);
      expect(await Promise.all(outcomes)).to.deep.equal(keys.map(() => 'AbortError'));
    });
  }
});
