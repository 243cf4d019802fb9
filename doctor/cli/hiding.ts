import type { SessionToken } from '../token.ts';
import { hideSession } from './curl.ts';

/** Makes the last step of all that is printed: the backend may have repeated what it was sent (F4). */
export const hiding =
  (token: SessionToken | undefined) =>
  (text: string): string =>
    hideSession(token ? text.split(token.text).join('(the token)') : text, token);
