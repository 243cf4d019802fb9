import { headerOf, isPreflight, origins, type Received } from '../support/page.ts';

/** What a request carried of the session. */
export interface Evidence {
  sessions: string[];
  /** Of the page's cookies; preflights never have any. */
  cookie: boolean;
}

// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is younger than the engines
document.cookie = 'interop=yes; path=/';

export function carriedBy(request: Received): Evidence {
  return {
    sessions: new URL(request.url, origins.page).searchParams.getAll('_clerk_session_id'),
    cookie: isPreflight(request) || /\binterop=yes\b/.test(headerOf(request, 'Cookie') ?? ''),
  };
}
