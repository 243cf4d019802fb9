import { exec } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';

/**
 * The session tokens in Clerk's cookies, `__session` and `__session_<suffix>`: several applications may share the host.
 * A sandboxed frame cannot read its cookies.
 */
export function tokensOfCookies(): string[] {
  const tokens: string[] = [];
  const pattern = /(?:^|; *)__session(?:_[^=;]*)?=([^;]*)/g;
  const cookies = quietly(() => document.cookie) || '';
  for (;;) {
    const match = exec(pattern, cookies);
    if (!match) return tokens;
    tokens[tokens.length] = match[1] as string;
  }
}
