import type { Claims, SessionToken } from '../token.ts';
import { BadArguments } from './badArguments.ts';

const HOW_TO_GET_ONE = "in the page's console: copy(await Clerk.session.getToken({ skipCache: true }))";

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
    const { sid, azp, iss, exp, iat, sts } = JSON.parse(`${Buffer.from(payload ?? '', 'base64url')}`) as {
      [name: string]: unknown;
    };
    return {
      ...(typeof sid === 'string' && { sid }),
      ...(typeof azp === 'string' && { azp }),
      ...(typeof iss === 'string' && { iss }),
      ...(typeof exp === 'number' && { exp }),
      ...(typeof iat === 'number' && { iat }),
      ...(typeof sts === 'string' && { sts }),
    };
  } catch {
    return undefined;
  }
}
