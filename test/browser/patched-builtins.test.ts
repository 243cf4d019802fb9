import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { everyCall } from '../kit/everyCall.ts';
import { elsewhere, method, OVERRIDES, type Override, outcomes, override } from '../kit/overrides.ts';
import { at, headerOf, newKey, openPage, origins } from '../kit/page.ts';
import { clerkOf, cookieOf, requests, sessions } from '../kit/session.ts';

const EVERYTHING = { 'data-send': 'session-id credentials session-token' };

/**
 * Built-ins that throw once the page has put its own in their place, by their owners. Those that few scripts can do without,
 * such as `Object.assign` and `Array.prototype.push`, are not among them.
 */
const THROWING: Record<string, string[]> = {
  'String.prototype': [
    ...['endsWith', 'includes', 'indexOf', 'match', 'replace', 'search', 'slice', 'split', 'startsWith', 'substring'],
  ],
  'RegExp.prototype': ['exec', 'test'],
  'Function.prototype': ['apply', 'bind', 'call'],
  'Object.prototype': ['hasOwnProperty', 'isPrototypeOf', 'toString'],
  'WeakMap.prototype': ['get', 'has', 'set'],
  'URLSearchParams.prototype': ['get', 'has'],
  window: ['Map', 'Promise', 'Proxy', 'Set', 'Symbol', 'URL', 'URLSearchParams', 'WeakMap', 'encodeURIComponent'],
};

/** Overrides a built-in and makes calls of each kind, some of them held; none that is not ours may carry the session. */
async function callWith(by: Override | Override[]) {
  const page = await openPage({
    ...shimmedPage({ ...EVERYTHING, 'data-wait': '30000' }),
    body: [{ html: `<base href="${origins.foreign}/">` }],
  });
  const { window } = page;
  const [ours, others] = [newKey(), newKey()];
  Object.assign(document, { cookie: `${others}=1; path=/` });
  const call = (urls: string[]) =>
    urls.flatMap((url, i) =>
      // WebKit makes one request of calls that are the same.
      Object.entries(everyCall).map(async ([name, make]) => make(window, `${url}&${i} ${name}`)),
    );
  const list = (Array.isArray(by[0]) ? by : [by]) as Override[];
  const lie = () => {
    const undo = list.map((each) => override(window, at('foreign', others, 'echo'), each));
    return () => {
      for (const each of undo) each();
    };
  };
  let undo = lie();
  const known = await outcomes(call([`${at('backend', ours, 'echo')}?`, ...elsewhere(others)]));
  undo();
  clerkOf(window).become(undefined);
  undo = lie();
  const calls = call([`${at('backend', ours, 'echo')}?held`, ...elsewhere(others)]);
  undo();
  clerkOf(window).become('sess_A');
  lie();
  const held = await outcomes(calls);

  for (const request of await requests(others)) {
    expect(request.url, 'not ours').to.not.match(/sess_A|_clerk_session_id/);
    expect(cookieOf(request), 'not ours').to.not.include(others);
    expect(headerOf(request, 'Authorization'), 'not ours').to.equal(undefined);
  }
  return { page, outcomes: [...known, ...held], sessions: await sessions(ours) };
}

describe('built-ins that the page has overridden', () => {
  for (const [what, by] of Object.entries(OVERRIDES)) {
    it(`B5a: with ${what}, what is not ours gets nothing of the session, and what is ours has it`, async () => {
      const { page, outcomes, sessions } = await callWith(by);
      expect(outcomes.filter((outcome) => outcome !== 'answered')).to.deep.equal([]);
      // A synchronous call does not wait.
      expect(sessions.filter((id) => id !== 'sess_A')).to.deep.equal([null]);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('B5a: with an iterator of lists that goes backwards, what is not ours gets nothing of the session', async () => {
    const backwards = method(function* (this: unknown[]) {
      for (let i = this.length; i > 0; ) yield this[--i];
    });
    // Natives go through lists with it, too: Firefox and WebKit refuse headers then.
    await callWith(['Array.prototype.@@iterator', backwards]);
  });
});

describe('built-ins of the page that throw', () => {
  for (const [owner, names] of Object.entries(THROWING)) {
    for (const [send, attributes] of Object.entries({ 'without tokens': {}, 'with tokens': EVERYTHING })) {
      it(`E8: with wrong built-ins of ${owner}, no call is lost, and the page gets no error of theirs, ${send}`, async function () {
        this.timeout(30_000);
        const page = await openPage(shimmedPage({ ...attributes, 'data-wait': '30000' }));
        const { window } = page;
        const key = newKey();
        for (const name of names) {
          const throws = () =>
            override(window, '', [
              owner === 'window' ? name : `${owner}.${name}`,
              () => () => {
                throw new Error('of the page');
              },
            ]);
          const call = () =>
            Object.entries(everyCall)
              // What the page makes of the URL is its own affair.
              .filter(([call]) => name !== 'URL' || call !== 'fetch of a URL')
              .flatMap(([call, make]) =>
                [at('backend', key, 'echo'), at('foreign', key, 'echo')].map(async (url) =>
                  make(window, `${url}?${name} ${call}`),
                ),
              );
          let undo = throws();
          const known = await outcomes(call());
          undo();
          clerkOf(window).become(undefined);
          undo = throws();
          const calls = call();
          undo();
          clerkOf(window).become('sess_A');
          const all = [...known, ...(await outcomes(calls))];
          expect(
            all.filter((outcome) => outcome !== 'answered'),
            name,
          ).to.deep.equal([]);
        }
        const foreign = (await requests(key)).filter(({ origin }) => origin === 'foreign');
        expect(foreign.filter(({ url }) => /sess_A/.test(url))).to.deep.equal([]);
        expect(foreign.filter((request) => headerOf(request, 'Authorization'))).to.deep.equal([]);
        expect(page.errors).to.deep.equal([]);
        expect(page.rejections).to.deep.equal([]);
      });
    }
  }
});
