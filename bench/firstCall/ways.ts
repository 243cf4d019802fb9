import { peerAt } from '../plan.ts';
import type { Arrival, Site } from './site.ts';

/** What stands between a legacy page and its first call. */
export interface Way {
  title: string;
  /** Tags at the head of the page. */
  head(site: Site): string;
  hasSession(arrival: Arrival): boolean;
  hasClerk: boolean;
  /** On the first page of a visit, with nothing in the browser's cache; or on the pages after it. */
  visits: readonly ('first' | 'later')[];
}

const BOTH = ['later', 'first'] as const;
const hasToken = ({ authorization }: Arrival) => !!authorization?.startsWith('Bearer ');
const hasSessionId = ({ url }: Arrival) => url.includes('_clerk_session_id=sess_');
const tagWith = (attributes: (backend: string) => string) => (site: Site) =>
  `<script src="/clerk-ajax.min.js" ${attributes(site.backend)}></script>${site.clerkTag}`;
const peer = (name: string, { backend }: Site) =>
  `<script>peerConfig = { backend: '${backend}' }</script><script src="${peerAt(name)}"></script>`;

/** The pages differ in their heads alone: all of them have jQuery and make the same call when their document is there. */
export const ways: Record<string, Way> = {
  without: {
    title: 'the page without the tag',
    head: ({ clerkTag }) => clerkTag,
    hasSession: () => true,
    hasClerk: true,
    visits: BOTH,
  },
  token: {
    title: 'clerk-ajax, session token',
    head: tagWith((backend) => `data-token-origins="${backend}"`),
    hasSession: hasToken,
    hasClerk: true,
    visits: BOTH,
  },
  id: {
    title: 'clerk-ajax, session ID',
    head: tagWith((backend) => `data-backend-origins="${backend}"`),
    hasSession: hasSessionId,
    hasClerk: true,
    visits: BOTH,
  },
  'no-warm-start': {
    title: 'clerk-ajax, data-warm-start="false"',
    head: tagWith((backend) => `data-token-origins="${backend}" data-warm-start="false"`),
    hasSession: hasToken,
    hasClerk: true,
    visits: ['later'],
  },
  'by-hand': {
    title: 'by hand, with getToken()',
    head: (site) => site.clerkTag + peer('by-hand', site),
    hasSession: hasToken,
    hasClerk: true,
    visits: BOTH,
  },
  // Its session is not Clerk's, but a cookie of an hour's life.
  'supertokens-website': {
    title: 'supertokens-website',
    head: (site) => peer('supertokens-website', site),
    hasSession: hasToken,
    hasClerk: false,
    visits: ['later'],
  },
};

export const documentOf = (way: Way, site: Site): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A legacy page</title>
<link rel="icon" href="data:,">
${way.head(site)}
<script src="/jquery.js"></script>
</head>
<body>
${'<p>Customers, orders, invoices, and a table of what was sent last week.</p>\n'.repeat(100)}
<script>$(() => $.get('${site.backend}/api/me'))</script>
</body>
</html>`;
