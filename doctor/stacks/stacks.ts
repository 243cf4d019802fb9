import type { Topic } from '../finding.ts';
import { apache } from './apache.ts';
import { django } from './django.ts';
import { express } from './express.ts';
import { go } from './go.ts';
import { nginx } from './nginx.ts';
import { php } from './php.ts';
import { rails } from './rails.ts';
import { spring } from './spring.ts';

/** What a backend must be told. */
export interface Needs {
  /** Of the page. */
  origin: string;
  credentials: boolean;
  methods: string[];
  /** Headers of calls, as they are usually spelt. */
  headers: string[];
}

/** What to write in a stack, by what it is about; a topic that the stack leaves to others is missing. */
export type StackGuide = { [topic in Topic]?: { title: string; code(needs: Needs): string } };

/** What `--for` knows. */
export const GUIDES = { express, django, rails, php, nginx, apache, spring, go } satisfies Record<string, StackGuide>;

export type Stack = keyof typeof GUIDES;
export const STACKS = Object.keys(GUIDES) as Stack[];
