// A stand-in for ClerkJS, with the behaviour of its versions 5 and 6 where others depend on it: `addListener` emits at
// once if a client is known, nothing is emitted before that, `status` starts with "loading" and `on` can tell it at once,
// and the session is emitted before `loaded` turns true.

type Listener = (resources: object) => void;
export interface TokenOptions {
  skipCache?: boolean;
}

/** What `getToken()` of a session does, by the ID of the session. */
export type GetToken = (session: string, options?: TokenOptions) => Promise<string | null>;
type Status = 'loading' | 'ready' | 'degraded' | 'error';

export interface FakeSession {
  id: string;
  getToken(options?: TokenOptions): Promise<string | null>;
  lastActiveToken: { getRawString(): string; jwt: { claims: { exp: number } } } | null;
}

export class FakeClerk {
  loaded = false;
  status: Status = 'loading';
  publishableKey: string;
  client: object | undefined;
  session: FakeSession | null | undefined;
  #listeners: Listener[] = [];
  #statusListeners: ((status: Status) => void)[] = [];
  /** What `getToken()` of every session gives; a test may put its own here. */
  #token: GetToken = async (session) => fakeToken(session);

  constructor(publishableKey = 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ') {
    this.publishableKey = publishableKey;
  }

  addListener(listener: Listener, options?: { skipInitialEmit?: boolean }): () => void {
    this.#listeners.push(listener);
    if (this.client && !options?.skipInitialEmit) listener(this.#resources());
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  on(_event: 'status', listener: (status: Status) => void, options?: { notify?: boolean }): void {
    this.#statusListeners.push(listener);
    if (options?.notify) listener(this.status);
  }

  off(_event: 'status', listener: (status: Status) => void): void {
    this.#statusListeners = this.#statusListeners.filter((other) => other !== listener);
  }

  /** Resolves when Clerk has loaded, which is when the test says so. */
  load(options?: object): Promise<void> {
    this.control.loads.push(options);
    return new Promise((resolve, reject) => {
      const settle = (status: Status) => {
        if (this.loaded) resolve();
        else if (status === 'error') reject(new Error('Clerk: Failed to load'));
      };
      this.on('status', settle, { notify: true });
    });
  }

  /** As in ClerkJS with a navigation: the session is unknown while `navigate` runs. */
  async setActive({ session, navigate }: { session: string | null; navigate?: () => Promise<void> }): Promise<void> {
    if (!this.client) throw new Error('setActive is being called before the client is loaded. Wait for init.');
    if (navigate) {
      this.control.become(undefined);
      await navigate();
    }
    this.control.become(session);
  }

  #resources(): object {
    return { client: this.client, session: this.session, user: this.session && {}, organization: null };
  }

  #say(status: Status): void {
    this.status = status;
    for (const listener of [...this.#statusListeners]) listener(status);
  }

  /** What a test does with it; not a part of ClerkJS. */
  readonly control = {
    /** The options of each call of `load()`. */
    loads: [] as (object | undefined)[],
    /** Makes this the active session: an ID, `null` for signed out, `undefined` for not known. The first time loads. */
    become: (id: string | null | undefined): void => {
      this.client ??= {};
      this.session = typeof id === 'string' ? this.#sessionOf(id) : id;
      this.control.emit();
      if (this.loaded || this.session === undefined) return;
      this.loaded = true;
      this.#say('ready');
    },
    /** Tells the listeners what they know already. */
    emit: (): void => {
      for (const listener of [...this.#listeners]) listener(this.#resources());
    },
    /** Tells the status that ClerkJS has at last, and the listeners nothing. */
    ready: (): void => this.#say('ready'),
    /** ClerkJS could not reach its Frontend API. */
    fail: (): void => this.#say('error'),
    /** ClerkJS could reach its Frontend API in part. */
    degrade: (): void => this.#say('degraded'),
    /** Replaces what `getToken()` gives, from now on and for all sessions. */
    tokens: (getToken: GetToken): void => {
      this.#token = getToken;
    },
    /** How many listeners there are. */
    listeners: (): number => this.#listeners.length + this.#statusListeners.length,
  };

  #sessionOf(id: string): FakeSession {
    const raw = fakeToken(id);
    return {
      id,
      getToken: (options) => this.#token(id, options),
      lastActiveToken: { getRawString: () => raw, jwt: { claims: { exp: Math.floor(Date.now() / 1000) + 60 } } },
    };
  }
}

function fakeToken(session: string): string {
  return `fake-token-of-${session}`;
}

declare global {
  interface Window {
    FakeClerk: typeof FakeClerk;
  }
}

// Hidden, so that a page's globals look as they would with ClerkJS.
Object.defineProperty(window, 'FakeClerk', { value: FakeClerk });

const { fakeSession, fakeManual, clerkPublishableKey } = document.currentScript?.dataset ?? {};
if (fakeManual === undefined) {
  const clerk = new FakeClerk(clerkPublishableKey);
  (window as unknown as { Clerk: FakeClerk }).Clerk = clerk;
  if (fakeSession !== undefined) clerk.control.become(fakeSession || null);
}
