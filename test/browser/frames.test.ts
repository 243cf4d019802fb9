import { expect } from 'chai';
import {
  at,
  engine,
  newKey,
  openPage,
  origins,
  type Page,
  type PageWindow,
  release,
  type TestPage,
} from '../kit/page.ts';
import {
  addClerk,
  authorizations,
  carried,
  clerkOf,
  clerkUrl,
  holding,
  insertShim,
  sendXhr,
  sessions,
  shimLines,
  shimOf,
} from '../kit/session.ts';
import { pause, until } from '../kit/until.ts';
import { countLeftovers } from '../model/soak/leftovers.ts';

// Pages made of frames, of which only the outermost has ClerkJS.

const SHIM = { 'data-backend-origins': `'self' ${origins.backend}` };
const shim = (attributes: Record<string, string> = {}) => ({ shim: { ...SHIM, ...attributes } });

const openOuter = (...head: NonNullable<TestPage['head']>) => openPage({ head });

const openInner = (outer: { window: PageWindow }, attributes?: Record<string, string>) =>
  openPage({ head: [shim(attributes)] }, { inside: outer.window.document });

/** An outer page with a Clerk, and a frame in it with the tag alone. */
async function openBoth(session?: string | null, attributes?: Record<string, string>): Promise<[Page, Page]> {
  const outer = await openOuter({ clerk: session === undefined ? {} : { session } });
  return [outer, await openInner(outer, attributes)];
}

const listenersOf = ({ window }: Page) => clerkOf(window).listeners();

/** Any document at any origin; Chromium 75 takes a script that its URL has, too, for an attack. */
const urlOf = (origin: Parameters<typeof at>[0], html: string) =>
  at(origin, newKey(), 'header', 'X-XSS-Protection', '0', 'type', 'text/html', 'repeat', html);
const tagOf = (file = 'clerk-ajax.min.js') =>
  `<script src="${origins.page}/dist/${file}" data-backend-origins="'self' ${origins.page} ${origins.backend}"></script>`;

/** Adds a frame and waits until it has loaded. */
async function addFrame(
  { document }: PageWindow,
  prepare: (frame: HTMLIFrameElement) => void,
): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  prepare(frame);
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  return frame;
}
const windowOf = (frame: HTMLIFrameElement) => frame.contentWindow as PageWindow;

describe('a frame with the tag and without a Clerk', () => {
  it('J1, C1, C3, C4: calls of a frame carry the session of the outer page, the next one after a switch, and none after the sign-out', async () => {
    const [outer, { window }] = await openBoth('sess_A');
    expect(await carried(window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    clerkOf(outer.window).become('sess_B');
    expect(await carried(window)).to.deep.equal(['sess_B', 'sess_B', 'sess_B']);
    clerkOf(outer.window).become(null);
    expect(await carried(window)).to.deep.equal([null, null, null]);
    clerkOf(outer.window).become('sess_C');
    expect(await carried(window)).to.deep.equal(['sess_C', 'sess_C', 'sess_C']);
  });

  it('J1, C6: calls of a frame carry tokens of the session of the outer page', async () => {
    const [outer, { window }] = await openBoth('sess_A', { 'data-send': 'session-token' });
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    clerkOf(outer.window).become('sess_B');
    await sendXhr(window, at('backend', key, 'echo'));
    clerkOf(outer.window).tokens(() => outer.window.Promise.reject(new outer.window.Error('no')));
    await window.fetch(at('backend', key, 'echo'));
    expect(await authorizations(key, 3)).to.deep.equal([
      'Bearer fake-token-of-sess_A',
      'Bearer fake-token-of-sess_B',
      null,
    ]);
  });

  it('J1, C7: an outer page of a production instance lets no session go over plain http, also before its Clerk has loaded', async () => {
    const production = { 'data-clerk-publishable-key': 'pk_live_x' };
    const loaded = await openOuter({ clerk: { session: 'sess_A' }, attributes: production });
    const loading = await openOuter({ src: at('page', newKey(), 'body', 'script'), attributes: production });
    for (const outer of [loaded, loading]) {
      const { window } = await openInner(outer, { 'data-backend-origins': 'http://api.test' });
      const { sends, reason } = shimOf(window).explain('http://api.test/');
      expect(sends).to.deep.equal([]);
      expect(reason).to.include('requires HTTPS');
    }
  });

  it('J1, D1: calls of a frame are held until the Clerk of the outer page knows its session', async () => {
    const [outer, { window }] = await openBoth();
    const calls = holding(window);
    await calls.isHeld();
    clerkOf(outer.window).become('sess_A');
    expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
  });

  it('J1, D4: calls of a frame are held while the outer page switches the account', async () => {
    const [outer, { window }] = await openBoth('sess_A');
    clerkOf(outer.window).become(undefined);
    const calls = holding(window);
    await calls.isHeld();
    clerkOf(outer.window).become('sess_B');
    expect(await calls.done).to.deep.equal(['sess_B', 'sess_B']);
  });

  it('J1, D3: a Clerk of the outer page that reports an error ends the wait', async () => {
    const [outer, page] = await openBoth();
    const calls = holding(page.window);
    clerkOf(outer.window).fail();
    expect(await calls.done).to.deep.equal([null, null]);
    expect(shimLines(page)).to.have.length(1);
  });

  it("J1, F2: explain() in a frame tells of the outer page's Clerk", async () => {
    const [outer, { window }] = await openBoth('sess_A');
    const explain = () => shimOf(window).explain(`${origins.backend}/x`);
    expect(explain()).to.deep.include({ sends: ['session-id', 'credentials'], reason: 'signed in' });
    clerkOf(outer.window).become(null);
    expect(explain()).to.deep.include({ sends: ['credentials'], reason: 'signed out' });
  });
});

describe('an outer page that loads Clerk after the frame', () => {
  /** Both at the same time: the outer page has the tag, or has not. */
  const inBoth = (
    test: (outer: Page, inner: Page) => Promise<void>,
    attributes?: Record<string, string>,
    head: TestPage['head'] = [],
  ) =>
    Promise.all(
      [[shim()], []].map(async (tag) => {
        const outer = await openOuter(...tag, ...head);
        await test(outer, await openInner(outer, attributes));
      }),
    );

  it('J1, D1: calls of a frame are held for a later tag of the outer page, and sent with the first session', () =>
    inBoth(async (outer, { window }) => {
      const calls = holding(window);
      addClerk(outer.window, clerkUrl(0));
      await until(() => outer.window.Clerk);
      await calls.isHeld();
      clerkOf(outer.window).become('sess_A');
      expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
      expect(await carried(window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    }));

  it('J1, D1: calls of a frame are held for an instance that the outer page assigns when no script ends', () =>
    inBoth(
      async (outer, { window }) => {
        const calls = holding(window);
        await calls.isHeld();
        const clerk = new outer.window.FakeClerk();
        outer.window.Clerk = clerk;
        await pause(100);
        clerk.control.become('sess_A');
        expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
      },
      // The end of the wait would find it, too.
      { 'data-wait': '60000' },
      [{ src: '/support/fake-clerk.js', attributes: { 'data-fake-manual': true } }],
    ));

  it('J1, D3: calls of a frame are sent at once when the script of the outer page fails to load', () =>
    inBoth(
      async (outer, page) => {
        const calls = holding(page.window);
        addClerk(outer.window, at('page', newKey(), 'delay', 100, 'status', 404));
        expect(await calls.done).to.deep.equal([null, null]);
        expect(shimLines(page)).to.have.length(1);
        expect(page.said('warn')[0]).to.include("Clerk's script failed to load");
      },
      { 'data-wait': '60000' },
    ));

  it('J1, D3: the script of the outer page is in sight: calls wait for it longer than for none', () =>
    inBoth(async (outer, page) => {
      addClerk(outer.window, clerkUrl(1500), 'sess_A');
      expect(await holding(page.window).done).to.deep.equal(['sess_A', 'sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    }));

  it('J1, D3: an outer page that is still loading may have a Clerk further down', async () => {
    const name = newKey();
    const outer = await openPage(
      {
        body: [
          { run: () => {} },
          { src: at('page', newKey(), 'until', name, 'body', 'script') },
          { clerk: { session: 'sess_A' } },
        ],
      },
      { until: 'start' },
    );
    await until(() => outer.window.document.body);
    const page = await openInner(outer);
    const calls = holding(page.window);
    await pause(1300);
    expect(shimLines(page)).to.deep.equal([]);
    await release(name);
    expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
  });

  it('J1, D3, D3a: without any Clerk the wait ends a second after load, and starts again when one appears there', () =>
    inBoth(async (outer, page) => {
      expect(await holding(page.window).done).to.deep.equal([null, null]);
      expect(page.said('warn')[0]).to.include('there is no Clerk on this page');
      addClerk(outer.window, clerkUrl(200), 'sess_A');
      expect(await holding(page.window).done).to.deep.equal(['sess_A', 'sess_A']);
      expect(shimLines(page)).to.have.length(1);
    }));
});

describe('frames of all kinds', () => {
  it('J1: a frame in frames, with and without the tag, is served', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_A' } });
    const withTag = await openInner(outer);
    const without = await openPage({}, { inside: withTag.window.document });
    const inmost = await openInner(without);
    expect(await carried(inmost.window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    clerkOf(outer.window).become('sess_B');
    expect(await carried(inmost.window)).to.deep.equal(['sess_B', 'sess_B', 'sess_B']);
    expect(await carried(without.window), 'no tag').to.deep.equal([null, null, null]);
  });

  it('J1: the frames of a frameset are served', async () => {
    const frame = await addFrame((await openPage({})).window, (it) => {
      const inner = urlOf('page', tagOf());
      it.src = urlOf(
        'page',
        `<script src="/support/fake-clerk.js" data-fake-session="sess_A"></script><frameset cols="*,*"><frame src="${inner}"><frame src="${inner}"></frameset>`,
      );
    });
    for (const i of [0, 1]) {
      expect(await carried(windowOf(frame)[i] as PageWindow)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    }
  });

  it('J1: a srcdoc frame, and one in it, are served', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_A' } });
    const frame = await addFrame(outer.window, (it) => {
      it.srcdoc = tagOf();
    });
    expect(await carried(windowOf(frame))).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    const deeper = await addFrame(windowOf(frame), (it) => {
      it.srcdoc = tagOf();
    });
    expect(await carried(windowOf(deeper))).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
  });

  it('J1: a frame inside a srcdoc frame that has the Clerk is served', async () => {
    const frame = await addFrame((await openPage({})).window, (it) => {
      it.srcdoc = '<script src="/support/fake-clerk.js" data-fake-session="sess_A"></script>';
    });
    const inner = await addFrame(windowOf(frame), (it) => {
      it.src = urlOf('page', tagOf());
    });
    expect(await carried(windowOf(inner))).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
  });

  it('J1: an about:blank frame that a script puts the tag into is served', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_A' } });
    const frame = outer.window.document.createElement('iframe');
    outer.window.document.body.append(frame);
    await insertShim(windowOf(frame), { 'data-backend-origins': `${origins.page} ${origins.backend}` });
    expect(await carried(windowOf(frame))).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
  });

  for (const closes of [true, false]) {
    it(`J1: a frame that is written, ${closes ? 'and' : 'but not'} closed, is served`, async () => {
      const outer = await openOuter({ clerk: {} });
      const frame = outer.window.document.createElement('iframe');
      outer.window.document.body.append(frame);
      const { document } = windowOf(frame);
      document.open();
      document.write(tagOf());
      if (closes) document.close();
      await until(() => windowOf(frame).ClerkAjax);
      const calls = holding(windowOf(frame));
      await calls.isHeld();
      clerkOf(outer.window).become('sess_A');
      expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
    });
  }
});

describe('a frame with a Clerk of its own', () => {
  it("J1: the frame's own window.Clerk is used, and the outer one is left alone", async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const before = listenersOf(outer);
    const inner = await openPage(
      { head: [{ clerk: { session: 'sess_own' } }, shim()] },
      { inside: outer.window.document },
    );
    expect(await carried(inner.window)).to.deep.equal(['sess_own', 'sess_own', 'sess_own']);
    clerkOf(inner.window).become(null);
    expect(await carried(inner.window)).to.deep.equal([null, null, null]);
    expect(listenersOf(outer)).to.equal(before);
  });

  it('J1: the Clerk of the innermost page around it that has one is used', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const middle = await openPage({ head: [{ clerk: { session: 'sess_middle' } }] }, { inside: outer.window.document });
    const inner = await openInner(middle);
    expect(await carried(inner.window)).to.deep.equal(['sess_middle', 'sess_middle', 'sess_middle']);
  });

  it('J1: a frame waits for a script that loads a Clerk, in it or between', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const middle = await openPage({}, { inside: outer.window.document });
    const inner = await openInner(middle);
    for (const [name, { window }] of Object.entries({ middle, inner })) {
      addClerk(window, clerkUrl(200), `sess_${name}`);
      expect(await holding(inner.window).done).to.deep.equal([`sess_${name}`, `sess_${name}`]);
      expect(listenersOf(outer)).to.equal(0);
    }
  });

  it("J1, H: a publishable key on the frame's tag loads a Clerk of its own", async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const { window } = await openInner(outer, {
      'data-clerk-publishable-key': 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ',
      'data-clerk-js-url': clerkUrl(200),
    });
    const calls = holding(window);
    await until(() => window.Clerk);
    expect(listenersOf(outer)).to.equal(0);
    clerkOf(window).become('sess_own');
    expect(await calls.done).to.deep.equal(['sess_own', 'sess_own']);
  });

  it('J1, D1: a Clerk that the frame assigns later is used from then on', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const { window } = await openInner(outer);
    expect(await carried(window)).to.deep.equal(['sess_outer', 'sess_outer', 'sess_outer']);
    window.Clerk = new outer.window.FakeClerk();
    expect(listenersOf(outer)).to.equal(0);
    const calls = holding(window);
    await calls.isHeld();
    clerkOf(window).become('sess_own');
    expect(await calls.done).to.deep.equal(['sess_own', 'sess_own']);
  });

  it('J1, D3: calls are sent at once when the script of a Clerk that is added later fails to load', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const page = await openInner(outer, { 'data-wait': '60000' });
    expect(await carried(page.window)).to.deep.equal(['sess_outer', 'sess_outer', 'sess_outer']);
    addClerk(page.window, at('page', newKey(), 'delay', 200, 'status', 404));
    expect(await holding(page.window).done).to.deep.equal([null, null]);
    expect(page.said('warn')).to.have.length(1);
  });

  it('J1, D2: data-wait="0" holds no call while a Clerk is added later', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_outer' } });
    const page = await openInner(outer, { 'data-wait': '0' });
    addClerk(page.window, at('page', newKey(), 'hang'));
    expect(await holding(page.window).done).to.deep.equal([null, null]);
    expect(shimLines(page)).to.deep.equal([]);
  });
});

describe('frames that the session must not reach', () => {
  const REPORT = `<script>
    var said = [], report = function (event) { said.push(event.message || String(event.reason)); };
    addEventListener('error', report); addEventListener('unhandledrejection', report);
    ['error', 'warn', 'log', 'info', 'debug'].forEach(function (level) { console[level] = function (text) { said.push(text); }; });
  </script>`;
  const CALL = (key: string) => `<script>
    fetch('${at('backend', key, 'cors', 'any', 'echo')}').then(function () {
      parent.postMessage({ key: '${key}', said: said, reason: ClerkAjax.explain('${origins.backend}').reason }, '*');
    });
  </script>`;
  // Without credentials, since the backend answers any origin.
  const TAG = tagOf().replace("'self' ", '').replace('<script ', '<script data-send="session-id" data-wait="300" ');

  const cases: Record<string, (frame: HTMLIFrameElement, html: string) => void> = {
    'of another origin': (frame, html) => {
      frame.src = urlOf('foreign', html);
    },
    'of another site': (frame, html) => {
      frame.src = urlOf('foreignIp', html);
    },
    'in a sandbox': (frame, html) => {
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = urlOf('page', html);
    },
    'of srcdoc in a sandbox': (frame, html) => {
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.srcdoc = html;
    },
    'of a data: URL': (frame, html) => {
      frame.src = `data:text/html,${encodeURIComponent(html)}`;
    },
  };
  for (const [kind, prepare] of Object.entries(cases)) {
    it(`J1: a frame ${kind} gets nothing of the session, and nothing is said but that there is no Clerk`, async () => {
      const outer = await openOuter({ clerk: { session: 'sess_A' } });
      const before = listenersOf(outer);
      const key = newKey();
      const answer = new Promise<MessageEvent>((resolve) => {
        outer.window.addEventListener('message', resolve, { once: true });
      });
      await addFrame(outer.window, (frame) => prepare(frame, REPORT + TAG + CALL(key)));
      const { data } = await answer;
      expect(data.reason).to.equal('Clerk does not know its session yet');
      expect(data.said).to.have.length(1);
      expect(data.said[0]).to.include('Clerk had no session for 300 ms');
      expect(await sessions(key)).to.deep.equal([null]);
      expect(listenersOf(outer)).to.equal(before);
      expect(outer.console).to.deep.equal([]);
      expect(outer.errors).to.deep.equal([]);
    });
  }

  for (const between of ['foreign', 'foreignIp'] as const) {
    it(`J1: a page in a frame of another ${between === 'foreign' ? 'origin' : 'site'} is served by the outermost page`, async () => {
      const outer = await openOuter({ clerk: { session: 'sess_A' } });
      const key = newKey();
      const inner = urlOf('page', REPORT + tagOf() + CALL(key).replace('/cors/any', '').replace('parent.', 'top[0].'));
      await addFrame(outer.window, (frame) => {
        frame.src = urlOf(between, `<iframe src="${inner}"></iframe>`);
      });
      expect(await sessions(key)).to.deep.equal(['sess_A']);
      expect(outer.errors).to.deep.equal([]);
    });
  }
});

describe('pages of two origins with one document.domain', () => {
  it('J1: pages with one document.domain can read each other, and the session does not go from one to the other', async () => {
    const join = '<script>try { document.domain = document.domain; } catch (e) {}</script>';
    const key = newKey();
    const report = `<script>
      var isOpen = false;
      try { isOpen = !!parent.Clerk; } catch (e) {}
      fetch('${at('backend', key, 'echo')}').then(function () { top.postMessage({ key: '${key}', isOpen: isOpen }, '*'); });
    </script>`;
    const inner = urlOf('foreign', join + tagOf().replace('<script ', '<script data-wait="300" ') + report);
    const answer = new Promise<MessageEvent>((resolve) => {
      window.addEventListener('message', (event) => event.data.key === key && resolve(event));
    });
    const { window: page } = await openPage({});
    await addFrame(page, (frame) => {
      const clerk = '<script src="/support/fake-clerk.js" data-fake-session="sess_A"></script>';
      frame.src = urlOf('page', `${join}${clerk}<iframe src="${inner}"></iframe>`);
    });
    // Chromium has done away with it.
    expect((await answer).data.isOpen).to.equal(engine !== 'chromium');
    expect(await sessions(key)).to.deep.equal([null]);
  });
});

describe('outer pages that are not as they should be', () => {
  it('J1, E8: a frame that has overwritten `parent` breaks nothing', async () => {
    const outer = await openOuter({ clerk: { session: 'sess_A' } });
    const middle = await openPage(
      { head: [{ script: 'var parent = { parent: 1 };' }] },
      { inside: outer.window.document },
    );
    const page = await openPage(
      { head: [{ script: 'var parent = document.createElement("p"); var frameElement = 1; var top = 2;' }, shim()] },
      { inside: middle.window.document },
    );
    expect(await carried(page.window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
  });

  const hostile: Record<string, string> = {
    'a Clerk that throws': 'Object.defineProperty(window, "Clerk", { get: function () { throw new Error("no"); } });',
    'a Clerk that is something else': 'window.Clerk = 5;',
    'an element of this name': 'document.documentElement.id = "Clerk";',
    'no Blob and no URL': 'Blob = URL = null;',
    'elements in place of members of its document':
      'document.documentElement.innerHTML = "<body><img name=defaultView><img name=readyState><img name=getElementsByTagName><img name=addEventListener>";',
  };
  for (const [what, script] of Object.entries(hostile)) {
    it(`J1, E8: a frame works as ever in a page with ${what}`, async () => {
      const outer = await openPage({ body: [{ script }] });
      const page = await openInner(outer, { 'data-wait': '300' });
      expect(await carried(page.window)).to.deep.equal([null, null, null]);
      expect(shimLines(page)).to.have.length(1);
      expect(page.said('warn')[0]).to.include('Clerk had no session for 300 ms');
      expect([page.errors, page.rejections, outer.errors]).to.deep.equal([[], [], []]);
    });
  }

  it('J1, E8: an outer page that closes itself by document.domain, where an engine still has that, is left alone', async () => {
    const [outer, page] = await openBoth('sess_A');
    expect(await carried(page.window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    const isClosed = page.run(() => {
      const { document } = window.parent;
      const { domain } = document;
      document.domain = domain;
      try {
        return !window.parent.document;
      } catch {
        return true;
      }
    });
    const expected = isClosed ? null : 'sess_A';
    expect(await carried(page.window)).to.deep.equal([expected, expected, expected]);
    expect([page.errors, shimLines(page)]).to.deep.equal([[], []]);
    expect(outer.errors).to.deep.equal([]);
  });
});

describe('frames that go', () => {
  it('J1: 200 frames that come and go leave nothing in the outer page', async function () {
    this.timeout(60_000);
    const shimCode = await (await fetch('/dist/clerk-ajax.min.js')).text();
    let leftovers = () => ({ listeners: 0, clerkListeners: 0, timers: 0 });
    const outer = await openOuter(
      { clerk: { session: 'sess_A' } },
      {
        run: (window) => {
          leftovers = countLeftovers(window);
        },
      },
    );
    const before = leftovers();
    for (let i = 0; i < 200; i++) {
      const frame = await addFrame(outer.window, (it) => {
        it.srcdoc = `<script data-backend-origins="'self'">${shimCode.replace(/<\/script/g, '<\\/script')}</script>`;
      });
      if (!i) expect(leftovers()).to.deep.equal({ ...before, listeners: before.listeners + 2, clerkListeners: 2 });
      frame.remove();
    }
    expect(leftovers()).to.deep.equal(before);
  });

  /** Removes a frame in a way in which pages do that. */
  const ways: Record<string, (frame: HTMLIFrameElement) => unknown> = {
    'are removed': (frame) => frame.remove(),
    'are removed with all around them': (frame) => {
      (frame.parentNode as Element).innerHTML = '';
    },
    'lead to another page': (frame) =>
      new Promise((resolve) => {
        frame.onload = resolve;
        frame.src = at('page', newKey(), 'body', 'html');
      }),
  };
  for (const [what, go] of Object.entries(ways)) {
    it(`J1: frames that ${what} leave no listener`, async () => {
      const [outer, page] = await openBoth('sess_A');
      expect(listenersOf(outer)).to.equal(2);
      await go(page.frame);
      expect(listenersOf(outer)).to.equal(0);
    });
  }

  it('J1, D3b: a page that is restored follows the outer one again', async () => {
    const [outer, { window }] = await openBoth('sess_A', { 'data-wait': '60000' });
    // Its own `pageshow` comes after its `load`.
    await pause(0);
    window.dispatchEvent(new window.Event('pagehide'));
    expect(listenersOf(outer)).to.equal(0);
    expect(await carried(window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    expect(listenersOf(outer)).to.equal(0);
    window.dispatchEvent(new window.Event('pageshow'));
    expect(listenersOf(outer)).to.equal(2);
    clerkOf(outer.window).become(undefined);
    const calls = holding(window);
    await calls.isHeld();
    clerkOf(outer.window).become('sess_B');
    expect(await calls.done).to.deep.equal(['sess_B', 'sess_B']);
  });

  for (const [what, clear] of Object.entries<(frame: HTMLIFrameElement) => void>({
    'whose document has been opened anew': (frame) => {
      frame.contentDocument?.open();
      frame.contentDocument?.close();
    },
    'that have not loaded': () => {},
  })) {
    it(`J1, E8: frames ${what} leave no listener behind the next emission, which nothing breaks`, async () => {
      const outer = await openOuter({ clerk: { session: 'sess_A' } });
      const page = await openPage(
        { head: [shim()], body: [{ html: `<img src="${at('page', newKey(), 'hang')}">` }] },
        { inside: outer.window.document, until: 'start' },
      );
      await until(() => page.window.ClerkAjax);
      clear(page.frame);
      page.frame.remove();
      const heard: unknown[] = [];
      outer.window.Clerk?.addListener((it) => heard.push(it));
      clerkOf(outer.window).become('sess_B');
      expect(heard).to.have.length(2);
      expect(listenersOf(outer)).to.equal(1);
      expect([outer.errors, outer.console]).to.deep.equal([[], []]);
    });
  }
});

describe('a worker', () => {
  it('J2: a worker is not served', async () => {
    const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, shim()] });
    const key = newKey();
    page.run(
      (url) => {
        new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(url)})`])));
      },
      at('page', key, 'echo'),
    );
    expect(await sessions(key)).to.deep.equal([null]);
  });
});
