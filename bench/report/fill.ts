import type { Report } from '../measure.ts';
import { subject } from '../peers.ts';
import { details } from './details.ts';
import { number } from './format.ts';
import { costs, firstCalls, growth, others } from './overview.ts';

/** What the templates name: `{{sizes}}`, `{{first later}}`. */
const PARTS: Record<string, (report: Report, argument: string) => string> = {
  ...details,
  first: firstCalls,
  costs,
  others,
  growths: growth,
  run: ({ date, machine, engines }) => `${date}: ${engines.map(({ browser }) => browser).join(', ')}; ${machine}`,
  engine: ({ engines: [engine] }) => engine?.browser ?? '',
  bytes: ({ sizes }, name) => number(sizes[name || subject.name]?.brotli),
  failures: ({ failures }) =>
    failures.length
      ? `Not measured in this run, because the step failed or stalled: ${failures.map(({ engine, step }) => `${engine}, ${step}`).join('; ')}.`
      : '',
};

/** A document: the template with all figures in it. @throws Error for a name that nothing has */
export const fill = (template: string, report: Report): string =>
  template
    .replace(/\{\{(\w+) ?(.*?)\}\}/g, (_, name: string, argument: string) => {
      const part = PARTS[name];
      if (!part) throw new Error(`nothing is called "${name}"`);
      return part(report, argument);
    })
    .replace(/\n{3,}/g, '\n\n');
