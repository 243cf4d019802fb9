import type { Topic } from '../../finding.ts';

/** The values that a stack's snippet needs. */
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
