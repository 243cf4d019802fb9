import type { Options } from '../arguments.ts';
import type { Report } from '../check.ts';
import { spell, wantedOf } from '../checks/corsFinding.ts';
import type { Topic } from '../finding.ts';
import { GUIDES, type StackGuide } from '../stacks/stacks.ts';

/** What to paste into the settings of a stack. */
export interface Snippet {
  title: string;
  code: string;
}

const TOPICS: Topic[] = ['cors', 'parties'];

/** Says the changes in the words of the stack that `--for` names: one piece for each topic that has a finding. */
export function snippetsOf({ findings, decisive }: Report, options: Options): Snippet[] {
  if (!options.stack) return [];
  const guide: StackGuide = GUIDES[options.stack];
  const { origin, credentials, methods, names } = wantedOf({ origin: options.page.origin, options }, decisive);
  const needs = { origin, credentials, methods: methods ?? [], headers: (names ?? []).map(spell) };
  return TOPICS.flatMap((topic) => {
    const one = findings.some((finding) => finding.topic === topic) ? guide[topic] : undefined;
    return one ? [{ title: one.title, code: one.code(needs) }] : [];
  });
}
