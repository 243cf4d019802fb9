import type { Say } from '../messages.ts';
import type { Backend } from './backends.ts';
import type { Gate } from './gate.ts';
import type { Grant } from './grant.ts';

/** What the interceptors work with. */
export interface Context {
  gate: Gate;
  /** The backend that a URL leads to, if a call to it is ours. */
  match(url: string): Backend | undefined;
  /** What a call to the backend gets now. */
  grant(backend: Backend): Grant;
  /** Says what there is to say of a call that goes out, and gives the grant back. */
  report(grant: Grant, backend: Backend, method: string, url: string): Grant;
  /** The URL with the session ID in it, if there is one; `from` is what it is relative to, if not to the page's base. */
  withId(url: string, id: string | undefined, from?: () => string): string;
  wantsToken: boolean;
  /** The token that ClerkJS has at hand, for a call that cannot wait (C6). */
  tokenNow(): string | undefined;
  /** What relative URLs are relative to at this moment (B3). */
  base(): string;
  say: Say;
  tokenMissing(): void;
  /** A cross-origin call failed as CORS failures do (F3). */
  corsFailure(backend: Backend): void;
  /** The shim itself failed (E8). */
  broke(error: unknown): void;
}
