import type { Page } from 'puppeteer-core';

// What the pages of all examples have in common: #user, #status, #orders, form#order, #reload, #sign-in, #sign-out.

/** A call that the page made, and its response. */
export interface Call {
  method: string;
  /** The session token that it carried, or `''`. */
  token: string;
  url: string;
  status: number;
  reason: string;
  user: string;
  session: string;
  orders: string[];
}

/** Does something that makes the page call its API, and waits until the page shows the response. */
export async function callOf(page: Page, act: () => Promise<unknown>): Promise<Call> {
  const [response] = await Promise.all([
    page.waitForResponse((it) => new URL(it.url()).pathname === '/api/orders' && it.request().method() !== 'OPTIONS', {
      timeout: 15_000,
    }),
    act(),
  ]);
  const request = response.request();
  const data = await response.json();
  const call = {
    method: request.method(),
    token: (request.headers().authorization ?? '').replace(/^Bearer /, ''),
    url: response.url(),
    status: response.status(),
    reason: data.reason ?? '',
    user: data.user ?? '',
    session: data.session ?? '',
    orders: data.orders ?? [],
  };
  await page.waitForFunction(
    (status: string, user: string, orders: string) =>
      document.querySelector('#status')?.textContent?.trim() === status &&
      document.querySelector('#user')?.textContent === user &&
      [...document.querySelectorAll('#orders li')].map(({ textContent }) => textContent).join() === orders,
    { timeout: 5000 },
    `${call.status} ${call.reason}`.trim(),
    call.user,
    call.orders.join(),
  );
  return call;
}

/** Submits the page's form. */
export const order = (page: Page, item: string): Promise<Call> =>
  callOf(page, async () => {
    await page.type('#order [name=item]', item);
    await page.click('#order button');
  });

/** Signs in through the page's button and the stand-in's sign-in page. */
export async function signIn(page: Page, firstName: string): Promise<Call> {
  await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
  await Promise.all([page.waitForNavigation(), page.click('#sign-in')]);
  const account = await page.waitForSelector(`button::-p-text(Continue as ${firstName})`);
  return callOf(page, async () => account?.click());
}

type PageClerk = {
  Clerk: { setActive(to: { session: string }): Promise<void>; session: { getToken(options: object): Promise<string> } };
};

export const switchTo = (page: Page, session: string): Promise<void> =>
  page.evaluate((session: string) => (window as unknown as PageClerk).Clerk.setActive({ session }), session);

/** Makes ClerkJS fetch a new token, as it does every minute. */
export const renewToken = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as PageClerk).Clerk.session.getToken({ skipCache: true }));
