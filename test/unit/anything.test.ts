import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { createMatcher } from '../../src/calls/backends.ts';
import { createSessionParam } from '../../src/calls/sessionParam.ts';
import { readOptions } from '../../src/config/options.ts';
import { parseSource } from '../../src/config/sourceList.ts';
import { install } from '../../src/entries/index.ts';
import { preprocess, takeOut } from '../../src/platform/url.ts';
import type { Options } from '../../src/types.ts';
import { type NodePage, newFakeClerk, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, optionsOf } from '../kit/settings.ts';
import { bases, sourceLists, urls } from '../model/arbitraryUrls.ts';
import { referenceMatch, referenceSources } from '../model/referenceMatcher.ts';

const SELF = 'https://page.test';
const NAME = '_clerk_session_id';
const ID = 'sess_1';

/** A failure is printed with its seed and path, and with what it was shrunk to. */
const holds = <Values extends [unknown, ...unknown[]]>(
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  check: (...values: Values) => void,
  numRuns = 2000,
) => fc.assert(fc.property(...(arbitraries as unknown as [fc.Arbitrary<Values[0]>]), check as never), { numRuns });

function parse(url: string, base: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** Whether a value is text, or can be made one. */
function isText(value: unknown): boolean {
  try {
    return typeof `${[value]}` === 'string' && typeof `${value}` === 'string';
  } catch {
    return false;
  }
}

/** What the platform makes of a URL's string before it parses it. */
const trimmed = (url: string) => url.replace(/[\t\n\r]/g, '').replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');

/** Expects that `sent` is `url` with the session's ID in place of each other value of its parameter (C2). */
function expectReplaced(sent: string, url: string, base: string): void {
  const [before, after] = [new URL(url, base), new URL(sent, base)];
  const expected = [...before.searchParams].map(([name, value]) => [name, name === NAME ? ID : value]);
  expect([...after.searchParams], 'the parameters').to.deep.equal(expected);
  before.search = after.search = '';
  expect(after.href).to.equal(before.href);
}

/** Expects that `sent` is `url` with the session's parameter at the end of its query, and nothing else changed (C1). */
function expectSpliced(sent: string, url: string, base: string): void {
  const [before, after] = [new URL(url, base), new URL(sent, base)];
  expect(after.origin).to.equal(before.origin);
  for (const part of ['protocol', 'username', 'password', 'host', 'pathname', 'hash'] as const) {
    expect(after[part], part).to.equal(before[part]);
  }
  const ours = `${NAME}=${ID}`;
  const hasQuery = before.search.length > 1;
  expect(after.search, 'the query, byte for byte').to.be.oneOf(
    hasQuery ? [`${before.search}&${ours}`, `${before.search}${ours}`] : [`?${ours}`],
  );
  expect([...after.searchParams], 'the parameters').to.deep.equal([...before.searchParams, [NAME, ID]]);

  // A string with nothing before its query is resolved; any other is spliced.
  const text = trimmed(url);
  if (/^(https?:)?(#|$)/i.test(text)) return;
  const at = sent.lastIndexOf(ours, sent.includes('#') ? sent.indexOf('#') : undefined);
  const rest = [sent.slice(0, at), sent.slice(at + ours.length)];
  expect([`${rest[0]}${rest[1]}`, `${rest[0]?.slice(0, -1)}${rest[1]}`], 'the string, byte for byte').to.include(text);
}

describe('any source list, any URL, any option', () => {
  let page: NodePage;

  before(async () => {
    page = await openNodePage({ url: `${SELF}/dir/page.html?q=1` });
  });
  after(() => page.close());

  const sourcesOf = (list: string) => readOptions(optionsOf({ backendOrigins: list }), () => {}, CHANNELS).sources;

  describe('the source list', () => {
    it('A2: parsing never throws, and what is no source is told', function () {
      this.timeout(60_000);
      holds([fc.oneof(sourceLists, urls)], (list) => {
        const faults: string[] = [];
        const { sources } = readOptions(optionsOf({ backendOrigins: list }), (option) => faults.push(option), CHANNELS);
        const words = list.split(/[\s,]+/).filter(Boolean);
        expect(sources.length + faults.length).to.equal(Math.max(words.length, 1));
        for (const word of [list, ...words]) parseSource(word, SELF);
      });
    });

    it('B2: what is a source is what the rules call one', function () {
      this.timeout(60_000);
      holds([sourceLists], (list) => {
        expect(sourcesOf(list).map(({ text }) => text)).to.deep.equal(
          referenceSources(list, SELF).map(({ text }) => text),
        );
      });
    });

    it('A2: no value of any option throws, if only it can be made a string', function () {
      this.timeout(60_000);
      const anything = fc.oneof(urls, fc.anything().filter(isText));
      const raw = fc.record(
        {
          backendOrigins: anything,
          tokenOrigins: anything,
          sessionParam: anything,
          send: anything,
          patch: anything,
          wait: anything,
          debug: anything,
        },
        { requiredKeys: [] },
      );
      holds([raw], (options) => {
        const { param, sources, patch, wait } = readOptions(
          optionsOf(options as { [name in keyof Options]?: unknown }),
          () => {},
          CHANNELS,
        );
        expect(param).to.match(/^[\w.~-]+$/);
        for (const { sends } of sources) expect(sends).to.have.length.above(0);
        expect(patch).to.have.length.above(0);
        expect(wait).to.be.within(0, 999_999_999);
      });
    });
  });

  describe('the matcher', () => {
    it('B1, B3: the matcher matches what a slow one that is written from the rules matches', function () {
      this.timeout(60_000);
      holds(
        [sourceLists, fc.array(fc.tuple(urls, bases), { minLength: 1, maxLength: 6 })],
        (list, calls) => {
          let base = '';
          const match = createMatcher(sourcesOf(list), () => base);
          const reference = referenceSources(list, SELF);
          // Twice in any order: what was learnt of one call must not change another.
          for (const [url, at] of [...calls, ...calls]) {
            base = at;
            expect(match(url)?.source.text, JSON.stringify({ url, at })).to.equal(referenceMatch(reference, url, at));
          }
        },
        4000,
      );
    });

    it('B5: the origin of what is ours is the one that the platform says, and one of the sources', function () {
      this.timeout(60_000);
      const list = "'self' https://api.example.com https://*.example.com http://localhost:*";
      let base = '';
      const match = createMatcher(sourcesOf(list), () => base);
      holds(
        [urls, bases],
        (url, at) => {
          base = at;
          const backend = match(url);
          const parsed = parse(url, at);
          if (!backend) return;
          expect(parsed?.origin).to.equal(backend.origin);
          expect(parsed?.protocol).to.match(/^https?:$/);
          expect(backend.crossOrigin).to.equal(parsed?.origin !== SELF);
          expect(
            [SELF, 'https://api.example.com'].includes(backend.origin) ||
              (backend.origin.startsWith('https://') &&
                parsed?.port === '' &&
                parsed.hostname.endsWith('.example.com')) ||
              (parsed?.protocol === 'http:' && parsed.hostname === 'localhost'),
          ).to.equal(true);
        },
        5000,
      );
    });

    it('B5: the matcher never throws', function () {
      this.timeout(60_000);
      // A document's base is always a URL; here it may be anything.
      holds([sourceLists, urls, fc.oneof(bases, urls)], (list, url, base) => {
        createMatcher(sourcesOf(list), () => base)(url);
      });
    });
  });

  describe('the parameter', () => {
    it('C1: the parameter leaves origin, path, fragment, and all other parameters byte for byte', function () {
      this.timeout(60_000);
      holds(
        [urls, bases],
        (url, base) => {
          const before = parse(url, base);
          if (!before || !/^https?:/.test(before.protocol)) return;
          const sent = createSessionParam(NAME).put(preprocess(url), ID, () => base);
          if (before.searchParams.has(NAME)) expectReplaced(sent, url, base);
          else expectSpliced(sent, url, base);
        },
        5000,
      );
    });

    it('C2: adding the parameter twice changes nothing more', function () {
      this.timeout(60_000);
      holds([urls, bases], (url, base) => {
        const before = parse(url, base);
        if (!before || !/^https?:/.test(before.protocol)) return;
        const once = createSessionParam(NAME).put(preprocess(url), ID, () => base);
        expect(createSessionParam(NAME).put(preprocess(once), ID, () => base)).to.equal(once);
        expect(new URL(once, base).searchParams.getAll(NAME)).to.have.length.above(0);
      });
    });

    it('C2: the parameter is found where the platform finds it', function () {
      this.timeout(60_000);
      holds([urls, fc.constantFrom(NAME, 'a', 'q', 'v1')], (url, name) => {
        const base = 'https://page.test/';
        const parsed = parse(url, base);
        if (parsed && /^https?:/.test(parsed.protocol)) {
          expect(takeOut(preprocess(url), name, () => false).stays).to.equal(parsed.searchParams.has(name));
        }
      });
    });

    it('C1: preprocessing takes away what the platform takes away', function () {
      this.timeout(60_000);
      holds([urls, bases], (url, base) => {
        const text = preprocess(url);
        expect(parse(text, base)?.href).to.equal(parse(url, base)?.href);
        expect(text).to.equal(trimmed(url));
        expect(preprocess(text)).to.equal(text);
      });
    });
  });

  describe('what native fetch is given', () => {
    let native: sinon.SinonStub;

    before(async () => {
      native = sinon.stub().resolves(new Response());
      page.put('fetch', native);
      const clerk = await newFakeClerk();
      clerk.control.become(ID);
      page.put('Clerk', clerk);
    });

    it('B5, C1, E5: a call that is not ours is never changed, and one that is ours gets the parameter, for any URL and any list', function () {
      this.timeout(60_000);
      const { document } = page;
      const element = document.head.appendChild(document.createElement('base'));
      const webBases = bases.filter((base) => /^https?:/.test(base));
      holds([fc.tuple(sourceLists, webBases), urls], ([list, base], url) => {
        const reference = referenceSources(list, SELF);
        // What is refused is told by a throw, which other tests see.
        if (!reference[0]) return;
        element.href = base;
        const { uninstall } = install({ backendOrigins: reference.map(({ text }) => text) });
        try {
          const init = { method: 'PUT' };
          native.resetHistory();
          void globalThis.fetch(url, init);
          sinon.assert.calledOnce(native);
          const [sent, sentInit] = native.firstCall.args;
          if (referenceMatch(reference, url, base) === undefined) {
            expect(sent).to.equal(url);
            expect(sentInit).to.equal(init);
            expect(native.firstCall.args).to.have.length(2);
          } else if (new URL(url, base).searchParams.has(NAME)) {
            expectReplaced(sent, url, base);
          } else expectSpliced(sent, url, base);
        } finally {
          uninstall();
        }
      });
      element.remove();
    });
  });
});
