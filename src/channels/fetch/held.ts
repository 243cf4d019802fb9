import type { Carried } from '../../calls/carried.ts';

/** The page's arguments, as they were at the call. */
export interface Held {
  /** The URL of the call; it may be relative. */
  url: string;
  /** Settles when the body has been read or has turned out unreadable. Never rejects. */
  ready?: Promise<void> | undefined;
  /** Returns the arguments for native, as the page gave them. */
  plain(): unknown[];
  /** Returns the arguments with what the call carries. */
  with(carried: Carried): unknown[];
}
