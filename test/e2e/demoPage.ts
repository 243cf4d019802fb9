import type { Page } from 'puppeteer-core';

/** A row of the demo's table: what the backend saw of one call. */
export interface Row {
  status: string;
  user: string;
  /** The whole session ID, or `''`. */
  session: string;
  credentials: string;
  verdict: string;
}

const COLUMNS = ['status', 'user', 'session', 'credentials', 'verdict'];

export const ON_READY = ['jquery-get', 'jquery-post', 'xhr-get', 'fetch-get', 'axios-get'];
export const ALL = [...ON_READY, 'xhr-sync'];

/** Waits until the named calls have a response, and returns their rows by name. */
export async function rows(page: Page, names: string[]): Promise<{ [name: string]: Row }> {
  await page.waitForFunction(
    (names: string[]) =>
      names.every((name) => document.querySelector(`#calls tr[data-call="${name}"][data-state="done"]`)),
    { timeout: 15_000 },
    names,
  );
  // Functions in here must not have names: the compiled code would call a helper that the page does not have.
  const found = await page.evaluate(
    (names: string[], columns: string[]) =>
      names.map((name) =>
        columns.map((column) => {
          const cell = document.querySelector<HTMLElement>(`#calls tr[data-call="${name}"] td[data-col="${column}"]`);
          return (column === 'session' ? cell?.title : cell?.textContent) ?? '';
        }),
      ),
    names,
    COLUMNS,
  );
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      Object.fromEntries(COLUMNS.map((column, j) => [column, found[i]?.[j]])) as unknown as Row,
    ]),
  );
}

/** Waits until the page says when the named calls have left, and returns why then: `cookie`, `held` or `known`. */
export async function whyLeft(page: Page, names: string[]): Promise<string[]> {
  const found = await page.waitForFunction(
    (names: string[]) => {
      const cells = names.map((name) => document.querySelector(`#calls tr[data-call="${name}"] td[data-col="left"]`));
      const reasons = cells.map((cell) => cell?.getAttribute('data-why') ?? '');
      return reasons.every(Boolean) && reasons;
    },
    { timeout: 15_000 },
    names,
  );
  return (await found.jsonValue()) as string[];
}

/** Waits until ClerkJS is ready and the account with this first name is active; `''` is none. */
export async function waitForAccount(page: Page, firstName: string): Promise<void> {
  // A page that is still being parsed has no body yet, and Firefox does not retry a predicate that throws.
  await page.waitForFunction(
    (name: string) => document.body?.dataset.clerk === 'ready' && document.body.dataset.account === name,
    { timeout: 15_000 },
    firstName,
  );
}

/** Switches the organization with the page's menu; `''` is none. */
export async function chooseOrganization(page: Page, id: string): Promise<void> {
  await page.select('#organization', id);
  await page.waitForFunction(
    (id: string) =>
      ((window as unknown as { Clerk: { organization?: { id: string } } }).Clerk.organization?.id ?? '') === id,
    { timeout: 15_000 },
    id,
  );
}

/** The ID of the active session, from ClerkJS itself. */
export const activeSession = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (window as unknown as { Clerk: { session?: { id: string } } }).Clerk.session?.id);

/** Makes all calls again and returns their rows. */
export async function callAgain(page: Page): Promise<{ [name: string]: Row }> {
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('#calls tr[data-call]')) row.remove();
  });
  await page.click('#again');
  return rows(page, ALL);
}

/** The backend's response to the frame's last call. */
export async function frameAnswer(page: Page): Promise<{ status: string; session: string }> {
  const frame = await page.$('#frame').then((element) => element?.contentFrame());
  if (!frame) throw new Error('the demo has no frame');
  await frame.waitForFunction(() => document.body?.dataset.state === 'done', { timeout: 15_000 });
  return frame.evaluate(() => {
    const { status = '', session = '' } = document.body.dataset;
    return { status, session };
  });
}
