import type { Finding, Topic } from '../finding.ts';
import type { Needs, StackGuide } from './stacks/guide.ts';
import { GUIDES, type Stack } from './stacks/stacks.ts';

/** What to paste into the settings of a stack. */
export interface Snippet {
  title: string;
  code: string;
}

const TOPICS: Topic[] = ['cors', 'parties'];

/** Says the changes in the code of a stack: one piece for each topic that has a finding in this mode. */
export function snippetsOf(findings: Finding[], mode: string, needs: Needs, stack: Stack | undefined): Snippet[] {
  if (!stack) return [];
  const about = findings.filter(({ modes }) => modes.includes(mode)).map(({ topic }) => topic);
  return codeFor(
    stack,
    needs,
    TOPICS.filter((topic) => about.includes(topic)),
  );
}

/** The code of a stack for these topics. */
export function codeFor(stack: Stack, needs: Needs, topics: Topic[] = TOPICS): Snippet[] {
  const guide: StackGuide = GUIDES[stack];
  return topics.flatMap((topic) => {
    const one = guide[topic];
    return one ? [{ title: one.title, code: one.code(needs) }] : [];
  });
}
