import { tokenOf } from '../jwt.ts';
import { type OpenOptions, openPage, origins, type Page, type Part, type TestPage } from '../page.ts';
import { SESSION } from './asked.ts';
import { pathOf } from './backends.ts';

const now = Math.floor(Date.now() / 1000);

/** The token of the session that all calls of these tests carry. */
export const TOKEN = tokenOf({ sid: SESSION, iat: now, exp: now + 3600 });

/** What stands for Clerk's Frontend API: it answers, and that is all that the doctor wants to know of it. */
export const FRONTEND_API = origins.page + pathOf('200 to everybody');

/** A page with these parts, and Clerk behind them; its session's token is {@link TOKEN}. */
export async function openCaller(definition: TestPage, options?: OpenOptions): Promise<Page> {
  const clerk: Part<(window: Page['window']) => void>[] = [
    { clerk: { session: SESSION }, attributes: { 'data-clerk-proxy-url': FRONTEND_API } },
    { run: ({ Clerk }) => Clerk?.control.tokens(async () => TOKEN) },
  ];
  const page = await openPage({ ...definition, head: [...(definition.head ?? []), ...clerk] }, options);
  page.window.document.cookie = `__session=${TOKEN}; SameSite=Lax; Path=/`;
  return page;
}

/** What the page's calls are like. */
export interface CallOptions {
  method?: string;
  headers?: Record<string, string>;
}

/** Whether calls work, by `fetch` and by XHR: the page can read the answer, and the backend has let it in. */
export async function works(
  { window }: Page,
  url: string,
  { method = 'GET', headers = {} }: CallOptions = {},
): Promise<boolean[]> {
  const fetched = await window.fetch(url, { method, headers }).then(
    ({ ok }) => ok,
    () => false,
  );
  const xhr = new window.XMLHttpRequest();
  const ended = new Promise((resolve) => {
    xhr.onloadend = resolve;
  });
  try {
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.send();
    await ended;
  } catch {
    // A policy of the page may forbid it at once.
  }
  return [fetched, xhr.status >= 200 && xhr.status < 300];
}
