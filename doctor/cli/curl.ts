import type { HttpRequest } from '../http/client.ts';
import type { Options } from '../options.ts';
import type { SessionToken } from '../token.ts';

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
  const shown = headers.filter(({ name }) => name !== 'Accept-Encoding');
  const options = shown.map(({ name, value }) => ` -H ${show(`${name}: ${value}`)}`).join('');
  return `curl -i --compressed${method === 'GET' ? '' : ` -X ${method}`} ${show(hideSession(url.href, token))}${options}`;
}

/** Puts another text in place of the session ID. */
export const hideSession = (text: string, token: SessionToken | undefined): string =>
  token?.claims.sid ? text.split(token.claims.sid).join('sess_…') : text;
