import type { CorsFault } from '../browser/cors.ts';
import { unsafeNames } from '../browser/headers.ts';
import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

/** What an answer must allow. */
export interface Wanted {
  origin: string;
  credentials: boolean;
  /** Of a preflight. */
  methods?: string[];
  names?: string[];
}

/** What a preflight must allow, so that all calls of the page can be made in a mode. */
export function wantedOf(
  { origin, options, tokenHeader }: Pick<Subject, 'origin' | 'options' | 'tokenHeader'>,
  { token, credentials }: Mode,
): Wanted {
  const names = unsafeNames(options.headers);
  return {
    origin,
    credentials,
    methods: options.methods,
    names: token ? [tokenHeader.toLowerCase(), ...names] : names,
  };
}

/** The header of an `EventSource` that connects again, in lower case. */
export const LAST_EVENT_ID = 'last-event-id';
/** The ID of the finding that it is not allowed. */
export const NO_LAST_EVENT_ID = 'preflight-last-event-id';

const SPELLING: { [name: string]: string } = { [LAST_EVENT_ID]: 'Last-Event-ID' };
/** A header's name as it is usually written. */
export const spell = (name: string) => SPELLING[name] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

/** The headers by which an answer names the page. */
export const originLines = ({ origin, credentials }: Wanted): string[] => [
  `Access-Control-Allow-Origin: ${origin}`,
  ...(credentials ? ['Access-Control-Allow-Credentials: true'] : []),
  'Vary: Origin',
];

/** The headers by which the answer to a preflight allows calls. */
export const methodLine = ({ methods = [] }: Wanted, allowed?: string): string =>
  `Access-Control-Allow-Methods: ${joined(namesIn(allowed), methods).join(', ')}`;
export const headerLine = ({ names = [] }: Wanted, allowed?: string): string =>
  `Access-Control-Allow-Headers: ${joined(namesIn(allowed), names.map(spell)).join(', ')}`;

const MOST_NAMES = 50;

/** The names in a list of a header. What is no usual name, such as `*`, is nothing to paste into code. */
export const namesIn = (list = ''): string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => /^[\w-]{1,64}$/.test(each))
    .slice(0, MOST_NAMES);

/** What a backend allows already, and then what it lacks. */
export const joined = (allowed: string[], more: string[]): string[] => {
  const known = allowed.map((each) => each.toLowerCase());
  return [...allowed, ...more.filter((each) => !known.includes(each.toLowerCase()))];
};

/** Why an origin is not the page's, where that is easily overlooked. */
function difference(value: string, origin: string): string {
  if (value === `${origin}/`) return ': an origin ends without a slash';
  if (value.toLowerCase() === origin) return ': an origin is in lower case';
  if (value.replace(/^https?:/, '') === origin.replace(/^https?:/, '')) return ': the scheme counts';
  if (value.replace(/:\d+$/, '') === origin.replace(/:\d+$/, '')) return ': the port counts';
  if (value.replace('//www.', '//') === origin.replace('//www.', '//')) return ': www. counts';
  if (value.includes('//*.')) return ': browsers know no pattern there';
  return '';
}

/**
 * @param what the answer, such as `The answer to OPTIONS`
 * @returns what was seen, and what to change
 */
export function describeCors(fault: CorsFault, what: string, { origin }: Wanted): Pick<Finding, 'seen' | 'change'> {
  switch (fault.kind) {
    case 'no-origin':
      return { seen: `${what} has no Access-Control-Allow-Origin`, change: 'Name the page there' };
    case 'wildcard':
      return {
        seen: `${what} says Access-Control-Allow-Origin: *, which browsers refuse for calls with cookies`,
        change: 'Name the page there',
      };
    case 'several-origins':
      return {
        seen: `${what} says Access-Control-Allow-Origin: ${fault.value}, and browsers take one origin only`,
        change: 'Name the page alone; is the header set twice, by the backend and by a proxy?',
      };
    case 'other-origin':
      return {
        seen: `${what} says Access-Control-Allow-Origin: ${fault.value}, and the page is ${origin}${difference(fault.value, origin)}`,
        change: 'Name the page there',
      };
    case 'no-credentials':
      return { seen: `${what} has no Access-Control-Allow-Credentials`, change: 'Allow them' };
    case 'credentials':
      return {
        seen: `${what} says Access-Control-Allow-Credentials: ${fault.value}, and browsers take nothing but true`,
        change: 'Write it in lower case, and once',
      };
  }
}
