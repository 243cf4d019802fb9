import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import { readOptions } from '../../src/config/options.ts';
import type { Send } from '../../src/types.ts';
import { STACKS, type Stack } from '../advice/stacks/stacks.ts';
import { type Header, isForbidden } from '../browser/headers.ts';
import type { Options } from '../options.ts';
import { BadArguments } from './badArguments.ts';
import { readToken } from './readToken.ts';

const MOST_METHODS = 5;

const OPTIONS = {
  page: { type: 'string' },
  tag: { type: 'boolean', default: false },
  html: { type: 'string' },
  'cookie-env': { type: 'string' },
  all: { type: 'boolean', default: false },
  send: { type: 'string' },
  method: { type: 'string', multiple: true },
  header: { type: 'string', multiple: true },
  'token-env': { type: 'string' },
  key: { type: 'string' },
  template: { type: 'string' },
  'token-header': { type: 'string' },
  for: { type: 'string' },
  timeout: { type: 'string', default: '10000' },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const;

/** Reads the arguments behind `check`. @throws BadArguments */
export function readArguments(args: string[], env: NodeJS.ProcessEnv, now = Date.now()): Options {
  const { values, positionals } = parse(() => parseArgs({ args, allowPositionals: true, options: OPTIONS }));
  const [url, ...more] = positionals;
  if (!url) throw new BadArguments('the URL of a call is missing, such as https://api.example.com/me');
  if (more.length) throw new BadArguments(`one URL at a time, please: "${more[0]}" is one too many`);
  if (!values.page) throw new BadArguments('--page is missing: the URL of the page that makes the call');
  const name = values['token-env'];
  return {
    url: readUrl(url, 'the URL of the call'),
    page: readUrl(values.page, '--page'),
    tag: values.tag || values.html !== undefined || values['cookie-env'] !== undefined,
    html: values.html === undefined ? undefined : readHtml(values.html),
    cookies: values['cookie-env'] === undefined ? undefined : readCookies(values['cookie-env'], env),
    all: values.all,
    send: values.send === undefined ? undefined : readMode(values.send),
    methods: readMethods(values.method),
    hasMethods: values.method !== undefined,
    headers: (values.header ?? []).map(readHeader),
    token: name === undefined ? undefined : readToken(name, env, now),
    key: values.key === undefined ? undefined : readKey(values.key),
    template: values.template,
    tokenHeader: values['token-header'] === undefined ? undefined : readTokenHeader(values['token-header']),
    stack: values.for === undefined ? undefined : readStack(values.for),
    timeout: readTimeout(values.timeout),
    json: values.json,
    verbose: values.verbose,
  };
}

/** @throws BadArguments */
export function parse<Parsed>(parseAll: () => Parsed): Parsed {
  try {
    return parseAll();
  } catch (error) {
    // Node's further sentences are about positional arguments that look like options.
    throw new BadArguments(`${(error as Error).message.split('. ')[0]}`);
  }
}

export function readUrl(text: string, what: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new BadArguments(`${what} "${text}" is not an http or https URL, such as https://app.example.com/orders`);
  }
  if (url.username || url.password) {
    throw new BadArguments(`${what} has a user or a password in it, which browsers refuse in calls`);
  }
  url.hash = '';
  return url;
}

/** Reads a page that a browser has saved. */
function readHtml(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadArguments(`--html "${file}" cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function readCookies(name: string, env: NodeJS.ProcessEnv): { name: string; text: string } {
  if (/[=;]/.test(name)) {
    throw new BadArguments(
      '--cookie-env takes the name of an environment variable, not the cookies: others can read a command line',
    );
  }
  const text = env[name]?.trim();
  if (!text) throw new BadArguments(`--cookie-env ${name}: there is nothing in this variable, such as "session=…"`);
  // What Node would refuse to send is not repeated in its message.
  if (!/^[ -~\x80-\xff]+$/.test(text))
    throw new BadArguments(`--cookie-env ${name}: what is in this variable is no Cookie header`);
  return { name, text };
}

function readMethods(given: string[] = ['GET']): string[] {
  const methods = given.map((name) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new BadArguments(`--method "${name}" is not a method, such as PUT`);
    if (/^(?:connect|trace|track)$/i.test(name)) throw new BadArguments(`--method ${name}: browsers do not send it`);
    // As `fetch()` and `open()` do it: the others stay as they are.
    return /^(?:delete|get|head|options|post|put)$/i.test(name) ? name.toUpperCase() : name;
  });
  const unique = [...new Set(methods)];
  if (unique.length > MOST_METHODS) throw new BadArguments(`--method: at most ${MOST_METHODS} at a time`);
  return unique;
}

function readHeader(text: string): Header {
  const [, name = '', value] = /^([\w!#$%&'*+.^`|~-]+)(?::[ \t]*([\t -~\x80-\xff]*))?$/.exec(text) ?? [];
  if (!name) throw new BadArguments(`--header "${text}" is not a header, such as "X-Requested-With: XMLHttpRequest"`);
  if (/^authorization$/i.test(name)) {
    throw new BadArguments('--header Authorization: others can read a command line; use --token-env');
  }
  if (isForbidden(name))
    throw new BadArguments(`--header ${name}: browsers set this header themselves, and pages cannot`);
  return { name, value: value ?? (/^content-type$/i.test(name) ? 'application/json' : '1') };
}

/** Reads the name of the header, with the check of the tag (C11). */
function readTokenHeader(value: string): string {
  const read = (option: string) =>
    option === 'tokenHeader' ? value : option === 'tokenOrigins' ? 'https://api.invalid' : null;
  const complain = (_: string, complaint: string) => {
    throw new BadArguments(`--token-header ${complaint}`);
  };
  return readOptions(read, complain, [], 'https://page.invalid').tokenHeader;
}

export function readKey(key: string): string {
  // Pasted with something around it, it is one, too.
  if (/sk_/.test(key))
    throw new BadArguments('--key is a secret key; use the publishable one, pk_…, and keep that one secret');
  if (!hostOfKey(key))
    throw new BadArguments(`--key "${key}" is not a publishable key, which begins with pk_live_ or pk_test_`);
  return key;
}

export function readStack(name: string): Stack {
  if (STACKS.includes(name as Stack)) return name as Stack;
  throw new BadArguments(`--for "${name}" is not known; use ${STACKS.join(', ')}`);
}

export function readTimeout(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new BadArguments(`--timeout "${text}" is not a number of milliseconds, such as 10000`);
}

/** Reads what `data-send` can say, with the checks of the tag (A2). @throws BadArguments */
function readMode(value: string): Send[] {
  const read = (option: string) => (option === 'send' ? value : option === 'backendOrigins' ? "'self'" : null);
  const complain = (_: string, complaint: string) => {
    throw new BadArguments(`--send ${complaint}`);
  };
  const [source] = readOptions(read, complain, [], 'https://page.invalid').sources;
  return source?.sends as Send[];
}
