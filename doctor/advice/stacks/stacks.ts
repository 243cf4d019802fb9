import { apache } from './apache.ts';
import { django } from './django.ts';
import { express } from './express.ts';
import { go } from './go.ts';
import type { StackGuide } from './guide.ts';
import { nginx } from './nginx.ts';
import { php } from './php.ts';
import { rails } from './rails.ts';
import { spring } from './spring.ts';

/** What `--for` knows. */
export const GUIDES = { express, django, rails, php, nginx, apache, spring, go } satisfies Record<string, StackGuide>;

export type Stack = keyof typeof GUIDES;
export const STACKS = Object.keys(GUIDES) as Stack[];
