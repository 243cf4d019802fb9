import { exec } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';

/** A cookie of Clerk's. Several applications may share the host. */
export interface ClerkCookie {
  name: '__session' | '__client_uat' | 'clerk_active_context';
  /** What tells the instance: ClerkJS 5 and later write `__session_<suffix>` as well. Empty if there is none. */
  suffix: string;
  value: string;
}

let text = '';
let cookies: ClerkCookie[] = [];

/**
 * Clerk's cookies. The list stays the same object as long as `document.cookie` does not change. A sandboxed frame cannot
 * read its cookies.
 */
export function clerkCookies(): ClerkCookie[] {
  const now = quietly(() => document.cookie) || '';
  if (now === text) return cookies;
  text = now;
  cookies = [];
  const pattern = /(?:^|; *)(__session|__client_uat|clerk_active_context)(_[^=;]*)?=([^;]*)/g;
  for (;;) {
    const match = exec(pattern, text);
    if (!match) return cookies;
    const [, name, suffix = '', value] = match as unknown as [string, ClerkCookie['name'], string | undefined, string];
    cookies[cookies.length] = { name, suffix, value };
  }
}
