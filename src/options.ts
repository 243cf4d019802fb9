import { pageOrigin } from './pageOrigin.ts';
import { parseSource, type Source } from './sourceList.ts';
import type { ClerkInstance, Options } from './types.ts';

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

// A timer cannot be set for longer: beyond it, setTimeout fires at once.
const LONGEST_WAIT = 2 ** 31 - 1;

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
    const value = raw[option];
    const chosen = allowed.filter((word) => words(value).includes(word));
    const wrong = words(value).filter((word) => !allowed.includes(word));
    if (value != null && (wrong[0] || !chosen[0])) reject(option, wrong.join(' '), `any of: ${allowed.join(' ')}`);
    return chosen[0] ? chosen : allowed.slice(0, byDefault);
  };

  const matching = (option: keyof Options, pattern: RegExp, byDefault: string, allowed: string) => {
    const value = raw[option];
    if (value == null) return byDefault;
    if (pattern.test(`${value}`.trim())) return `${value}`.trim();
    reject(option, value, allowed);
    return byDefault;
  };

  const sources: Source[] = [];
  const texts = words(raw.backendOrigins);
  for (const text of texts) {
    const source = parseSource(text, pageOrigin());
    if (source) sources.push(source);
    else
      reject(
        'backendOrigins',
        text,
        `'self', https://host, https://host:port, https://*.host, each with or without /path`,
      );
  }
  if (!texts[0])
    fault('backendOrigins', `is missing, so nothing is patched; give it, such as "'self' https://api.example.com"`);

  const wait = +matching('wait', /^\d+$/, '5000', 'a whole number of milliseconds');
  if (wait > LONGEST_WAIT) reject('wait', raw.wait, `at most ${LONGEST_WAIT}`);

  const { clerk } = raw;
  if (clerk && typeof (clerk as ClerkInstance).addListener !== 'function') reject('clerk', clerk, 'a Clerk instance');

  return {
    sources,
    param: matching('sessionParam', /^[\w.~-]+$/, '_clerk_session_id', 'letters, digits and - . _ ~'),
    send: choose('send', ['session-id', 'credentials', 'session-token'], 2),
    patch: choose('patch', ['fetch', 'xhr'], 2),
    wait: wait > LONGEST_WAIT ? 5000 : wait,
    waitGiven: raw.wait != null,
    debug: /^(true)?$/.test(matching('debug', /^(true|false)?$/, 'false', 'true or false')),
    clerk: clerk as ClerkInstance | undefined,
  };
}
