import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';

/** Whether the page has ClerkJS, and the instance that `--key` names. */
export function checkKey(given: string | undefined, onPage: string | undefined, hasClerk: boolean): Found[] {
  const found = findings();
  if (given !== undefined && onPage !== undefined && given !== onPage) {
    const seen = `The page has the publishable key ${onPage}, and --key is another`;
    found.warning('other-key', seen, 'Use one Clerk instance on the page and in the backend');
  } else if (!hasClerk) {
    const change =
      'If a bundle has it, put the instance at window.Clerk; else add its tag, or data-clerk-publishable-key to this one';
    found.note('no-clerk', "The page's HTML has no tag of ClerkJS", change);
  }
  return found.list;
}
