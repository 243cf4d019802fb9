import { pageOrigin } from '../platform/pageOrigin.ts';
import type { ClerkInstance, Options } from '../types.ts';
import { parseSource, type Source } from './sourceList.ts';

/** The options, checked, parsed and complete: the rest of the code sees no raw attribute. */
export interface Settings {
  sources: Source[];
  param: string;
  send: string[];
  patch: string[];
  /** In milliseconds. */
  wait: number;
  /** Whether `wait` was given, so that rule D3 must not shorten it. */
  waitGiven: boolean;
  debug: boolean;
  clerk: ClerkInstance | undefined;
}

/**
 * Checks the options of a tag (its `dataset`) or of a program; both meet here (rule A).
 *
 * @param raw the options; of a tag, every value is a string
 * @param fault is told of each fault (rule A2): which option, its value and what is allowed. What is valid beside it
 * is kept, what is not gets its default.
 */
export function readOptions(
  raw: { [name in keyof Options]?: unknown },
  fault: (option: keyof Options, complaint: string) => void,
): Settings {
  const reject = (option: keyof Options, value: unknown, allowed: string) =>
    fault(option, `"${value}" is not allowed; use ${allowed}`);

  const words = (value: unknown) =>
    [value]
      .join()
      .split(/[\s,]+/)
      .filter(Boolean);

  const choose = (option: 'send' | 'patch', allowed: string[], byDefault: number) => {
    const given = words(raw[option]);
    const wrong = given.filter((word) => !allowed.includes(word)).join(' ');
    if (wrong || (raw[option] != null && !given[0])) reject(option, wrong, allowed.join(' '));
    const chosen = allowed.filter((word) => given.includes(word));
    return chosen[0] ? chosen : allowed.slice(0, byDefault);
  };

  const matching = (option: keyof Options, pattern: RegExp, allowed: string) => {
    const value = raw[option];
    if (value == null) return;
    if (pattern.test(`${value}`)) return `${value}`;
    reject(option, value, allowed);
    return;
  };

  const sources: Source[] = [];
  const texts = words(raw.backendOrigins);
  for (const text of texts) {
    const source = parseSource(text, pageOrigin());
    if (source) sources.push(source);
    else reject('backendOrigins', text, `'self', https://host, https://*.host, with :port or /path`);
  }
  if (!texts[0])
    fault('backendOrigins', `is missing, so nothing is patched; use such as "'self' https://api.example.com"`);

  // Nine digits: a timer that is set for more than 2 ** 31 ms fires at once.
  const wait = matching('wait', /^\d{1,9}$/, 'milliseconds, at most 999999999');

  const { clerk } = raw;
  const isClerk = clerk && typeof (clerk as ClerkInstance).addListener === 'function';
  if (clerk && !isClerk) reject('clerk', clerk, 'a Clerk instance');

  return {
    sources,
    param: matching('sessionParam', /^[\w.~-]+$/, 'letters, digits and - . _ ~') || '_clerk_session_id',
    send: choose('send', ['session-id', 'credentials', 'session-token'], 2),
    patch: choose('patch', ['fetch', 'xhr'], 2),
    wait: +(wait || 5000),
    waitGiven: !!wait,
    debug: /^(?:true)?$/.test(`${matching('debug', /^(?:true|false)?$/, 'true or false')}`),
    clerk: isClerk ? (clerk as ClerkInstance) : undefined,
  };
}
