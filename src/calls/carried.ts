/** A call that is sent right now. */
export interface Outgoing {
  method: string;
  /** The page's URL. */
  url: string;
  /** Returns the base URL. */
  from: () => string;
  /** Whether the page has set the token's header itself. */
  hasOwnHeader?: boolean | undefined;
}

/** What a call carries. */
export interface Carried {
  /** The page's URL with the session ID. */
  url: string;
  /** Whether the call includes credentials (C5). */
  credentials: boolean;
  token: string | undefined;
  /** The request header for the token. */
  header: [name: string, value: string] | undefined;
  /** The session ID, if the call gets one. */
  id: string | undefined;
  /** Whether the page has set the token's header itself. */
  hasOwnHeader: boolean;
  /** Why it carries this, in one sentence. */
  reason: string;
}

/** What a call carries that has nothing of the session. */
export const carryNothing = (url: string): Carried => ({
  url,
  credentials: false,
  token: undefined,
  header: undefined,
  id: undefined,
  hasOwnHeader: false,
  reason: '',
});
