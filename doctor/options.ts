import type { Send } from '../src/types.ts';
import type { Stack } from './advice/stacks/stacks.ts';
import type { Header } from './browser/headers.ts';
import type { SessionToken } from './token.ts';

/** What is to be checked. */
export interface Options {
  /** The call that the page makes. */
  url: URL;
  page: URL;
  tag: boolean;
  /** The mode that decides the exit code, if `--send` names one. */
  send: Send[] | undefined;
  methods: string[];
  headers: Header[];
  token: SessionToken | undefined;
  key: string | undefined;
  stack: Stack | undefined;
  /** Of each answer, in ms. */
  timeout: number;
  json: boolean;
  verbose: boolean;
}
