import { answersOf, type Exchanges } from '../browser/exchanges.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import { clerkSays } from '../http/clerkHeaders.ts';
import type { Subject } from '../subject.ts';

/** Whether the backend takes tokens of a JWT template, if the page sends them (C9). */
export function checkTemplate({ template, options, url }: Subject, all: Exchanges[]): Found[] {
  const tokens = all.filter(({ mode }) => mode.token);
  const found = findings(tokens.map(({ mode }) => mode.name));
  if (template === undefined) return found.list;
  if (options.token?.claims.sid !== undefined) {
    const seen = `The page sends tokens of the JWT template ${template}, and --token-env has a session token`;
    const change = `Pass one of the template: copy(await Clerk.session.getToken({ template: '${template}' }))`;
    found.warning('token-of-other-type', seen, change);
  } else if (answersOf(tokens).some((answer) => clerkSays(answer))) {
    const seen = `The page sends tokens of the JWT template ${template}, and the backend answers as Clerk's SDKs do (x-clerk-auth-…), which refuse such tokens`;
    const change = 'Let calls carry session tokens';
    found.warning('template-refused', seen, change, { paste: [`data-token-origins="${url.origin}"`] });
  }
  return found.list;
}
