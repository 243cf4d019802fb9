import { parseArgs } from 'node:util';
import type { Stack } from '../advice/stacks/stacks.ts';
import type { SessionToken } from '../token.ts';
import { parse, readKey, readStack, readTimeout, readUrl } from './arguments.ts';
import { BadArguments } from './badArguments.ts';
import { readToken } from './readToken.ts';

/** What the tag is to be for. */
export interface TagOptions {
  key: string;
  backends: URL[];
  page: URL | undefined;
  token: SessionToken | undefined;
  stack: Stack | undefined;
  timeout: number;
}

const OPTIONS = {
  key: { type: 'string' },
  backend: { type: 'string', multiple: true },
  page: { type: 'string' },
  'token-env': { type: 'string' },
  for: { type: 'string' },
  timeout: { type: 'string', default: '10000' },
} as const;

/** Reads the arguments behind `tag`. @throws BadArguments */
export function readTagArguments(args: string[], env: NodeJS.ProcessEnv, now = Date.now()): TagOptions {
  const { values } = parse(() => parseArgs({ args, options: OPTIONS }));
  if (!values.key) throw new BadArguments('--key is missing: the publishable key, pk_…');
  if (!values.backend)
    throw new BadArguments('--backend is missing: the URL of a call, such as https://api.example.com/me');
  if (values.for && !values.page) throw new BadArguments('--for needs --page: the code of the backend names the page');
  const name = values['token-env'];
  return {
    key: readKey(values.key),
    backends: values.backend.map((url) => readUrl(url, '--backend')),
    page: values.page === undefined ? undefined : readUrl(values.page, '--page'),
    token: name === undefined ? undefined : readToken(name, env, now),
    stack: values.for === undefined ? undefined : readStack(values.for),
    timeout: readTimeout(values.timeout),
  };
}
