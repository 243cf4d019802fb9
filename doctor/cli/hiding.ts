import type { Options } from '../options.ts';
import { hideSession } from './curl.ts';

/** Makes the last step of all that is printed, in case that something was not quoted (quote.ts). */
export const hiding =
  ({ token, cookies }: { token?: Options['token']; cookies?: Options['cookies'] }) =>
  (text: string): string => {
    const withoutToken = token ? text.split(token.text).join('(the token)') : text;
    return hideSession(cookies ? withoutToken.split(cookies.text).join('(the cookies)') : withoutToken, token);
  };
