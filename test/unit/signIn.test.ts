import { expect } from 'chai';
import type { ClerkWait } from '../../src/calls/clerkWait.ts';
import { createSignIn } from '../../src/calls/signIn.ts';
import type { Clerk } from '../../src/clerk/clerk.ts';
import { noteAnswer } from '../../src/clerk/sessionState.ts';
import { signInPage } from '../../src/clerk/signInPage.ts';
import type { Settings } from '../../src/config/options.ts';
import type { ClerkInstance } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';

const SIGN_IN = 'https://accounts.test/sign-in#/?redirect_url=x';

describe('going to sign in', () => {
  let page: NodePage;
  let clerk: Partial<ClerkInstance>;
  let gone: string[];
  let said: string[];
  let wait: { isLeaving: boolean; phase: string };
  let stored: Map<string, string>;

  const openPage = async (url = 'https://page.test/orders') => {
    page?.close();
    page = await openNodePage({ url });
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    // In a browser, `window.top` cannot be replaced.
    page.put('top', globalThis);
    page.put('sessionStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    });
  };
  beforeEach(async () => {
    stored = new Map();
    gone = [];
    said = [];
    wait = { isLeaving: false, phase: 'known' };
    clerk = {
      loaded: true,
      session: null,
      buildSignInUrl: () => SIGN_IN,
      redirectToSignIn: async () => gone.push('sign-in'),
      buildTasksUrl: () => `${SIGN_IN}/tasks`,
      redirectToTasks: async () => gone.push('task'),
    };
    await openPage();
  });
  after(() => page.close());

  const create = (signsIn = true) =>
    createSignIn(
      { signsIn } as Settings,
      { signInPage: () => signInPage(clerk) } as Clerk,
      wait as ClerkWait,
      (_, message) => said.push(message),
    );
  const pending = { id: 'sess_A', status: 'pending', getToken: async () => null };
  const hide = (hidden: boolean) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('L2: signed out: to the sign-in page, once per page', () => {
    const { go } = create();
    go();
    go();
    expect(gone).to.deep.equal(['sign-in']);
  });

  it('L2: a pending session: to its task', () => {
    clerk.session = pending;
    create().go();
    expect(gone).to.deep.equal(['task']);
  });

  it("L2: a session that Clerk's servers issue no token for any more: to the sign-in page, and not soon again", () => {
    const ended = { ...pending, id: 'sess_ended', status: 'active' };
    clerk.session = ended;
    noteAnswer(ended, { status: 404 });
    create().go();
    expect(gone).to.deep.equal(['sign-in']);
    // ClerkJS may take it for active again, and calls may carry it.
    const next = create();
    next.note();
    next.go();
    expect(gone).to.have.length(1);
  });

  const NOT: { [what: string]: () => unknown } = {
    'without the attribute': () => create(false).go(),
    'while a session is active': () => {
      clerk.session = { ...pending, status: 'active' };
      create().go();
    },
    'while Clerk does not know its session': () => {
      clerk.session = undefined;
      create().go();
    },
    'before Clerk has loaded': () => {
      clerk.loaded = false;
      create().go();
    },
    'where a pending session has no task': () => {
      clerk.session = pending;
      clerk.buildTasksUrl = () => '';
      create().go();
    },
    'with a pending session in ClerkJS 4, which has no tasks': () => {
      clerk.session = pending;
      clerk.buildTasksUrl = undefined;
      create().go();
    },
    'in a frame': () => {
      page.put('top', {});
      create().go();
    },
    'while the user leaves the page': () => {
      wait.isLeaving = true;
      create().go();
    },
    'after uninstall()': () => {
      wait.phase = 'stopped';
      create().go();
    },
  };
  for (const [what, act] of Object.entries(NOT)) {
    it(`L2: nowhere ${what}`, () => {
      act();
      expect(gone).to.deep.equal([]);
      expect(said).to.deep.equal([]);
    });
  }

  for (const [url, signIn, isThere] of [
    ['https://page.test/sign-in', '/sign-in', true],
    ['https://page.test/sign-in/factor-one?x', '/sign-in', true],
    ['https://page.test/sign-in/', '/sign-in#/?redirect_url=y', true],
    ['https://page.test/sign-in-help', '/sign-in', false],
    ['https://page.test/', '/#/sign-in', true],
    ['https://page.test/orders', '/#/sign-in', false],
    ['https://page.test/sign-in', 'https://accounts.test/sign-in', false],
  ] as const) {
    it(`L2: the sign-in page ${signIn} is ${isThere ? '' : 'not '}the page ${url}${isThere ? ', which is not left' : ''}`, async () => {
      await openPage(url);
      clerk.buildSignInUrl = () => signIn;
      create().go();
      expect(gone).to.have.length(isThere ? 0 : 1);
    });
  }

  it('L2: not again when the user comes back at once without a session: that would be a loop', () => {
    create().go();
    create().go();
    expect(gone).to.have.length(1);
    // Someone who has had a session since may go again, and so may someone who comes later.
    const next = create();
    next.note();
    next.go();
    expect(gone).to.have.length(2);
    stored.set('clerk-ajax', `${Date.now() - 61_000}`);
    create().go();
    expect(gone).to.have.length(3);
  });

  it('L2: nowhere without a storage to remember it in', () => {
    page.put('sessionStorage', {
      getItem: () => null,
      setItem() {
        throw new Error('no');
      },
    });
    create().go();
    expect(gone).to.deep.equal([]);
    expect(said).to.deep.equal(['nobody is sent to the sign-in page: sessionStorage is not available']);
  });

  it('L2: a page in the background goes when the user looks at it, and not if somebody has signed in by then', () => {
    hide(true);
    create().go();
    expect(gone).to.deep.equal([]);
    hide(false);
    expect(gone).to.deep.equal(['sign-in']);

    stored.clear();
    hide(true);
    create().go();
    clerk.session = { ...pending, status: 'active' };
    hide(false);
    // Who signs out later does so on purpose.
    clerk.session = null;
    hide(true);
    hide(false);
    expect(gone).to.have.length(1);
  });

  it('L2: what ClerkJS throws is an error in the console, and nothing else', async () => {
    clerk.redirectToSignIn = () => Promise.reject(new TypeError('no'));
    create().go();
    await new Promise((resolve) => setTimeout(resolve));
    expect(said).to.deep.equal(['failed (TypeError), so calls are sent as the page made them; please report it']);
  });
});
