import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import type { PageWindow, TestPage } from '../kit/page.ts';
import type { OriginName } from '../kit/protocol.ts';
import type { Mode } from '../model/contract.ts';
import type { Column } from './kinds.ts';

/** What calls of a page without the shim send by themselves, beside the session ID. */
export type Sent = Pick<Mode, 'credentials' | 'token'>;

/** When a call leaves for the server. */
export type When = 'at once' | 'at the event' | 'after data-wait' | 'after its own timeout' | 'after 5 s' | 'after 1 s';

/** Calls are made as the page is parsed, again while the fault lasts, and once more when it is over. */
export type Round = 'first' | 'later' | 'healed';

/** What becomes of a call: the tests assert it, and `docs/compatibility.md` tells it. */
export interface Fate {
  when: When;
  /** ID of the session that it carries; of nobody's if there is none. */
  session: 'sess_A' | 'sess_B' | null;
  /** Whether the token is along where one is to be sent; the session ID is where that is. */
  token: boolean;
}

export const withSession = (when: When = 'at once'): Fate => ({ when, session: 'sess_A', token: true });
export const withNewSession = (when: When = 'at once'): Fate => ({ when, session: 'sess_B', token: true });
export const withoutToken = (when: When = 'at once'): Fate => ({ when, session: 'sess_A', token: false });
export const withoutSession = (when: When = 'at once'): Fate => ({ when, session: null, token: false });

/** Of a wait for Clerk that ends so, until Clerk has a session after all. */
export const withoutSessionFrom = (when: When) => ({
  usual: withoutSession(when),
  sync: withoutSession(),
  later: withoutSession(),
  healed: withSession(),
});
/** Of tokens that never come, until they do. */
export const tokenNeverComes = {
  usual: withoutToken('after 5 s'),
  sync: withSession(),
  later: withoutToken('after 5 s'),
  healed: withSession(),
};

/** What a page sees of a call: it fails, its answer breaks off, or it is answered. */
export type Sight = 'failure' | 'broken answer' | 'answer';

/** The page in which a fault happens. */
export interface Stage {
  window: PageWindow;
  /** What steers the stand-in of ClerkJS. */
  clerk(): FakeClerk['control'];
  /** Lets the scripts and the answers go that wait `until` the key of the page. */
  release(): Promise<void>;
  /** Waits until something holds. */
  until(holds: () => unknown): Promise<void>;
}

/** How the backend answers to calls. */
export interface Answers {
  /** Which backend; the page's own origin answers as ever if this is not `backend`. */
  by: 'backend' | 'fragile' | 'closed';
  /** Of the endpoint, before its ending. */
  modifiers?: string[];
  /** @param target makes the URL of an endpoint that answers */
  ending?(target: (origin: OriginName | 'itself') => string, key: string, column: Column): readonly (string | number)[];
  /** Whether no answer comes, until it is cut off. */
  isSlow?: true;
  /** Whether no answer comes at all. */
  isCut?: true;
  /**
   * Whether it answers only to few kinds of calls like that, of one page at a time: Chromium keeps the connection of a call
   * that is redirected while it asks for permission on another one, of the six that it has.
   */
  isForFew?: true;
}

export type Parts = NonNullable<TestPage['head']>;

/** A way in which Clerk, the backend or the page's life fails. */
export interface Fault {
  /** The rules that say what becomes of calls then. */
  rules: string;
  /** As in "when …". */
  name: string;
  /** What ends the wait, as in "when …". */
  event?: string;
  /** `data-wait`, in ms; `null` leaves it out. Default: so long that it never ends the wait. */
  wait?: number | null;
  /** What is on the page before the shim; `at` makes the URL of an endpoint, which waits `until` the key if it is told to. */
  head(at: (...segments: (string | number)[]) => string, key: string): Parts;
  answers?: Answers;
  /** The modes of sending the session in which it is tried; default: all. */
  modes?: readonly Mode[];
  /** Whether Clerk's cookie says whose page it is, until Clerk knows it (D8): `sess_A`'s. */
  isWarm?: true;
  /** Right before the calls are made. */
  before?(stage: Stage): void;
  /** Right after the calls were made. */
  during?(stage: Stage): void;
  /** How long it lasts until it happens, in ms. Default: a moment, in which calls with a timeout of their own end. */
  happensAfter?: number;
  happens?(stage: Stage): unknown;
  /** When all calls, and those made later, have ended. */
  heals?(stage: Stage): unknown;
  becomes: {
    usual: Fate;
    /** Of XHRs with a timeout of their own; default: they do not wait longer than that, if others do. */
    impatient?: Fate;
    sync: Fate;
    /** Of calls that are made when all others have ended, while the fault lasts. */
    later: Fate;
    /** Of calls that are made when it is over. */
    healed?: Fate;
  };
  /** Whether it touches only calls that carry a token: others leave at once. */
  ofTokens?: true;
  /** How much longer a token must be good for as it leaves, in ms. */
  tokenLasts?: number;
  /** What the first call sees natively, where that is not an answer. */
  sees?(mode: Mode): Sight;
  /** Whether calls made later have no time for their body to be read: they leave without the session ID then. */
  hasNoTime?: true;
  /** Whether the shim may say that Clerk is broken. */
  breaksClerk?: true;
}

/** What becomes of calls of a column that are made in a round; nothing if none are. */
export function fateOf(fault: Fault, round: Round, column: Column, sendsToken: boolean): Fate | undefined {
  const { becomes, ofTokens } = fault;
  if (round !== 'first') {
    const fate = becomes[round];
    return fate && ofTokens && !sendsToken ? { ...fate, when: 'at once' } : fate;
  }
  if (column === 'sync') return becomes.sync;
  if (ofTokens && !sendsToken) return withSession();
  const { usual } = becomes;
  if (column !== 'impatient' || usual.when === 'at once') return usual;
  return becomes.impatient ?? (ofTokens ? withoutToken : withoutSession)('after its own timeout');
}
