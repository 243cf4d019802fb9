import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, type Page, type PageWindow, received, type TestPage } from '../kit/page.ts';
import { type NativeCall, watchNatives } from '../kit/watchNatives.ts';

/** A page whose native functions are watched, with or without a session. */
async function watched(session: string | undefined): Promise<{ page: Page; calls: NativeCall[] }> {
  const calls: NativeCall[] = [];
  const [, ...shim] = shimmedPage().head ?? [];
  const watch = (window: PageWindow) =>
    watchNatives(window, (call, pass) => {
      calls.push(call);
      return pass();
    });
  const definition: TestPage = {
    head: [{ clerk: session ? { session } : {} }, { run: watch }, ...shim],
  };
  return { page: await openPage(definition), calls };
}

/** The one call that was noted since the last time, which must be of this function, with these arguments. */
function expectCall(calls: NativeCall[], name: string, self: unknown, args: unknown[]): void {
  const [call, ...others] = calls.splice(0);
  expect(others).to.deep.equal([]);
  expect(call?.name).to.equal(name);
  expect(call?.self === self, 'this').to.equal(true);
  expect(call?.args).to.have.length(args.length);
  for (const [i, arg] of args.entries()) expect(call?.args[i] === arg, `argument ${i}`).to.equal(true);
}

for (const [state, session] of [
  ['with the session known', 'sess_A'],
  ['while Clerk is loading', undefined],
] as const) {
  describe(`calls that are not ours, ${state}`, () => {
    it(`E5: fetch() reaches native with the very same arguments, ${state}`, async () => {
      const { page, calls } = await watched(session);
      const { window } = page;
      const url = at('foreign', newKey(), 'body', 'json');
      const lists: unknown[][] = [
        [url],
        [url, undefined],
        [url, null],
        [url, { method: 'POST', body: 'x', headers: { 'X-A': '1' } }, {}],
        [new window.URL(url)],
        [new window.Request(url, { method: 'POST', body: 'x' }), { cache: 'no-store' }],
        [url, new window.Request(url)],
        [url, Object.create({ method: 'PUT' })],
        ['data:,x'],
        ['http://['],
        [],
        [Symbol('url')],
        [url, 5],
      ];
      for (const list of lists) {
        await Promise.resolve(Reflect.apply(window.fetch, window, list)).catch(() => {});
        expectCall(calls, 'fetch', window, list);
      }
    });

    it(`E5: what is converted to a string reaches native as that string, converted once, ${state}`, async () => {
      const { page, calls } = await watched(session);
      const url = at('foreign', newKey(), 'body', 'json');
      let count = 0;
      const init = { method: 'PUT' };
      const input = { toString: () => url + (count++ ? '?again' : '') };
      await page.window.fetch(input as unknown as string, init);
      expect(count).to.equal(1);
      expectCall(calls, 'fetch', page.window, [url, init]);
    });

    it(`E5: the methods of XHR reach native with the very same arguments, ${state}`, async () => {
      const { page, calls } = await watched(session);
      const { window } = page;
      const url = at('foreign', newKey(), 'body', 'json');
      const xhr = new window.XMLHttpRequest();
      const lists: [string, unknown[]][] = [
        ['open', ['POST', new window.URL(url)]],
        ['open', ['POST', url, true, undefined, undefined, 'sixth']],
        ['setRequestHeader', ['X-A', 5, 'third']],
        ['send', [new window.FormData(), 'second']],
        ['abort', ['first']],
        ['open', ['GET', url, undefined]],
        ['send', []],
      ];
      for (const [name, list] of lists) {
        Reflect.apply(Reflect.get(xhr, name), xhr, list);
        expectCall(calls, name, xhr, list);
      }
    });

    it(`E7: a patch that was there before sees each call of ours, with the session, ${state}`, async () => {
      const { page, calls } = await watched(session);
      const { window } = page;
      const key = newKey();
      const answer = window.fetch(at('backend', key, 'body', 'json'));
      const xhr = new window.XMLHttpRequest();
      xhr.open('POST', at('backend', key, 'body', 'text'));
      xhr.setRequestHeader('X-A', '1');
      xhr.send('x');
      window.Clerk?.control.become('sess_A');
      await answer;
      await received(key, 2);
      const urlOf = (input: unknown) => `${input instanceof window.Request ? input.url : input}`;
      const seen = calls.flatMap(({ name, args }) => {
        if (name !== 'fetch' && name !== 'open') return [];
        return `${name} ${urlOf(args[name === 'open' ? 1 : 0]).replace(/.*\//, '')}`;
      });
      const known = ['fetch json?_clerk_session_id=sess_A', 'open text?_clerk_session_id=sess_A'];
      // A call that is held looks opened, and the patch sees it when it leaves.
      expect(seen).to.have.members(known);
      expect(calls.filter(({ name }) => name === 'send')).to.have.length(1);
    });
  });
}
