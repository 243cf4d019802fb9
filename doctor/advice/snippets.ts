import type { Report } from '../check.ts';
import type { Topic } from '../finding.ts';
import type { Options } from '../options.ts';
import { LAST_EVENT_ID, NO_LAST_EVENT_ID, spell, wantedOf } from './cors.ts';
import type { StackGuide } from './stacks/guide.ts';
import { GUIDES } from './stacks/stacks.ts';

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
  const ofStreams = findings.some(({ id }) => id === NO_LAST_EVENT_ID) ? [LAST_EVENT_ID] : [];
  const needs = { origin, credentials, methods: methods ?? [], headers: [...(names ?? []), ...ofStreams].map(spell) };
  return TOPICS.flatMap((topic) => {
    const one = findings.some((finding) => finding.topic === topic) ? guide[topic] : undefined;
    return one ? [{ title: one.title, code: one.code(needs) }] : [];
  });
}
