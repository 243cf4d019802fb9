import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { claimsOf } from '../kit/jwt.ts';
import { until } from '../kit/until.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import { ACME, GLOBEX } from '../servers/clerk/frontend-api/accounts.ts';
import type { ClerkState } from '../servers/clerk/frontend-api/state.ts';
import { type ClerkPage, type ClerkPageOptions, startClerkPage } from './clerkPage.ts';
import { startSite } from './site.ts';
import { stoppedClock } from './stoppedClock.ts';

// A page with real ClerkJS whose users are in two organizations, and a backend that tells for whom each call arrives.

/** A user and, behind an `@`, an organization, such as `Ada@acme`; nothing if a call does not carry it. */
type Owner = string | undefined;

/** What a call has carried. */
export interface Arrived {
  /** The user whose session ID is in the URL. */
  id: Owner;
  token: Owner;
  cookie: Owner;
}

export const CHANNELS = ['fetch', 'xhr', 'sync', 'beacon'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What `setActive()` gets. */
interface Choice {
  session?: string;
  organization: string | null;
}

export interface Tenants {
  clerkPage: ClerkPage;
  backendOrigin: string;
  /** Opens the page, in a profile of its own or in a tab beside another. */
  open(where: Browser | BrowserContext, attributes: { [name: string]: string }): Promise<Page>;
  /**
   * Switches the organization, and the account, too, if a first name is given.
   *
   * @param navigates whether ClerkJS has a callback to wait for
   */
  switchTo(page: Page, organization: string | null, navigates?: boolean, name?: string): Promise<void>;
  /** Makes a call by each channel. @returns what each has carried */
  call(page: Page, channels?: readonly ChannelName[]): Promise<{ [channel: string]: Arrived }>;
  /** Starts calls, which may wait. @returns what gives back what they have carried */
  start(page: Page, channels?: readonly ChannelName[]): Promise<() => Promise<{ [channel: string]: Arrived }>>;
  /** Sets the clocks of all pages and of Clerk's servers forward, which stand still otherwise. */
  pass(seconds: number): Promise<void>;
  /** Clerk's servers give out tokens, while `act` is done, that have so many seconds left. */
  aged(left: number, act: () => Promise<unknown>): Promise<void>;
  /**
   * Opens the page anew, as a click does, without ClerkJS, whose script has not arrived yet. @returns what lets it arrive, and waits
   * until Clerk has started
   */
  click(page: Page): Promise<() => Promise<void>>;
  /** Opens an EventSource, whose events say, over and over, for whom it has been opened. */
  listen(page: Page): Promise<void>;
  /** For whom the connections of EventSources were opened, from the first to the last. */
  streams: Arrived[];
  /** What `console.error()` has been told in a page. */
  errors(page: Page): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * In the page: `calls.fetch(url)` and the like, `listen(url)`, whose events are put into `events`, `switchTo(choice)`, after which
 * there are only later ones, and `errors`, what the console has been told.
 */
const functions = (major: number) => `
  window.calls = {
    fetch: (url) => fetch(url),
    xhr: (url) => new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url);
      xhr.onloadend = resolve;
      xhr.send();
    }),
    sync(url) {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url, false);
      xhr.send();
    },
    beacon: (url) => navigator.sendBeacon(url),
  };
  window.events = [];
  window.listen = (url) => {
    const source = new EventSource(url);
    source.onmessage = ({ data }) => events.push(data);
  };
  window.switchTo = async (choice, navigates) => {
    const navigate = () => new Promise((resolve) => setTimeout(resolve, 50));
    await Clerk.setActive({ ...choice, ...(navigates && { ${major === 4 ? 'beforeEmit' : 'navigate'}: navigate }) });
    events.length = 0;
  };
  window.errors = [];
  console.error = new Proxy(console.error, {
    apply(error, self, args) {
      errors.push(args.join(' '));
      return Reflect.apply(error, self, args);
    },
  });
`;

/** Says of claims, or of a session ID alone, whose they are. */
function ownerOf(clerk: ClerkState, token: string | null | undefined): Owner {
  if (!token) return undefined;
  const claims = token.includes('.') ? claimsOf(token) : { sid: token };
  const name = clerk.sessions.find(({ id }) => id === claims.sid)?.account.firstName;
  const { o, org_id } = claims as { o?: { id: string }; org_id?: string };
  const organization = o?.id ?? org_id;
  return organization ? `${name}@${[ACME, GLOBEX].find(({ id }) => id === organization)?.slug}` : name;
}

function arrivedOf(clerk: ClerkState, { url, headers }: IncomingMessage): Arrived {
  const { searchParams } = new URL(url as string, 'http://backend');
  const [, cookie] = /(?:^|; )__session=([^;]+)/.exec(headers.cookie ?? '') ?? [];
  return {
    id: ownerOf(clerk, searchParams.get('_clerk_session_id')),
    token: ownerOf(clerk, headers.authorization ?? searchParams.get('token')),
    cookie: ownerOf(clerk, cookie),
  };
}

/** Sends events for as long as the connection is there. */
function stream(response: ServerResponse, { token, cookie }: Arrived): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const timer = setInterval(() => response.write(`data: ${token ?? cookie}\n\n`), 10);
  response.on('close', () => clearInterval(timer));
}

export async function startTenants(options: ClerkPageOptions): Promise<Tenants> {
  const settings = { organizations: true, ...options.settings };
  const clerkPage = await startClerkPage({ file: 'clerk-ajax.all.min.js', ...options, settings });
  const backend = await startSite();
  let time = Math.floor(Date.now() / 1000) * 1000;
  clerkPage.clerk.now = () => time;
  const pages: Page[] = [];
  const allow = allowOrigin(clerkPage.origin);
  const arrived = new Map<string, Arrived>();
  const streams: Arrived[] = [];
  backend.serve((request, response) =>
    allow(request, response, () => {
      const carried = arrivedOf(clerkPage.clerk, request);
      if (request.url?.startsWith('/events')) {
        streams.push(carried);
        return stream(response, carried);
      }
      arrived.set((request.url as string).split(/[?&]/)[0] as string, carried);
      response.end('{}');
    }),
  );

  let count = 0;
  const tenants: Tenants = {
    clerkPage,
    backendOrigin: backend.origin,
    async open(where, attributes) {
      const page = await clerkPage.open(where, attributes, stoppedClock(time) + functions(options.clerkJs ?? 6));
      pages.push(page);
      return page;
    },
    async pass(seconds) {
      time += seconds * 1000;
      await Promise.all(pages.map((page) => page.evaluate(`clockTime = ${time}`)));
    },
    async aged(left, act) {
      const before = time;
      time -= (60 - left) * 1000;
      await act();
      time = before;
    },
    switchTo(page, organization, navigates, name) {
      const session = clerkPage.clerk.sessions.find(({ account }) => account.firstName === name)?.id;
      const choice = { organization, ...(session && { session }) };
      return page.evaluate((...args) => window.switchTo(...args), choice, navigates);
    },
    async start(page, channels = CHANNELS) {
      const paths = channels.map(() => `/call/${count++}`);
      const urls = paths.map((path) => backend.origin + path);
      await page.evaluate(
        (channels, urls) => channels.forEach((channel, i) => void window.calls[channel](urls[i] as string)),
        channels,
        urls,
      );
      return async () => {
        await until(() => paths.every((path) => arrived.has(path)));
        return Object.fromEntries(channels.map((channel, i) => [channel, arrived.get(paths[i] as string) as Arrived]));
      };
    },
    call: async (page, channels) => (await tenants.start(page, channels))(),
    async click(page) {
      const release = clerkPage.hold(/clerk\.browser\.js/);
      await page.goto(clerkPage.origin, { waitUntil: 'domcontentloaded' });
      await page.evaluate(`clockTime = ${time}`);
      return async () => {
        release();
        await page.waitForFunction('window.Clerk');
        await page.evaluate('Clerk.load({ telemetry: false })');
      };
    },
    listen: (page) => page.evaluate((url) => window.listen(url), `${backend.origin}/events`),
    streams,
    errors: (page) => page.evaluate(() => window.errors),
    close: async () => void (await Promise.all([clerkPage.close(), backend.close()])),
  };
  return tenants;
}

declare global {
  interface Window {
    calls: { [channel in ChannelName]: (url: string) => unknown };
    events: string[];
    errors: string[];
    listen(url: string): void;
    switchTo(choice: Choice, navigates?: boolean): Promise<void>;
  }
}
