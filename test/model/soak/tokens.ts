import type { Clock } from '../../kit/clock.ts';
import type { TokenOptions } from '../../kit/frame/fakeClerk.ts';
import { tokenOf } from '../../kit/jwt.ts';
import type { PageWindow } from '../../kit/page.ts';
import { clerkOf } from '../../kit/session.ts';

/** In ms: as Clerk makes them by default. */
const LIFE = 60_000;
/** In ms: ClerkJS hands out no token that ends sooner. */
const LEAST = 5000;
const MOST_KEPT = 4;

interface Token {
  raw: string;
  exp: number;
}

/** How many tokens were made, and how many of them because the shim asked for a fresh one (C6). */
export interface TokenCounts {
  tokens: number;
  renewals: number;
}

/** Tokens as ClerkJS gives them: JWTs, kept for each session until they are about to end, made while the page goes on. */
export class Tokens {
  readonly counts: TokenCounts = { tokens: 0, renewals: 0 };
  readonly #kept = new Map<string, Token>();
  readonly #making = new Map<string, Promise<Token>>();

  constructor(
    private readonly window: PageWindow,
    private readonly clock: Clock,
  ) {
    clerkOf(window).tokens(async (session, options) => (await this.#get(session, options)).raw);
  }

  /** Whether one is being made. */
  get isBusy(): boolean {
    return this.#making.size > 0;
  }

  /** For how many ms the token of the active session is good. */
  get remains(): number {
    const kept = this.#kept.get(this.window.Clerk?.session?.id ?? '');
    return kept ? kept.exp * 1000 - this.clock.now() : 0;
  }

  become(session: string | null | undefined): void {
    clerkOf(this.window).become(session);
    this.#show();
  }

  async #get(session: string, { skipCache = false }: TokenOptions = {}): Promise<Token> {
    const kept = this.#kept.get(session);
    if (!skipCache && kept && kept.exp * 1000 - this.clock.now() > LEAST) return kept;
    if (skipCache) this.counts.renewals++;
    let making = this.#making.get(session);
    if (!making) {
      making = this.#make(session);
      this.#making.set(session, making);
    }
    return making;
  }

  async #make(session: string): Promise<Token> {
    await new Promise((resolve) => setTimeout(resolve, this.counts.tokens++ % 3));
    this.#making.delete(session);
    const iat = Math.floor(this.clock.now() / 1000);
    const claims = { sid: session, iat, exp: iat + LIFE / 1000 };
    const token = { raw: tokenOf(claims), exp: claims.exp };
    this.#keep(session, token);
    this.#show();
    return token;
  }

  /** Sessions that were signed out do not come back: the oldest go. */
  #keep(session: string, token: Token): void {
    this.#kept.delete(session);
    this.#kept.set(session, token);
    const [oldest] = this.#kept.keys();
    if (oldest && this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }

  /** What a synchronous call takes. */
  #show(): void {
    const { session } = this.window.Clerk ?? {};
    if (!session) return;
    const token = this.#kept.get(session.id);
    session.lastActiveToken = token
      ? { getRawString: () => token.raw, jwt: { claims: { sid: session.id, exp: token.exp } } }
      : null;
  }
}
