import {
  ALLOWED_BOOLEAN,
  ALLOWED_CLERK,
  ALLOWED_HEADER,
  ALLOWED_ORGANIZATION,
  ALLOWED_PARAM,
  ALLOWED_SIGNED_OUT,
  ALLOWED_SOURCES,
  ALLOWED_TEMPLATE,
  ALLOWED_WAIT,
  IN_ALL,
  NO_BACKEND,
  namedTwice,
  namedWithTemplates,
  notAllowed,
} from '../messages.ts';
import { firstOf } from '../platform/firstOf.ts';
import { exec } from '../platform/natives.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';
import type { ClerkInstance, Options } from '../types.ts';
import { isSame, overlap, parseSource, type Source } from './sourceList.ts';

/** In milliseconds: the time that Clerk's own loader allows its script (D2). */
const DEFAULT_WAIT = 15_000;

const BOOLEAN = /^(?:true|false)?$/;
const PARAM = /^[\w.~-]+$/;
/**
 * A header name, and none that scripts may not set (https://fetch.spec.whatwg.org/#forbidden-request-header) or that means
 * something else.
 */
const HEADER =
  /^(?!(?:accept|access-control|content|proxy|sec)(?:-|$)|(?:connection|cookie2?|date|dnt|expect|host|keep-alive|last-event-id|origin|range|referer|set-cookie|te|trailer|transfer-encoding|upgrade|user-agent|via|x-(?:http-)?method(?:-override)?)$)[\w!#$%&'*+.^`|~-]+$/i;
/** A source with a JWT template in its fragment. ClerkJS puts the name into a path as it is. */
const WITH_TEMPLATE = /^([^#]*)#([\w-]+)$/;

/** The options, checked and complete. The rest of the code sees no raw attribute. */
export interface Settings {
  /** In the order in which they are searched: those of `tokenOrigins` win (C8). */
  sources: ConfiguredSource[];
  /** What is never ours; wins over `sources` (B7). */
  excluded: ConfiguredSource[];
  param: string;
  /** The name of the query parameter for a token, for APIs that cannot set headers (I3, I4). */
  tokenParam: string | undefined;
  /** The ID of the organization that tokens are for; empty for the personal account, nothing for the active one (C10). */
  organization: string | undefined;
  /** The name of the request header for tokens (C11). */
  tokenHeader: string;
  patch: string[];
  /** In milliseconds. */
  wait: number;
  /** Whether the owner has set `wait`; if so, the wait does not end early on a page without Clerk (D3). */
  waitGiven: boolean;
  /** Whether Clerk's cookie answers until Clerk knows its session (D8). */
  warmStart: boolean;
  debug: boolean;
  /** Whether the user is taken to sign in (L2). */
  signsIn: boolean;
  clerk: ClerkInstance | undefined;
}

/** A source, and what calls to it carry (C8). */
export interface ConfiguredSource extends Source {
  sends: string[];
  sendsId: boolean;
  sendsCredentials: boolean;
  sendsToken: boolean;
  /** The JWT template of its tokens; nothing if it gets session tokens (C9). */
  template: string | undefined;
  /** Whether calls to it are not ours (B7). */
  isExcluded: boolean;
}

/** Is called for each fault, with the option, its value and what is allowed (A2). */
export type Fault = (option: keyof Options, complaint: string) => void;

/** Returns the value of an option, such as an attribute of a tag; `null` or `undefined` if it is not set. */
export type Read = (option: keyof Options) => unknown;

/**
 * The words of a list. Code that decides where the session goes uses no built-in that the page may have replaced (B5a).
 */
function words(value: unknown): string[] {
  const found: string[] = [];
  const word = /[^\s,]+/g;
  for (;;) {
    const match = value != null && exec(word, `${value}`);
    if (!match) return found;
    found[found.length] = match[0];
  }
}

/** The sources of a list: the words of a string, or of the items of an array. */
function textsOf(value: unknown): unknown[] {
  if (typeof value === 'string') return words(value);
  if (!Array.isArray(value)) return value == null ? [] : [value];
  const texts: unknown[] = [];
  for (const item of value) for (const text of textsOf(item)) texts[texts.length] = text;
  return texts;
}

/**
 * Checks the options of a tag or of a program (rule A).
 *
 * @param fault is called for each fault; the option then falls back to its valid parts, or to its default
 * @param channels the names that `patch` may contain
 * @param self the page's origin, which `'self'` stands for
 */
export function readOptions(read: Read, fault: Fault, channels: string[], self = pageOrigin()): Settings {
  const reject = (option: keyof Options, allowed: string, value = read(option)) =>
    fault(option, notAllowed(value, allowed));

  const choose = (option: 'send' | 'patch', allowed: string[], byDefault: number, more = '') => {
    const value = read(option);
    const chosenWords = words(value);
    const wrong = chosenWords.filter((word) => !allowed.includes(word)).join(' ');
    if (wrong || (value != null && !chosenWords[0])) reject(option, allowed.join(' ') + more, wrong);
    const chosen = allowed.filter((word) => chosenWords.includes(word));
    return chosen[0] ? chosen : allowed.slice(0, byDefault);
  };

  const matching = (option: keyof Options, pattern: RegExp, allowed: string) => {
    const value = read(option);
    if (value == null) return;
    if (pattern.test(`${value}`)) return `${value}`;
    reject(option, allowed);
    return;
  };

  // At most nine digits: a timer of 2 ** 31 ms or more fires immediately.
  const wait = matching('wait', /^\d{1,9}$/, ALLOWED_WAIT);
  const organization = read('organization');
  matching('organization', /^(?:org_\w+)?$/, ALLOWED_ORGANIZATION);
  const clerk = read('clerk') as ClerkInstance | null | undefined;
  const isClerk = clerk && typeof clerk.addListener === 'function';
  if (clerk && !isClerk) reject('clerk', ALLOWED_CLERK);
  const send = choose('send', ['session-id', 'credentials', 'session-token'], 2);
  const readList = createReadList(read, fault, self);
  return {
    sources: readSources(readList, send, fault),
    excluded: readList('exclude', []).sources,
    param: matching('sessionParam', PARAM, ALLOWED_PARAM) || '_clerk_session_id',
    tokenParam: matching('tokenParam', PARAM, ALLOWED_PARAM),
    // A wrong one stays, and Clerk gives no token for it. The default would be another tenant's.
    organization: organization == null ? undefined : `${organization}`,
    tokenHeader: matching('tokenHeader', HEADER, ALLOWED_HEADER) || 'Authorization',
    patch: choose('patch', channels, channels.length, channels.includes('beacon') ? '' : IN_ALL),
    wait: +(wait || DEFAULT_WAIT),
    waitGiven: !!wait,
    warmStart: matching('warmStart', BOOLEAN, ALLOWED_BOOLEAN) !== 'false',
    debug: /^(?:true)?$/.test(`${matching('debug', BOOLEAN, ALLOWED_BOOLEAN)}`),
    signsIn: !!matching('signedOut', /^sign-in$/, ALLOWED_SIGNED_OUT),
    clerk: isClerk ? clerk : undefined,
  };
}

type ReadList = (
  option: 'tokenOrigins' | 'backendOrigins' | 'exclude',
  sends: string[],
) => {
  sources: ConfiguredSource[];
  isMissing: boolean;
};

/** Creates the function that reads a source list, whose calls carry `sends`. */
function createReadList(read: Read, fault: Fault, self: string): ReadList {
  return (option, sends) => {
    const sources: ConfiguredSource[] = [];
    const what = {
      sends,
      sendsId: sends.includes('session-id'),
      sendsCredentials: sends.includes('credentials'),
      sendsToken: sends.includes('session-token'),
      isExcluded: option === 'exclude',
    };
    const takesTemplates = option === 'tokenOrigins';
    const texts = textsOf(read(option));
    for (const text of texts) {
      const isText = typeof text === 'string';
      const [, named, template] = (isText && takesTemplates && exec(WITH_TEMPLATE, text)) || [];
      const source = isText && parseSource(named || text, self);
      const other = source && firstOf(sources, (each) => isSame(each, source) && each.template !== template);
      if (other) fault(option, namedWithTemplates(text, other.text));
      else if (source) sources[sources.length] = { ...source, ...what, text, template };
      else fault(option, notAllowed(text, ALLOWED_SOURCES + (takesTemplates ? ALLOWED_TEMPLATE : '')));
    }
    // If only some URLs of an origin get the tokens of a template, a longer path names them (C9).
    if (sources.some(({ template }) => template)) sources.sort((one, other) => other.path.length - one.path.length);
    return { sources, isMissing: !texts.length };
  };
}

/** Reads both lists of backends (C8). */
function readSources(readList: ReadList, send: string[], fault: Fault): ConfiguredSource[] {
  const tokens = readList('tokenOrigins', ['session-token']);
  const backends = readList('backendOrigins', send);
  if (tokens.isMissing && backends.isMissing) fault('backendOrigins', NO_BACKEND);
  for (const source of tokens.sources) {
    const other = firstOf(backends.sources, (each) => overlap(source, each));
    if (other) fault('tokenOrigins', namedTwice(source.text, other.text));
  }
  return [...tokens.sources, ...backends.sources];
}
