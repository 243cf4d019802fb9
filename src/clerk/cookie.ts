import { exec } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';

/** A cookie of Clerk's. Several applications may share the host. */
export interface ClerkCookie {
  name: '__session' | '__client_uat' | 'clerk_active_context';
  /** What tells the instance: ClerkJS 5 and later write `__session_<suffix>` as well. Empty if there is none. */
  suffix: string;
  value: string;
}

/** The page's cookies. A sandboxed frame cannot read them. */
export const cookieText = (): string => quietly(() => document.cookie, '');

/** Clerk's cookies. */
export function clerkCookies(text = cookieText()): ClerkCookie[] {
  const cookies: ClerkCookie[] = [];
  const pattern = /(?:^|; *)(__session|__client_uat|clerk_active_context)(_[^=;]*)?=([^;]*)/g;
  for (;;) {
    const match = exec(pattern, text);
    if (!match) return cookies;
    const [, name, suffix = '', value] = match as unknown as [string, ClerkCookie['name'], string | undefined, string];
    cookies[cookies.length] = { name, suffix, value };
  }
}
