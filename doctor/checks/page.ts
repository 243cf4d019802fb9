import type { Send } from '../../src/types.ts';
import type { Options } from '../arguments.ts';
import type { Asker } from '../asking/asker.ts';
import type { Finding } from '../finding.ts';

/** What the page says. */
export interface PageFound {
  findings: Omit<Finding, 'ways'>[];
  /** What the tag gives to calls to the backend. */
  send?: Send[];
  /** The publishable key. */
  key?: string;
  /** `data-session-param`. */
  param?: string;
}

export async function checkPage(_options: Options, _asker: Asker): Promise<PageFound> {
  return { findings: [] };
}
