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
  send: { type: 'string' },
  method: { type: 'string', multiple: true },
  header: { type: 'string', multiple: true },
  'token-env': { type: 'string' },
  key: { type: 'string' },
  for: { type: 'string' },
  timeout: { type: 'string', default: '10000' },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const;

/** Reads the arguments behind `check`. @throws BadArguments */
export function readArguments(args: string[], env: NodeJS.ProcessEnv, now = Date.now()): Options {
  const { values, positionals } = parse(args);
  const [url, ...more] = positionals;
  if (!url) throw new BadArguments('the URL of a call is missing, such as https://api.example.com/me');
  if (more.length) throw new BadArguments(`one URL at a time, please: "${more[0]}" is one too many`);
  if (!values.page) throw new BadArguments('--page is missing: the URL of the page that makes the call');
  const name = values['token-env'];
  return {
    url: readUrl(url, 'the URL of the call'),
    page: readUrl(values.page, '--page'),
    tag: values.tag,
    send: values.send === undefined ? undefined : readMode(values.send),
    methods: readMethods(values.method),
    headers: (values.header ?? []).map(readHeader),
    token: name === undefined ? undefined : readToken(name, env, now),
    key: values.key === undefined ? undefined : readKey(values.key),
    stack: values.for === undefined ? undefined : readStack(values.for),
    timeout: readTimeout(values.timeout),
    json: values.json,
    verbose: values.verbose,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    // What Node adds in further sentences is of arguments that look like options.
    throw new BadArguments(`${(error as Error).message.split('. ')[0]}`);
  }
}

function readUrl(text: string, what: string): URL {
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

function readKey(key: string): string {
  if (/^sk_/.test(key))
    throw new BadArguments('--key is a secret key; use the publishable one, pk_…, and keep that one secret');
  if (!hostOfKey(key))
    throw new BadArguments(`--key "${key}" is not a publishable key, which begins with pk_live_ or pk_test_`);
  return key;
}

function readStack(name: string): Stack {
  if (STACKS.includes(name as Stack)) return name as Stack;
  throw new BadArguments(`--for "${name}" is not known; use ${STACKS.join(', ')}`);
}

function readTimeout(text: string): number {
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
