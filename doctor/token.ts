import { BadArguments } from './badArguments.ts';

/** The session token that `--token-env` names. It is never printed. */
export interface SessionToken {
  /** The environment variable. */
  name: string;
  text: string;
  claims: Claims;
}

/** What is read in a session token; none of it is sure to be there. */
export interface Claims {
  /** Of the session. */
  sid?: string;
  /** The origin of the page that it was made for. */
  azp?: string;
  /** The Frontend API. */
  iss?: string;
  /** In seconds since the epoch. */
  exp?: number;
}

export const HOW_TO_GET_ONE = "in the page's console: copy(await Clerk.session.getToken({ skipCache: true }))";

/** Something that looks like a session token, and that no key has signed. */
export const MADE_UP_TOKEN = [{ alg: 'RS256', typ: 'JWT', kid: 'ins_clerk_ajax_check' }, { sub: 'clerk-ajax-check' }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('bm90LWEtc2lnbmF0dXJl')
  .join('.');

/** The ID of a session that does not exist. */
export const MADE_UP_ID = 'sess_clerk_ajax_check';

/** Reads the token of an environment variable. @throws BadArguments, in which the token is not named */
export function readToken(name: string, env: NodeJS.ProcessEnv, now: number): SessionToken {
  if (name.split('.').length === 3) {
    throw new BadArguments(
      '--token-env takes the name of an environment variable, not the token: others can read a command line',
    );
  }
  const text = env[name]?.trim();
  if (!text)
    throw new BadArguments(`--token-env ${name}: there is nothing in this variable; get a token ${HOW_TO_GET_ONE}`);
  const claims = claimsOf(text);
  if (!claims)
    throw new BadArguments(
      `--token-env ${name}: what is in this variable is not a session token; get one ${HOW_TO_GET_ONE}`,
    );
  const age = claims.exp === undefined ? 0 : Math.ceil(now / 1000 - claims.exp);
  if (age > 0) {
    throw new BadArguments(
      `--token-env ${name}: this token has expired ${age} s ago, and tokens live for a minute; get a new one ${HOW_TO_GET_ONE}`,
    );
  }
  return { name, text, claims };
}

function claimsOf(token: string): Claims | undefined {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token) ?? [];
  try {
    const { sid, azp, iss, exp } = JSON.parse(`${Buffer.from(payload ?? '', 'base64url')}`) as {
      [name: string]: unknown;
    };
    return {
      ...(typeof sid === 'string' && { sid }),
      ...(typeof azp === 'string' && { azp }),
      ...(typeof iss === 'string' && { iss }),
      ...(typeof exp === 'number' && { exp }),
    };
  } catch {
    return undefined;
  }
}
