import sinon from 'sinon';
import type { Backend } from '../../../src/calls/backends.ts';
import { ClerkWait } from '../../../src/calls/clerkWait.ts';
import { Gate, type HeldCall } from '../../../src/calls/gate.ts';
import type { Clerk } from '../../../src/clerk/clerk.ts';
import { contextOf } from '../../../src/clerk/context.ts';
import { type ConfiguredSource, readOptions } from '../../../src/config/options.ts';
import type { ClerkSession, Options } from '../../../src/types.ts';
import { type NodePage, openNodePage } from '../../kit/nodePage.ts';
import { CHANNELS, fail, optionsOf } from '../../kit/settings.ts';

/** What the tests of the gate share: a gate and its wait, in a page and beside a Clerk that the test steers. All of it is new for each test. */
export let page: NodePage;
export let clock: sinon.SinonFakeTimers;
export let gate: Gate;
export let wait: ClerkWait;
export let say: sinon.SinonSpy;
export let follow: sinon.SinonSpy;
/** The calls that were sent, in their order, with their tokens. */
export let gone: string[];

/** What the test steers. */
export let clerk: {
  /** What Clerk knows, and whether it says that it has loaded. */
  session: ClerkSession | null | undefined;
  loaded: boolean;
  /** Whether the session is that of Clerk's cookie, and Clerk knows none yet. */
  isWarm: boolean;
  /** The token that it has at hand. */
  tokenNow: string | undefined;
  /** Whether there is a Clerk, or a script that loads one. */
  inSight: boolean;
  /** What a look at the context gives. */
  look: (context: string | null | undefined) => string | null | undefined;
};

/** To be called in a `describe`. */
export function useGate(): void {
  beforeEach(async () => {
    page = await openNodePage();
    clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    say = sinon.spy();
    follow = sinon.spy();
    clerk = {
      session: undefined,
      loaded: false,
      isWarm: false,
      tokenNow: undefined,
      inSight: false,
      look: (context) => context,
    };
    gone = [];
  });
  afterEach(() => {
    wait.stop();
    clock.restore();
    page.close();
  });
}

export function open(options: Partial<Options> = {}): Gate {
  const source: Clerk = {
    // The cookie has no token of a template.
    session: (template) => (template && clerk.isWarm ? undefined : clerk.session),
    knows: () => !clerk.isWarm && clerk.session !== undefined,
    context: () => clerk.look(clerk.session && contextOf(clerk.session)),
    organization: () => null,
    signInPage: () => null,
    development: () => false,
    cookieContext: () => clerk.session && contextOf(clerk.session),
    isSwitching: () => false,
    loaded: () => clerk.loaded,
    status: () => 'ready',
    cannotGive: () => undefined,
    tokenExpiresIn: () => null,
    production: () => false,
    tokenNow: () => clerk.tokenNow,
    async token(of) {
      try {
        return (await of.getToken()) || undefined;
      } catch {
        return undefined;
      }
    },
    inSight: () => clerk.inSight,
    follow,
    subscribe() {},
    stop() {},
  };
  const settings = readOptions(optionsOf({ backendOrigins: "'self'", ...options }), fail, CHANNELS);
  wait = new ClerkWait(source, settings, say);
  gate = new Gate(wait, source, settings, say);
  return gate;
}

export const newSession = (id = 'sess_1', getToken: ClerkSession['getToken'] = async () => `token of ${id}`) => ({
  id,
  getToken,
});

export const backendOfTokens = (template = ''): Backend => {
  const tokenOrigins = `https://api.test${template && `#${template}`}`;
  const [source] = readOptions(optionsOf({ tokenOrigins }), fail, CHANNELS).sources as [ConfiguredSource];
  return { origin: 'https://api.test', source, crossOrigin: true, insecure: false };
};

/** A call that notes when it is sent. */
export const call = (name: string, more: Partial<HeldCall> = {}): HeldCall => ({
  send: (token) => void gone.push(token === undefined ? name : `${name} with ${token}`),
  wantsToken: false,
  backend: backendOfTokens(),
  ready: undefined,
  timeout: undefined,
  ...more,
});

/** Gives a call a body, which is read until the test settles it. */
export function reading(held: HeldCall) {
  const read = deferred<void>();
  Object.assign(held, { ready: read.promise });
  return read;
}

/** As Clerk's emission does. */
export function become(now: ClerkSession | null | undefined): void {
  clerk.session = now;
  clerk.inSight = true;
  wait.changed();
}

export const settle = () => clock.tickAsync(0);

export function expectWarning(pattern: RegExp): void {
  sinon.assert.calledOnce(say);
  sinon.assert.calledWithExactly(say, 'warn', sinon.match(pattern));
}

/** A promise that the test settles. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
}
