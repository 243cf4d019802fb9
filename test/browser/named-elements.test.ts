import { expect } from 'chai';
import { fakeClerkJs, KEY, loaded } from '../kit/clerkTag.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, insertShim, onlyLine, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

// An element with a name or an ID is a property of the window (https://html.spec.whatwg.org/#named-access-on-the-window-object),
// as soon as the page shows what a user has written.

const ELEMENTS: Record<string, string> = {
  'a form with fields': `<form id="Clerk" name="Clerk"><input name="session" id="sess_EVIL"><input name="loaded" value="1">
    <input name="addListener"><input name="publishableKey" value="pk_live_x"></form>`,
  'an image': '<img name="Clerk" id="Clerk">',
  'a heading': '<h1 id="Clerk">Clerk</h1>',
  'two anchors': '<a id="Clerk" name="session" href="#sess_EVIL"></a><a id="Clerk" href="#sess_EVIL"></a>',
  'an embed': '<embed name="Clerk">',
};

const attributes = {
  'data-backend-origins': `'self' ${origins.backend}`,
  'data-send': 'session-id credentials session-token',
};

/** A call of each kind, one of them to another origin, and the session of each. */
async function calls(window: PageWindow): Promise<(string | null)[]> {
  const key = newKey();
  await Promise.all([
    window.fetch(at('page', key, 'echo')),
    sendXhr(window, at('backend', key, 'echo')),
    window.fetch(new window.Request(at('backend', key, 'echo'), { method: 'POST', body: 'x' })),
  ]);
  return sessions(key, 3);
}
const NONE = [null, null, null];
const ALL = ['sess_A', 'sess_A', 'sess_A'];

describe('elements called Clerk', () => {
  for (const [what, html] of Object.entries(ELEMENTS)) {
    it(`B5: ${what}, before a late tag, is not taken for Clerk, whose session comes later`, async () => {
      const page = await openPage({
        head: [{ clerk: {}, attributes: { 'data-fake-manual': '' } }],
        body: [{ html }],
      });
      const { window } = page;
      const element = window.Clerk;
      await insertShim(window, { ...attributes, 'data-wait': '200' });
      expect(await calls(window)).to.deep.equal(NONE);
      onlyLine(page, 'warn', /no session for 200 ms/);
      expect(shimOf(window).explain('/').reason).to.match(/does not know/);
      // The page still finds what it has put there.
      expect(window.Clerk).to.equal(element);

      const clerk = new window.FakeClerk();
      window.Clerk = clerk;
      clerk.control.become('sess_A');
      expect(await calls(window)).to.deep.equal(ALL);
      expect(page.said('error')).to.deep.equal([]);
      expect(page.errors).to.deep.equal([]);
    });

    it(`B5: ${what}, after the tag, is not taken for Clerk, and holds no call longer`, async () => {
      const page = await openPage({
        head: [{ clerk: {}, attributes: { 'data-fake-manual': '' } }, { shim: { ...attributes, 'data-wait': '200' } }],
        body: [{ html }],
      });
      expect(await calls(page.window)).to.deep.equal(NONE);
      shimOf(page.window).uninstall();
      expect(page.window.Clerk).to.not.equal(undefined);
      expect(page.errors).to.deep.equal([]);
    });

    it(`H: ClerkJS is loaded beside ${what}`, async () => {
      const scripts = newKey();
      const page = await openPage({ body: [{ html }] });
      const { window } = page;
      await insertShim(window, {
        ...attributes,
        'data-clerk-publishable-key': KEY,
        'data-clerk-js-url': fakeClerkJs(scripts),
      });
      await loaded(window);
      clerkOf(window).become('sess_A');
      expect(await calls(window)).to.deep.equal(ALL);
      expect(await requests(scripts)).to.have.length(1);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('D3: a form called Clerk is no Clerk, and calls do not wait for one', async () => {
    const html = ELEMENTS['a form with fields'] as string;
    const page = await openPage({ head: [{ shim: attributes }], body: [{ html }] });
    expect(await calls(page.window)).to.deep.equal(NONE);
    onlyLine(page, 'warn', /there is no Clerk on this page/);
  });

  it('B5, E8: a frame called Clerk, of another origin, neither stops a call nor gives it a session', async () => {
    const frame = `<iframe name="Clerk" src="${at('foreignIp', newKey(), 'body', 'html')}"></iframe>`;
    const page = await openPage({ body: [{ html: frame }] });
    await insertShim(page.window, { ...attributes, 'data-wait': '200' });
    expect(await calls(page.window)).to.deep.equal(NONE);
    expect(page.errors).to.deep.equal([]);
    expect(page.rejections).to.deep.equal([]);
  });

  it('B5: the session is that of the Clerk behind the tag, not of a form called Clerk in front of it', async () => {
    const { window } = await openPage({
      head: [{ html: ELEMENTS['a form with fields'] as string }, ...(shimmedPage().head ?? [])],
    });
    expect(await calls(window)).to.deep.equal(ALL);
  });
});
