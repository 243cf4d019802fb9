// A stand-in for ClerkJS, with the behaviour of its versions 5 and 6 where others depend on it: `addListener` emits at
// once if a client is known, nothing is emitted before that, `status` starts with "loading" and `on` can tell it at once,
// and the session is emitted before `loaded` turns true.

type Listener = (resources: object) => void;
export interface TokenOptions {
  skipCache?: boolean;
  template?: string;
  organizationId?: string;
}

/** What `getToken()` of a session does, by the ID of the session and of its active organization. */
export type GetToken = (
  session: string,
  options: TokenOptions | undefined,
  organization: string | null,
) => Promise<string | null>;
interface SetActive {
  session?: string | null;
  organization?: string | null;
  navigate?: () => Promise<void>;
}
type Status = 'loading' | 'ready' | 'degraded' | 'error';

export interface FakeSession {
  id: string;
  getToken(options?: TokenOptions): Promise<string | null>;
  lastActiveOrganizationId: string | null;
  lastActiveToken: { getRawString(): string; jwt: { claims: SessionClaims } } | null;
}

/** The claims of a session token that the shim reads. */
export interface SessionClaims {
  exp: number;
  sid: string;
  o?: { id: string };
}

export class FakeClerk {
  loaded = false;
  status: Status = 'loading';
  publishableKey: string;
  client: object | undefined;
  session: FakeSession | null | undefined;
  organization: { id: string } | null = null;
  #listeners: Listener[] = [];
  #statusListeners: ((status: Status) => void)[] = [];
  /** What `getToken()` of every session gives; a test may put its own here. */
  #token: GetToken = async (session, options, organization) => {
    if (options?.template) return `fake-token-of-${options.template}-for-${session}`;
    const { organizationId } = options ?? {};
    // Tokens for an organization other than the active one must name it in their claims.
    return organizationId === undefined ? fakeToken(session, organization) : tokenFor(session, organizationId);
  };

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

  /**
   * As in ClerkJS: with a navigation, the session is unknown while `navigate` runs; with an organization alone, the session object
   * changes at once, and what listeners are told, and the cookie, later.
   */
  async setActive({
    session = this.session ? this.session.id : null,
    organization,
    navigate,
  }: SetActive): Promise<void> {
    if (!this.client) throw new Error('setActive is being called before the client is loaded. Wait for init.');
    if (organization !== undefined && this.session && this.session.id === session) {
      this.session.lastActiveOrganizationId = organization;
      await this.control.touch();
    }
    if (navigate) {
      this.control.become(undefined);
      await navigate();
    }
    this.control.become(session, organization);
  }

  #resources(): object {
    return { client: this.client, session: this.session, user: this.session && {}, organization: this.organization };
  }

  #say(status: Status): void {
    this.status = status;
    for (const listener of [...this.#statusListeners]) listener(status);
  }

  /** What a test does with it; not a part of ClerkJS. */
  readonly control = {
    /** The options of each call of `load()`. */
    loads: [] as (object | undefined)[],
    /**
     * Makes this the active session, with this organization: an ID, `null` for signed out, `undefined` for not known. The first time
     * loads.
     */
    become: (id: string | null | undefined, organization: string | null = null): void => {
      this.client ??= {};
      this.session = typeof id === 'string' ? this.#sessionOf(id, organization) : id;
      this.organization = id && organization ? { id: organization } : null;
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
    /** What `setActive()` waits for when it has told Clerk's servers of an organization. */
    touch: async (): Promise<void> => {},
    /** How many listeners there are. */
    listeners: (): number => this.#listeners.length + this.#statusListeners.length,
  };

  #sessionOf(id: string, organization: string | null): FakeSession {
    const raw = fakeToken(id, organization);
    const claims = {
      sid: id,
      exp: Math.floor(Date.now() / 1000) + 60,
      ...(organization && { o: { id: organization } }),
    };
    const session: FakeSession = {
      id,
      lastActiveOrganizationId: organization,
      getToken: (options) => this.#token(id, options, session.lastActiveOrganizationId),
      lastActiveToken: { getRawString: () => raw, jwt: { claims } },
    };
    return session;
  }
}

/** A JWT for a session and an organization, but for the signature. */
function tokenFor(sid: string, organization: string): string {
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { sid, exp, ...(organization && { o: { id: organization } }) };
  return `${btoa('{"alg":"RS256"}')}.${btoa(JSON.stringify(claims))}.c2ln`.replace(/=/g, '');
}

const fakeToken = (session: string, organization: string | null) =>
  `fake-token-of-${session}${organization ? `-in-${organization}` : ''}`;

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
