import type { Send } from '../src/types.ts';
import type { Stack } from './advice/stacks/stacks.ts';
import type { Header } from './browser/headers.ts';
import type { SessionToken } from './token.ts';

/** What is to be checked. */
export interface Options {
  /** The call that the page makes. */
  url: URL;
  page: URL;
  /** Whether the page is read, too. */
  tag: boolean;
  /** The page's HTML, where it comes from a file. */
  html: string | undefined;
  /** The cookies to read the page with, and the environment variable that holds them. They are never printed. */
  cookies: { name: string; text: string } | undefined;
  /** Whether all modes are reported in full. */
  all: boolean;
  /** The mode that decides the exit code, if `--send` names one. */
  send: Send[] | undefined;
  methods: string[];
  /** Whether `--method` has named them. */
  hasMethods: boolean;
  headers: Header[];
  token: SessionToken | undefined;
  key: string | undefined;
  /** The JWT template of the tokens (C9). */
  template: string | undefined;
  /** The header that carries them (C11). */
  tokenHeader: string | undefined;
  stack: Stack | undefined;
  /** Of each answer, in ms. */
  timeout: number;
  json: boolean;
  verbose: boolean;
}
