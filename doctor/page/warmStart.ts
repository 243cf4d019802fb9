import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { ConfiguredSource } from '../../src/config/options.ts';
import type { Page } from './page.ts';
import type { TagRead } from './tag.ts';

/** Whether calls to the backend can leave before ClerkJS has loaded, with the session of Clerk's cookie (D8). */
export interface WarmStart {
  isPossible: boolean;
  /** In a sentence without an end. */
  why: string;
}

export function warmStartOf({ document }: Page, { settings }: TagRead, source: ConfiguredSource): WarmStart {
  const keys = document.scripts.flatMap(({ attributes }) => attributes['data-clerk-publishable-key'] ?? []);
  const no = (why: string) => ({ isPossible: false, why: `calls wait for ClerkJS: ${why}` });
  if (!settings.warmStart) return no('data-warm-start is "false"');
  if (source.template !== undefined) return no('Clerk alone has tokens of a JWT template');
  if (new Set(keys).size > 1) return no('the tags of the page have different publishable keys');
  if (!keys.some(hostOfKey))
    return no("the page's HTML has no publishable key; put data-clerk-publishable-key on a tag");
  return { isPossible: true, why: "calls can leave before ClerkJS has loaded, with the session of Clerk's cookie" };
}
