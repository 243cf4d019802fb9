import type { HttpRequest } from '../http/client.ts';
import type { Options } from '../options.ts';
import { hidingPieces, shortened } from '../quote.ts';
import type { SessionToken } from '../token.ts';

/** In characters: redirects may lead to longer ones. */
const MOST_OF_A_URL = 2000;

const quote = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;

/** A request as a line for a shell. In place of the token and of cookies stand their variables, and no session ID is shown (K). */
export function curlOf(
  { method, url, headers }: HttpRequest,
  { token, cookies }: Pick<Options, 'token' | 'cookies'>,
): string {
  const show = (text: string) => {
    const secret = [token, cookies].find((each) => each && text.includes(each.text));
    // Only what is quoted by `"` is replaced by the shell.
    return secret
      ? `"${text
          .split(secret.text)
          .map((part) => part.replace(/["$`\\]/g, '\\$&'))
          .join(`$${secret.name}`)}"`
      : quote(text);
  };
  // A redirect may have put pieces of the session into it.
  const at = shortened(hidingPieces({ token, cookies })(hideSession(url.href, token)), MOST_OF_A_URL);
  const shown = headers.filter(({ name }) => name !== 'Accept-Encoding');
  const options = shown.map(({ name, value }) => ` -H ${show(`${name}: ${value}`)}`).join('');
  return `curl -i --compressed${method === 'GET' ? '' : ` -X ${method}`} ${show(at)}${options}`;
}

/** Puts another text in place of the session ID. */
export const hideSession = (text: string, token: SessionToken | undefined): string =>
  token?.claims.sid ? text.split(token.claims.sid).join('sess_…') : text;
