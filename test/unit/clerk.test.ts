import { expect } from 'chai';
import sinon from 'sinon';
import { type Clerk, watchClerk } from '../../src/clerk/clerk.ts';
import { hasClerkScript } from '../../src/clerk/clerkScripts.ts';
import { globalClerk } from '../../src/clerk/globalClerk.ts';
import type { ClerkInstance, ClerkSession } from '../../src/types.ts';
import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import { type NodePage, newFakeClerk, openNodePage } from '../kit/nodePage.ts';

type Page = { Clerk?: unknown };
const window = globalThis as Page;

describe('clerk', () => {
  let page: NodePage;
  let clerk: Clerk;
  let changed: sinon.SinonSpy;
  let failed: sinon.SinonSpy;
  let broke: sinon.SinonSpy;

  beforeEach(async () => {
    page = await openNodePage();
    [changed, failed, broke] = [sinon.spy(), sinon.spy(), sinon.spy()];
  });
  afterEach(() => {
    clerk?.stop();
    page.close();
    sinon.assert.notCalled(broke);
  });

  function watch(own?: ClerkInstance): Clerk {
    clerk = watchClerk(own, broke, undefined, { warmStart: true });
    clerk.subscribe({ changed, giveUp: failed });
    return clerk;
  }
  const idNow = () => clerk.session()?.id;
  const descriptor = () => Object.getOwnPropertyDescriptor(window, 'Clerk');

  /** Fires an event of a script, as its end does. */
  function end(type: 'load' | 'error', markup: string): void {
    page.document.head.innerHTML = markup;
    const script = page.document.head.firstElementChild as Element;
    script.dispatchEvent(new Event(type));
  }

  describe('an instance that is there', () => {
    it('C3: the session of a Clerk that is there is the one that is active, at each moment', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      fake.control.become('sess_1');
      watch();
      expect(idNow()).to.equal('sess_1');
      fake.control.become('sess_2');
      expect(idNow()).to.equal('sess_2');
      fake.control.become(null);
      expect(clerk.session()).to.equal(null);
      fake.control.become(undefined);
      expect(clerk.session()).to.equal(undefined);
    });

    it('D1: each emission of Clerk is told once', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      watch().follow();
      expect(clerk.session()).to.equal(undefined);
      changed.resetHistory();
      fake.control.become(undefined);
      sinon.assert.calledOnce(changed);
      fake.control.become('sess_1');
      sinon.assert.calledThrice(changed);
      expect(fake.status, 'it tells once more').to.equal('ready');
      fake.control.become('sess_2');
      expect(changed.callCount).to.equal(4);
    });

    it("D2a: Clerk's status tells where a listener of the page keeps the emission from us", async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      fake.addListener(() => {
        throw new Error('the page');
      });
      const on = sinon.spy(fake, 'on');
      watch().follow();
      changed.resetHistory();
      expect(() => fake.control.become('sess_1')).to.throw('the page');
      sinon.assert.notCalled(changed);
      on.firstCall.args[1]('ready');
      sinon.assert.calledOnce(changed);
      sinon.assert.notCalled(failed);
    });

    it('D1: asking Clerk adds no listener to it', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      watch();
      clerk.session();
      clerk.loaded();
      clerk.production();
      clerk.tokenNow();
      clerk.inSight();
      expect(fake.control.listeners()).to.equal(0);
    });

    it('D1: the first emission is told though Clerk does not say yet that it has loaded', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      watch().follow();
      changed.resetHistory();
      let seen: unknown;
      fake.addListener(() => {
        seen ??= { loaded: fake.loaded, told: changed.callCount };
      });
      fake.control.become('sess_1');
      expect(seen).to.deep.equal({ loaded: false, told: 1 });
    });

    it('D1: Clerk is listened to once, however often it is followed', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      watch();
      for (let i = 0; i < 5; i++) clerk.follow();
      expect(fake.control.listeners(), 'of emissions and of the status').to.equal(2);
    });

    it('E1: the property window.Clerk is left as it is', async () => {
      const fake = await newFakeClerk();
      window.Clerk = fake;
      const before = descriptor();
      watch().follow();
      expect(descriptor()).to.deep.equal(before);
      clerk.stop();
      expect(descriptor()).to.deep.equal(before);
    });
  });

  describe('an instance that appears', () => {
    it('D1: the assignment of window.Clerk is told', async () => {
      const fake = await newFakeClerk();
      watch();
      expect(clerk.session()).to.equal(undefined);
      window.Clerk = fake;
      sinon.assert.calledOnce(changed);
      expect(window.Clerk).to.equal(fake);
    });

    it('D1: a Clerk that is signed in already when it is assigned is told', async () => {
      const fake = await newFakeClerk();
      fake.control.become('sess_1');
      watch();
      window.Clerk = fake;
      sinon.assert.called(changed);
      expect(idNow()).to.equal('sess_1');
    });

    it('E1: once assigned, window.Clerk is a plain property again', async () => {
      const fake = await newFakeClerk();
      watch();
      window.Clerk = fake;
      expect(descriptor()).to.deep.equal({ value: fake, writable: true, enumerable: true, configurable: true });
    });

    it('E1: as long as there is no Clerk, window.Clerk is undefined, and takes what the page puts there', () => {
      watch();
      expect(window.Clerk).to.equal(undefined);
      const loader = { note: 'not yet Clerk' };
      window.Clerk = loader;
      expect(window.Clerk).to.equal(loader);
      sinon.assert.notCalled(changed);
    });

    it('D1: something put there that is not yet Clerk does not stop the watching', async () => {
      const fake = await newFakeClerk();
      watch();
      for (const other of [{}, null, undefined, 7, 'text', () => {}]) window.Clerk = other;
      sinon.assert.notCalled(changed);
      window.Clerk = fake;
      sinon.assert.calledOnce(changed);
    });

    it('D1: something that was there before, and is not yet Clerk, does not either', async () => {
      const loader = {};
      window.Clerk = loader;
      const fake = await newFakeClerk();
      watch();
      expect(window.Clerk).to.equal(loader);
      expect(clerk.session()).to.equal(undefined);
      window.Clerk = fake;
      sinon.assert.calledOnce(changed);
    });

    it('D1: `var Clerk` cannot be watched: the end of a script tells', async () => {
      const fake = await newFakeClerk();
      // A declaration makes a property that cannot be redefined, nor ever removed again.
      const { defineProperty } = Object;
      Object.defineProperty = <Type>(owner: Type, name: PropertyKey, descriptor: PropertyDescriptor) => {
        if (owner === globalThis && name === 'Clerk') throw new TypeError('Cannot redefine property: Clerk');
        return defineProperty(owner, name, descriptor);
      };
      try {
        window.Clerk = undefined;
        watch().follow();
        window.Clerk = fake;
        // A thousand images or frames that load cost nothing.
        end('load', '<link rel="stylesheet" href="/style.css">');
        sinon.assert.notCalled(changed);
        end('load', '<script src="/vendor.js"></script>');
        sinon.assert.calledOnce(changed);
        expect(clerk.session()).to.equal(undefined);
        clerk.follow();
        changed.resetHistory();
        fake.control.become('sess_1');
        expect(idNow()).to.equal('sess_1');
        sinon.assert.called(changed);
      } finally {
        Object.defineProperty = defineProperty;
      }
    });

    it('D3b: nothing looks for a Clerk while the user leaves the page', async () => {
      watch({} as ClerkInstance).follow(true, true);
      await new Promise((resolve) => setTimeout(resolve, 120));
      sinon.assert.notCalled(changed);
    });

    it('D1: an instance without addListener, as of tests, is taken with its session', () => {
      watch();
      window.Clerk = { session: { id: 'sess_1' } };
      sinon.assert.calledOnce(changed);
      clerk.follow();
      expect(idNow()).to.equal('sess_1');
    });
  });

  describe('an instance that is replaced', () => {
    it('C3: a new Clerk counts from the next call, and is listened to', async () => {
      const [first, second] = [await newFakeClerk(), await newFakeClerk()];
      first.control.become('sess_1');
      watch();
      window.Clerk = first;
      expect(idNow()).to.equal('sess_1');
      window.Clerk = second;
      expect(clerk.session()).to.equal(undefined);
      clerk.follow();
      changed.resetHistory();
      second.control.become('sess_2');
      sinon.assert.called(changed);
      expect(idNow()).to.equal('sess_2');
      changed.resetHistory();
      second.control.become('sess_3');
      sinon.assert.calledOnce(changed);
    });

    it('C3: the old Clerk is not listened to any more', async () => {
      const [first, second] = [await newFakeClerk(), await newFakeClerk()];
      watch();
      window.Clerk = first;
      clerk.follow();
      expect(first.control.listeners()).to.equal(2);
      window.Clerk = second;
      clerk.follow();
      expect(first.control.listeners()).to.equal(0);
      changed.resetHistory();
      first.control.become('sess_1');
      first.control.fail();
      sinon.assert.notCalled(changed);
      sinon.assert.notCalled(failed);
    });

    it('C4: a Clerk that is taken away gives no session', async () => {
      const fake = await newFakeClerk();
      fake.control.become('sess_1');
      watch();
      window.Clerk = fake;
      expect(idNow()).to.equal('sess_1');
      window.Clerk = undefined;
      expect(clerk.session()).to.equal(undefined);
    });
  });

  describe('an instance of a bundle', () => {
    it('A: the instance of a program is the one that counts, and window.Clerk is left alone', async () => {
      const [own, other] = [await newFakeClerk(), await newFakeClerk()];
      other.control.become('sess_other');
      watch(own);
      expect(descriptor()).to.equal(undefined);
      window.Clerk = other;
      expect(clerk.session()).to.equal(undefined);
      clerk.follow();
      expect(other.control.listeners()).to.equal(0);
      changed.resetHistory();
      own.control.become('sess_own');
      sinon.assert.called(changed);
      expect(idNow()).to.equal('sess_own');
      changed.resetHistory();
      own.control.become('sess_own2');
      sinon.assert.calledOnce(changed);
    });

    it('D3: a failure of the instance is told', async () => {
      const own = await newFakeClerk();
      watch(own).follow();
      own.control.fail();
      sinon.assert.calledOnce(failed);
    });
  });

  describe('failures', () => {
    it('D3: the status "error" of Clerk is told, with the reason', async () => {
      const fake = await newFakeClerk();
      watch();
      window.Clerk = fake;
      clerk.follow();
      sinon.assert.notCalled(failed);
      changed.resetHistory();
      fake.control.fail();
      sinon.assert.notCalled(changed);
      sinon.assert.calledOnceWithExactly(failed, sinon.match(/error/));
    });

    it('D3: a status that was "error" before is told as well', async () => {
      const fake = await newFakeClerk();
      fake.control.fail();
      watch();
      window.Clerk = fake;
      clerk.follow();
      sinon.assert.calledOnce(failed);
    });

    it('D3: other statuses are no failure', async () => {
      const fake = await newFakeClerk();
      watch();
      window.Clerk = fake;
      clerk.follow();
      fake.control.become('sess_1');
      expect(fake.status).to.equal('ready');
      sinon.assert.notCalled(failed);
    });

    it('D3: ClerkJS 4 has no status, and is listened to all the same', () => {
      const listeners: (() => void)[] = [];
      const four = {
        session: undefined as ClerkSession | undefined,
        addListener: (listener: () => void) => {
          listeners.push(listener);
          return () => {};
        },
      };
      watch();
      window.Clerk = four;
      clerk.follow();
      expect(listeners).to.have.length(1);
      four.session = { id: 'sess_4', getToken: async () => null };
      for (const listener of listeners) listener();
      expect(idNow()).to.equal('sess_4');
      sinon.assert.calledTwice(changed);
    });

    for (const markup of [
      '<script src="https://x.clerk.accounts.dev/npm/@clerk/clerk-js@6/dist/clerk.browser.js"></script>',
      '<script src="/vendor/clerk.browser.js"></script>',
      '<script src="https://cdn.test/npm/@clerk/clerk-js@4/dist/clerk.headless.js"></script>',
      '<script data-clerk-publishable-key="pk_test_x" src="/vendor.js"></script>',
      '<script data-clerk-frontend-api="clerk.page.test" src="/vendor.js"></script>',
      '<script data-clerk-js-script src="/vendor.js"></script>',
      '<script data-clerk-js-script data-clerk-publishable-key="pk_test_x" src="/ui.browser/vendor.js"></script>',
      '<script src="/vendor/clerk.legacy.browser.js"></script>',
      '<script src="/vendor/clerk.headless.browser.js?v=1"></script>',
      '<script data-clerk-publishable-key="pk_test_x" src="/gui.browser/vendor.js?of=ui.browser.js"></script>',
    ]) {
      it(`D3, H2: the error event of ${markup} is a failure`, () => {
        watch().follow();
        end('error', markup);
        sinon.assert.calledOnceWithExactly(failed, sinon.match(/script failed to load/));
      });

      it(`D3, H2: ${markup} is a Clerk script`, () => {
        expect(hasClerkScript(document)).to.equal(false);
        page.document.head.innerHTML = markup;
        expect(hasClerkScript(document)).to.equal(true);
        expect(hasClerkScript(document, page.document.head.firstElementChild as Element)).to.equal(false);
      });
    }

    for (const markup of [
      '<script src="/app.js"></script>',
      '<script data-clerk-publishable-key="pk_test_x" src="https://x.test/npm/@clerk/ui@1/dist/ui.browser.js"></script>',
      ...['ui.browser.js', 'ui.legacy.browser.js', 'ui.shared.browser.js?v=1', 'ui.browser.min.js#x'].map(
        (file) => `<script data-clerk-publishable-key="pk_test_x" src="/vendor/${file}"></script>`,
      ),
      '<script data-clerk-publishable-key="pk_test_x" src="https://cdn.test/npm/@clerk/ui@1"></script>',
      '<script data-clerk-ui-script data-clerk-publishable-key="pk_test_x" src="/vendor.js"></script>',
      '<script src="/clerk-js/ui.browser.js"></script>',
      '<script data-backend-origins="\'self\'" src="/clerk-js/shim.js"></script>',
      '<img src="/clerk.browser.js">',
      '<link rel="stylesheet" href="/clerk.browser.js">',
      '<script>"clerk.browser.js"</script>',
    ]) {
      it(`D3, H2: ${markup} is no Clerk script`, () => {
        watch().follow();
        end('error', markup);
        sinon.assert.notCalled(failed);
        expect(clerk.status()).to.equal('absent');
        expect(hasClerkScript(document)).to.equal(false);
      });
    }

    it('D3: another copy that fails to load is no failure when Clerk is there', async () => {
      const fake = await newFakeClerk();
      watch();
      window.Clerk = fake;
      end('error', '<script src="/clerk.browser.js"></script>');
      sinon.assert.notCalled(failed);
    });

    it('D3, H2: while another script may still bring Clerk, one that fails is no failure', () => {
      watch().follow();
      const { head } = page.document;
      head.innerHTML = '<script src="/clerk.browser.js"></script><script src="/x/clerk.browser.js"></script>';
      const [one, other] = [...head.children] as [Element, Element];
      one.dispatchEvent(new Event('error'));
      sinon.assert.notCalled(failed);
      expect(clerk.status()).to.equal('loading');
      other.dispatchEvent(new Event('error'));
      sinon.assert.calledOnce(failed);
      expect(clerk.status()).to.equal('error');
    });

    it('H2, D3: a build of ClerkJS that has run, and has made no Clerk, has failed', () => {
      watch().follow();
      end('load', '<script src="/clerk.legacy.browser.js"></script>');
      sinon.assert.calledOnce(failed);
      expect(clerk.status()).to.equal('error');
    });

    it('H2, D3: a build that has made a Clerk has not failed, nor has a script that only the key tells of', async () => {
      const fake = await newFakeClerk();
      watch().follow();
      end('load', '<script data-clerk-publishable-key="pk_test_x" src="/bundle.js"></script>');
      expect(clerk.status()).to.equal('loading');
      window.Clerk = fake;
      end('load', '<script src="/clerk.browser.js"></script>');
      sinon.assert.notCalled(failed);
      expect(clerk.status()).to.equal('loading');
      fake.control.become(null);
      expect(clerk.status()).to.equal('ready');
    });

    it('F2: after a failure the status is error, also without the tag, until another script or a Clerk comes', async () => {
      const fake = await newFakeClerk();
      watch().follow();
      expect(clerk.status()).to.equal('absent');
      end('error', '<script src="/clerk.browser.js"></script>');
      expect(clerk.status()).to.equal('error');
      page.document.head.innerHTML = '';
      expect(clerk.status()).to.equal('error');
      page.document.head.innerHTML = '<script src="/clerk.browser.js"></script>';
      expect(clerk.status()).to.equal('loading');
      window.Clerk = fake;
      fake.control.become(null);
      expect(clerk.status()).to.equal('ready');
    });

    it('D3: an error event of the window is no failure of a script', () => {
      watch().follow();
      page.fire('error');
      page.document.dispatchEvent(new Event('error'));
      page.document.dispatchEvent(new Event('load'));
      sinon.assert.notCalled(failed);
    });
  });

  describe('what it knows', () => {
    let fake: FakeClerk;

    beforeEach(async () => {
      fake = await newFakeClerk('pk_live_Y2xlcmsucGFnZS50ZXN0JA');
    });

    it('D4: a Clerk that once knew a session has not loaded for that', () => {
      watch();
      expect(clerk.loaded()).to.equal(false);
      window.Clerk = fake;
      clerk.follow();
      expect(clerk.loaded()).to.equal(false);
      fake.control.become('sess_1');
      fake.loaded = false;
      expect(clerk.loaded()).to.equal(false);
    });

    it('D4: Clerk has loaded when it says so', () => {
      window.Clerk = fake;
      watch();
      fake.loaded = true;
      expect(clerk.loaded()).to.equal(true);
    });

    it('C7: a production instance is known by its key', async () => {
      watch();
      expect(clerk.production()).to.equal(false);
      window.Clerk = fake;
      expect(clerk.production()).to.equal(true);
      window.Clerk = await newFakeClerk('pk_test_Y2xlcmsucGFnZS50ZXN0JA');
      expect(clerk.production()).to.equal(false);
    });

    it('C6: the last active token is at hand while it has not expired', () => {
      const clock = sinon.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
      try {
        watch();
        expect(clerk.tokenNow()).to.equal(undefined);
        window.Clerk = fake;
        expect(clerk.tokenNow()).to.equal(undefined);
        fake.control.become('sess_1');
        expect(clerk.tokenNow()).to.equal('fake-token-of-sess_1');
        clock.tick(59_999);
        expect(clerk.tokenNow()).to.equal('fake-token-of-sess_1');
        clock.tick(1);
        expect(clerk.tokenNow()).to.equal(undefined);
      } finally {
        clock.restore();
      }
    });

    it('C6: a session without a last active token has none at hand', () => {
      watch();
      window.Clerk = fake;
      for (const lastActiveToken of [null, undefined, { getRawString: () => 'raw' }]) {
        fake.control.become('sess_1');
        Object.assign(fake.session as object, { lastActiveToken });
        expect(clerk.tokenNow()).to.equal(undefined);
      }
      fake.control.become(null);
      expect(clerk.tokenNow()).to.equal(undefined);
    });

    it('D3: window.Clerk is in sight', () => {
      watch();
      expect(globalClerk()).to.equal(undefined);
      expect(clerk.inSight()).to.equal(false);
      window.Clerk = fake;
      expect(globalClerk()).to.equal(fake);
      expect(clerk.inSight()).to.equal(true);
    });

    it('D3: what stands at window.Clerk until Clerk is there, and an instance of a bundle, are in sight', () => {
      watch();
      window.Clerk = {};
      expect(clerk.inSight()).to.equal(true);
      clerk.stop();
      window.Clerk = undefined;
      expect(watch().inSight()).to.equal(false);
      clerk.stop();
      expect(watch(fake).inSight()).to.equal(true);
    });

    for (const [what, markup] of [
      ["Clerk's script", '<script src="https://clerk.page.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js"></script>'],
      ['a script with its key', '<script data-clerk-publishable-key="pk_test_x" src="/vendor.js"></script>'],
    ] as const) {
      it(`D3, D3a: ${what} is in sight as soon as it is there`, () => {
        watch();
        expect(clerk.inSight()).to.equal(false);
        page.document.body.innerHTML = markup;
        expect(clerk.inSight()).to.equal(true);
        page.document.body.innerHTML = '';
        expect(clerk.inSight()).to.equal(false);
      });
    }

    it("D3: an element called Clerk, another script, and the shim's own tag are not in sight", () => {
      page.document.body.innerHTML =
        '<form id="Clerk"></form><script src="/app.js"></script><script data-backend-origins="\'self\'" data-clerk-publishable-key="pk_test_x" src="/clerk-ajax.js"></script>';
      watch();
      expect(clerk.inSight()).to.equal(false);
    });
  });

  describe('a token', () => {
    const tokenOf = (getToken: () => Promise<string | null>) =>
      watch().token({ id: 'sess_1', getToken } as unknown as ClerkSession);

    it('C6: the token is what getToken gives', async () => {
      expect(await tokenOf(async () => 'token')).to.equal('token');
    });

    it('C6: getToken is called on its session, once', async () => {
      const session = { id: 'sess_1', getToken: sinon.stub().resolves('token') };
      await watch().token(session);
      sinon.assert.calledOnce(session.getToken);
      sinon.assert.calledOn(session.getToken, session);
    });

    for (const [what, getToken] of Object.entries<() => Promise<string | null>>({
      rejects: () => Promise.reject(new Error('offline')),
      throws: () => {
        throw new Error('broken');
      },
      'gives null': async () => null,
      'gives an empty string': async () => '',
    })) {
      it(`C6: there is no token where getToken ${what}, and nothing is thrown`, async () => {
        expect(await tokenOf(getToken)).to.equal(undefined);
      });
    }

    it('C6, E8: there is no token where there is no getToken', async () => {
      expect(await tokenOf(undefined as unknown as () => Promise<string>)).to.equal(undefined);
    });
  });

  describe('a Clerk that is none', () => {
    const throwing = (...names: string[]) => {
      const object = {};
      for (const name of names) {
        Object.defineProperty(object, name, {
          get() {
            throw new Error(`no ${name}`);
          },
        });
      }
      return object;
    };
    const told = () => {
      const { callCount } = broke;
      broke.resetHistory();
      return callCount;
    };

    it('E8: a session that throws counts as signed out, and is told', () => {
      window.Clerk = Object.assign(throwing('session'), { addListener: () => () => {} });
      watch();
      expect(clerk.session()).to.equal(null);
      expect(told()).to.equal(1);
    });

    it('E8: an addListener that throws is told, and its session is taken all the same', () => {
      window.Clerk = {
        addListener() {
          throw new Error('no');
        },
        session: { id: 'sess_1' },
      };
      watch();
      expect(() => clerk.follow()).not.to.throw();
      expect(told()).to.equal(1);
      expect(idNow()).to.equal('sess_1');
      clerk.follow();
      expect(told(), 'once').to.equal(0);
    });

    it('E8, A6: an `on` that throws is told, and its listener is taken away in the end', async () => {
      const fake = await newFakeClerk();
      Object.assign(fake, {
        on() {
          throw new Error('no');
        },
      });
      window.Clerk = fake;
      watch().follow();
      expect(told()).to.equal(1);
      fake.control.become('sess_1');
      sinon.assert.calledOnce(changed);
      clerk.stop();
      expect(fake.control.listeners()).to.equal(0);
    });

    for (const lastActiveToken of [throwing('jwt'), { jwt: { claims: { sid: 'sess_1', exp: Infinity } } }]) {
      it('E8: a token that throws is not at hand', () => {
        window.Clerk = { addListener: () => () => {}, session: { id: 'sess_1', lastActiveToken } };
        watch();
        expect(clerk.tokenNow()).to.equal(undefined);
        expect(told()).to.equal(1);
      });
    }

    it('E8: a token without claims is not at hand', () => {
      const lastActiveToken = { jwt: {}, getRawString: () => 'raw' };
      window.Clerk = { addListener: () => () => {}, session: { id: 'sess_1', lastActiveToken } };
      watch();
      expect(clerk.tokenNow()).to.equal(undefined);
    });

    it('C6: the token in the cookie is at hand if it is of the session and its organization', () => {
      const exp = Date.now() / 1000 + 60;
      const token = (claims: object) => `h.${btoa(JSON.stringify({ exp, ...claims }))}.s`;
      const session = { id: 'sess_1', lastActiveOrganizationId: 'org_A', lastActiveToken: null };
      window.Clerk = { addListener: () => () => {}, session };
      watch();
      for (const [claims, isTaken] of [
        [{ sid: 'sess_2', o: { id: 'org_A' } }, false],
        [{ sid: 'sess_1' }, false],
        [{ sid: 'sess_1', o: { id: 'org_B' } }, false],
        [{ sid: 'sess_1', o: { id: 'org_A' }, exp: 1 }, false],
        [{ sid: 'sess_1', o: { id: 'org_A' } }, true],
        [{ sid: 'sess_1', org_id: 'org_A' }, true],
      ] as const) {
        const setCookie = (cookie: string) => Object.assign(document, { cookie });
        const jwt = token(claims);
        setCookie(`__session=${jwt}`);
        expect(clerk.tokenNow(), JSON.stringify(claims)).to.equal(isTaken ? jwt : undefined);
        setCookie('__session=; max-age=0');
        setCookie(`__session_abc=${jwt}`);
        expect(!!clerk.tokenNow()).to.equal(isTaken);
        setCookie('__session_abc=; max-age=0');
      }
    });

    it('E8: a listener that cannot be removed does not break the end', () => {
      const remove = sinon.stub();
      remove.onFirstCall().throws(new Error('no'));
      window.Clerk = { addListener: () => remove };
      watch().follow();
      expect(() => clerk.stop()).not.to.throw();
      expect(told()).to.equal(1);
      window.Clerk = undefined;
    });

    for (const name of ['addListener', 'session']) {
      it(`E8: a Clerk whose ${name} throws does not break the installation`, () => {
        window.Clerk = throwing(name);
        expect(() => watch().follow()).not.to.throw();
        told();
      });

      it(`E8: a Clerk whose ${name} throws does not break the script that assigns it`, () => {
        const none = throwing(name);
        watch();
        expect(() => {
          window.Clerk = none;
        }).not.to.throw();
        expect(window.Clerk).to.equal(none);
        expect(() => clerk.follow()).not.to.throw();
        told();
      });
    }

    it('E8: a window.Clerk that throws does not break the installation', () => {
      Object.defineProperty(window, 'Clerk', {
        configurable: true,
        get() {
          throw new Error('no');
        },
      });
      expect(() => watch().follow()).not.to.throw();
      expect(clerk.session()).to.equal(undefined);
      Reflect.deleteProperty(window, 'Clerk');
      told();
    });

    for (const name of ['loaded', 'publishableKey']) {
      it(`E8: a Clerk whose ${name} throws is told, and the shim goes on`, () => {
        window.Clerk = Object.assign(throwing(name), { addListener: () => () => {} });
        watch();
        expect(() => (name === 'loaded' ? clerk.loaded() : clerk.production())).not.to.throw();
        told();
      });
    }

    it('E8: frozen and prototype-less Clerks are taken', () => {
      window.Clerk = Object.freeze(Object.assign(Object.create(null), { session: null }));
      watch().follow();
      expect(clerk.session()).to.equal(null);
      expect(clerk.loaded()).to.equal(false);
      expect(clerk.production()).to.equal(false);
    });
  });

  describe('stopping', () => {
    it('A6: after stop() nothing is told, and Clerk has no listener of ours', async () => {
      const fake = await newFakeClerk();
      watch();
      window.Clerk = fake;
      clerk.follow();
      expect(fake.control.listeners()).to.equal(2);
      clerk.stop();
      changed.resetHistory();
      fake.control.become('sess_1');
      fake.control.fail();
      end('load', '<script src="/app.js"></script>');
      end('error', '<script src="/clerk.browser.js"></script>');
      sinon.assert.notCalled(changed);
      sinon.assert.notCalled(failed);
      expect(fake.control.listeners()).to.equal(0);
    });

    it('A6: after stop() a Clerk script that fails is not told', () => {
      watch();
      clerk.stop();
      end('error', '<script src="/clerk.browser.js"></script>');
      sinon.assert.notCalled(failed);
    });

    it('A6: stop() leaves window.Clerk as if nothing had been there', () => {
      watch();
      clerk.stop();
      expect(descriptor()).to.equal(undefined);
      expect('Clerk' in window).to.equal(false);
    });

    it('A6: stop() leaves what the page has put at window.Clerk, as a plain property', () => {
      watch();
      const loader = {};
      window.Clerk = loader;
      clerk.stop();
      expect(descriptor()).to.deep.equal({ value: loader, writable: true, enumerable: true, configurable: true });
    });

    it("A6: stop() leaves another script's accessor alone", () => {
      watch();
      const theirs = { configurable: true, get: () => 7, set: () => {} };
      Object.defineProperty(window, 'Clerk', theirs);
      clerk.stop();
      expect(descriptor()).to.include(theirs);
    });

    it('A6: a late call of a layer that stayed behind still knows the session, and listens to nobody', async () => {
      const fake = await newFakeClerk();
      fake.control.become('sess_1');
      watch();
      clerk.stop();
      window.Clerk = fake;
      expect(idNow()).to.equal('sess_1');
      expect(fake.control.listeners()).to.equal(0);
    });
  });
});
