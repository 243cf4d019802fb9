import { expect } from 'chai';
import { sessionToken } from '../kit/jwt.ts';
import { at, newKey, openPage, origins, type PageWindow, type Part } from '../kit/page.ts';
import { clerkOf, requests, sendXhr, shimOf } from '../kit/session.ts';

// The minified files have short names for properties that nobody else knows (`rollup.config.mjs`). To ClerkJS, they must
// speak by its own.

/** Members that ClerkJS has, and that the shim may read, by what they are members of. */
const MEMBERS: Record<string, string> = {
  Clerk: 'session loaded publishableKey organization version addListener on off status load',
  session: 'id status expireAt getToken lastActiveOrganizationId lastActiveToken currentTask',
  organization: 'id',
  lastActiveToken: 'getRawString jwt',
  jwt: 'claims',
  claims: 'sid exp o org_id',
  o: 'id',
  // Of what ClerkJS is given.
  options: 'skipCache template organizationId notify',
};

/** What was read of Clerk. */
class Reads {
  readonly names = new Set<string>();

  /** The same object, which notes each member that is asked for. */
  of<Value>(value: Value, kind: string): Value {
    if (typeof value === 'function') return this.#method(value as never, kind);
    if (!MEMBERS[kind] || !value || typeof value !== 'object') return value;
    return new Proxy(value, {
      get: (target, name) => {
        this.#note(kind, name);
        const member = Reflect.get(target, name);
        return this.of(typeof member === 'function' ? member.bind(target) : member, `${String(name)}`);
      },
      has: (target, name) => {
        this.#note(kind, name);
        return Reflect.has(target, name);
      },
    });
  }

  /** Those that ClerkJS does not have. */
  get unknown(): string[] {
    return [...this.names].filter((path) => {
      const [kind = '', name = ''] = path.split('.');
      return !MEMBERS[kind]?.split(' ').includes(name);
    });
  }

  #method(method: (...args: unknown[]) => unknown, kind: string) {
    return ((...args: unknown[]) => {
      const given = args.filter((arg) => arg && typeof arg === 'object');
      for (const name of given.flatMap((arg) => Object.keys(arg as object))) this.#note('options', name);
      return this.of(method(...args), kind);
    }) as never;
  }

  #note(kind: string, name: string | symbol): void {
    if (typeof name === 'string') this.names.add(`${kind}.${name}`);
  }
}

/** Makes calls that read all that the shim reads of Clerk. */
async function callInAllModes(window: PageWindow, control: ReturnType<typeof clerkOf>): Promise<void> {
  control.become(undefined);
  const held = window.fetch(at('backend', newKey(), 'echo'));
  control.become('sess_A', 'org_A');
  await held;
  shimOf(window).explain('http://plain.test/');
  const key = newKey();
  for (const origin of ['backend', 'foreign'] as const) {
    await window.fetch(at(origin, key, 'echo'));
    await sendXhr(window, at(origin, key, 'echo'));
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at(origin, key, 'echo'), false);
    xhr.send();
    shimOf(window).explain(at(origin, key, 'echo'));
  }
  const first = await requests(key, 6);
  expect(first[0]?.url).to.include('_clerk_session_id=sess_A');
}

describe('the names in the minified files', () => {
  for (const file of ['clerk-ajax.min.js', 'clerk-ajax.all.min.js']) {
    it(`C3 C6 C9: ${file} reads members of Clerk, of a session and of a token by the names that ClerkJS has`, async () => {
      const reads = new Reads();
      let control: ReturnType<typeof clerkOf> | undefined;
      const watch = (window: PageWindow) => {
        // It is about to end, so that the shim asks for another one.
        const raw = sessionToken('sess_A', 5);
        control = clerkOf(window);
        control.tokens(async (session, options) => (options?.skipCache ? sessionToken(session, 60) : raw));
        control.become('sess_A', 'org_A');
        window.Clerk = reads.of(window.Clerk, 'Clerk') as never;
      };
      const shim: Part<(window: PageWindow) => void> = {
        shim: {
          'data-backend-origins': `'self' ${origins.backend} http://plain.test`,
          'data-token-origins': `${origins.foreign}#hasura`,
          'data-send': 'session-id credentials session-token',
          'data-debug': '',
        },
        file,
      };
      const { window } = await openPage({ head: [{ clerk: {} }, { run: watch }, shim] });
      await callInAllModes(window, control as ReturnType<typeof clerkOf>);
      shimOf(window).uninstall();
      expect(reads.unknown).to.deep.equal([]);
      expect([...reads.names]).to.include.members([
        ...['session', 'loaded', 'addListener', 'on', 'off', 'publishableKey'].map((name) => `Clerk.${name}`),
        ...['id', 'getToken', 'lastActiveOrganizationId', 'lastActiveToken'].map((name) => `session.${name}`),
        ...['lastActiveToken.getRawString', 'lastActiveToken.jwt', 'jwt.claims', 'claims.exp', 'claims.sid'],
        ...['options.skipCache', 'options.template', 'options.notify'],
      ]);
    });
  }
});
