import { expect } from 'chai';
import { everyCall } from '../kit/everyCall.ts';
import { elsewhere, OVERRIDES, type Override, outcomes, override } from '../kit/overrides.ts';
import { at, headerOf, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, cookieOf, requests, sessions, shimLines } from '../kit/session.ts';

// Scripts before the tag override built-ins, too. The shim then finds no other ones, and has to do without them, or to say that it
// cannot.

const EVERYTHING = { 'data-send': 'session-id credentials session-token', 'data-wait': '30000' };

/** The polyfills that old libraries bring along: right for what they were written for. */
const POLYFILLS: { [what: string]: Override | Override[] } = {
  'startsWith() that matches a pattern, well known and unguarded': [
    'String.prototype.startsWith',
    () =>
      function (this: string, part: string) {
        // biome-ignore lint/suspicious/noDoubleEquals: this is what pages have
        return (this.match(part) as unknown as string) == part;
      },
  ],
  'bind() of MooTools 1.4': [
    'Function.prototype.bind',
    () =>
      function (this: (...args: unknown[]) => unknown, that: unknown) {
        const self = this;
        return function (this: unknown, ...args: unknown[]) {
          const context = Object(this) === this ? this : that;
          return Reflect.apply(self, that ?? context, args);
        };
      },
  ],
  'from() of lists that knows no Set': [
    'Array.from',
    (window) => (list: ArrayLike<unknown>) => window.Array.prototype.slice.call(list),
  ],
  'trim() that takes away blanks alone': [
    'String.prototype.trim',
    () =>
      function (this: string) {
        return this.replace(/^ +| +$/g, '');
      },
  ],
  'includes() of lists without a second argument': [
    'Array.prototype.includes',
    () =>
      function (this: unknown[], item: unknown) {
        return this.indexOf(item) !== -1;
      },
  ],
  'Promise without finally()': [
    'Promise',
    (window) => {
      const native = window.Promise;
      const { resolve, reject, all, prototype } = native;
      const poly = (run: ConstructorParameters<typeof Promise>[0]) => new native(run);
      return Object.assign(
        function (this: unknown, run: ConstructorParameters<typeof Promise>[0]) {
          return poly(run);
        },
        { resolve: resolve.bind(native), reject: reject.bind(native), all: all.bind(native), prototype },
      );
    },
  ],
};

async function callsOf(by: Override | Override[], file: string) {
  const list = (Array.isArray(by[0]) ? by : [by]) as Override[];
  const others = newKey();
  const ours = newKey();
  Object.assign(document, { cookie: `${others}=1; path=/` });
  const undo: (() => void)[] = [];
  const lie = (window: PageWindow) => {
    for (const each of list) undo.push(override(window, at('foreign', others, 'echo'), each));
  };
  const page = await openPage({
    head: [
      { clerk: { session: 'sess_A' } },
      { run: lie },
      { shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...EVERYTHING, file } },
      // The page's own code would not work with some of these either.
      { run: () => undo.forEach((each) => void each()) },
    ],
    body: [{ html: `<base href="${origins.foreign}/">` }],
  });
  const { window } = page;
  const call = (what: string) =>
    [`${at('backend', ours, 'echo')}?`, ...elsewhere(others)].flatMap((url, i) =>
      Object.entries(everyCall).map(async ([name, make]) => make(window, `${url}&${i} ${what} ${name}`)),
    );
  const known = await outcomes(call('known'));
  clerkOf(window).become(undefined);
  const calls = call('held');
  clerkOf(window).become('sess_A');
  const held = await outcomes(calls);
  for (const request of await requests(others)) {
    expect(request.url, 'not ours').to.not.match(/sess_A|_clerk_session_id/);
    expect(cookieOf(request), 'not ours').to.not.include(others);
    expect(headerOf(request, 'Authorization'), 'not ours').to.equal(undefined);
  }
  return { page, outcomes: [...known, ...held], sessions: await sessions(ours) };
}

describe('built-ins that a script before the tag has overridden', () => {
  for (const file of ['clerk-ajax.js', 'clerk-ajax.all.js']) {
    for (const [what, by] of Object.entries(POLYFILLS)) {
      it(`B5a, E8: with ${what}, what is ours has the session, and nothing else has, ${file}`, async () => {
        const { page, outcomes, sessions } = await callsOf(by, file);
        expect(outcomes.filter((outcome) => outcome !== 'answered')).to.deep.equal([]);
        expect(sessions.filter((id) => id !== 'sess_A')).to.deep.equal([null]);
        expect(shimLines(page)).to.deep.equal([]);
        expect(page.errors).to.deep.equal([]);
      });
    }

    // The core is in the file with all channels.
    for (const [what, by] of file === 'clerk-ajax.all.js' ? Object.entries(OVERRIDES) : []) {
      it(`B5a, E8: with ${what}, what is not ours has nothing of the session, and no call is lost, ${file}`, async () => {
        const { page, outcomes, sessions } = await callsOf(by, file);
        expect(outcomes.filter((outcome) => outcome !== 'answered')).to.deep.equal([]);
        // Where the shim cannot work, it says so, and patches nothing.
        const isServed = sessions.filter((id) => id === 'sess_A').length > 1;
        if (!isServed) expect(shimLines(page).join()).to.match(/another script has replaced|its tag was not found/);
        // The page's own part of the tests does without the accessors that es5-sham does not tell.
        expect(page.errors.filter((error) => !/\blink\b/.test(error))).to.deep.equal([]);
      });
    }
  }
});
