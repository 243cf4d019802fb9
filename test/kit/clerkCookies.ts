// Clerk's cookies, as ClerkJS has left them on the page before.
import { tokenOf } from './jwt.ts';

/** The claims that matter of a session token. */
export interface CookieClaims {
  sid?: unknown;
  iss?: unknown;
  azp?: unknown;
  sts?: unknown;
  iat?: number | undefined;
  nbf?: number | undefined;
  exp?: number | undefined;
  o?: { id: string } | undefined;
  org_id?: string | undefined;
}

/** The Frontend API of the key that the stand-in of ClerkJS has. */
export const ISSUER = 'https://fake.clerk.local';

/** In seconds since 1970. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** A session token that a cookie of the page holds: issued 5 s ago, valid for 60 s. */
export function cookieToken(azp: string, claims: CookieClaims = {}): string {
  const iat = seconds() - 5;
  return tokenOf({ sid: 'sess_cookie', iss: ISSUER, azp, iat, nbf: iat - 10, exp: iat + 60, ...claims } as never);
}

/** Gives a page a session token as its only cookie, which no other page has. */
export function putCookie({ document, origin }: Window, sid: string): void {
  const cookie = `__session=${cookieToken(origin, { sid })}`;
  Object.defineProperty(document, 'cookie', { get: () => cookie });
}

/** The cookies of a page, and how to remove them all. */
export interface Jar {
  set(name: string, value: string): void;
  /** Signs a user in, as ClerkJS does: returns the token. */
  signIn(claims?: CookieClaims): string;
  /** Signs out, as ClerkJS does. */
  signOut(): void;
  clear(): void;
}

const SUFFIX = '_wnqU-_3x';

/** The cookies that the pages of a test share with it, since they have its host. */
export function cookieJar(azp: string): Jar {
  const put = (text: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: this is how ClerkJS writes them
    document.cookie = text;
  };
  const names = new Set<string>();
  const set = (name: string, value: string) => {
    names.add(name);
    put(`${name}=${value}; path=/`);
  };
  const remove = (name: string) => put(`${name}=; path=/; max-age=0`);
  return {
    set,
    signIn(claims = {}) {
      const token = cookieToken(azp, claims);
      const { sid = 'sess_cookie', o, org_id = o?.id ?? '' } = claims;
      for (const suffix of ['', SUFFIX]) {
        set(`__session${suffix}`, token);
        set(`__client_uat${suffix}`, `${seconds() - 3600}`);
      }
      set('clerk_active_context', `${sid}:${org_id}`);
      return token;
    },
    signOut() {
      for (const name of ['__session', `__session${SUFFIX}`, 'clerk_active_context']) remove(name);
      for (const suffix of ['', SUFFIX]) set(`__client_uat${suffix}`, '0');
    },
    clear() {
      for (const name of names) remove(name);
      names.clear();
    },
  };
}
