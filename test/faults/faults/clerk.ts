import {
  type Fault,
  type Parts,
  type Stage,
  withNewSession,
  withoutSession,
  withoutSessionFrom,
  withSession,
} from '../fault.ts';
import { MIDDLE_WAIT, SHORT_WAIT } from '../timeLimits.ts';

const known: Parts = [{ clerk: { session: 'sess_A' } }];
const loading: Parts = [{ clerk: {} }];

/** A script of Clerk's that does not keep the page from being parsed. */
const scriptFrom = (src: string): Parts => [{ clerk: { session: 'sess_A' }, src, attributes: { async: true } }];

/** Clerk comes another way. */
async function bringClerk({ window, until }: Stage): Promise<void> {
  const script = window.document.createElement('script');
  script.src = '/support/fake-clerk.js';
  script.dataset.fakeSession = 'sess_A';
  window.document.head.append(script);
  await until(() => window.Clerk?.session);
}

/** A listener of the page's own that is called before the shim's, and throws for some sessions. */
const throwingListener = (throwsFor: string): Parts[number] => ({
  run: ({ Clerk }) => {
    Clerk?.addListener((resources) => {
      if ((resources as { session?: { id: string } }).session?.id === throwsFor) throw new Error('of the page');
    });
  },
});

/** As ClerkJS does it: what a listener throws comes out of the emission. */
function becomeInSpite({ clerk }: Stage, id: string): void {
  try {
    clerk().become(id);
  } catch {
    // ClerkJS goes on, too.
  }
}

const becomeA = ({ clerk }: Stage) => clerk().become('sess_A');

export const clerkFaults: readonly Fault[] = [
  {
    rules: 'D8',
    name: "Clerk's script is a 404, but its cookie is valid",
    isWarm: true,
    head: (at, key) => scriptFrom(at('until', key, 'status', 404)),
    happens: ({ release }) => release(),
    becomes: { usual: withSession(), sync: withSession(), later: withSession() },
  },
  {
    rules: 'D8',
    name: "Clerk's script is slow, but its cookie is valid, of another session than Clerk then says",
    isWarm: true,
    head: (at, key) => scriptFrom(at('until', key, 'file', '/support/fake-clerk.js')),
    async heals({ clerk, release, until, window }) {
      await release();
      await until(() => window.Clerk?.session);
      clerk().become('sess_B');
    },
    becomes: { usual: withSession(), sync: withSession(), later: withSession(), healed: withNewSession() },
  },
  {
    rules: 'D3',
    name: "Clerk's script is a 404",
    event: 'when the script has failed',
    head: (at, key) => scriptFrom(at('until', key, 'status', 404)),
    happens: ({ release }) => release(),
    heals: bringClerk,
    becomes: withoutSessionFrom('at the event'),
  },
  {
    rules: 'D1',
    name: "Clerk's script is slow",
    event: 'when Clerk is there',
    head: (at, key) => scriptFrom(at('until', key, 'file', '/support/fake-clerk.js')),
    happens: ({ release }) => release(),
    becomes: { usual: withSession('at the event'), sync: withoutSession(), later: withSession() },
  },
  {
    rules: 'D2',
    name: "Clerk's script hangs",
    wait: SHORT_WAIT,
    head: (at, key) => scriptFrom(at('until', key, 'file', '/support/fake-clerk.js')),
    async heals({ release, until, window }) {
      await release();
      await until(() => window.Clerk);
    },
    becomes: withoutSessionFrom('after data-wait'),
  },
  {
    rules: 'D2',
    name: "Clerk's script has a syntax error",
    wait: SHORT_WAIT,
    head: (at, key) => scriptFrom(at('until', key, 'type', 'text/javascript', 'text', 'utf-8', 'no script')),
    happens: ({ release }) => release(),
    heals: bringClerk,
    becomes: withoutSessionFrom('after data-wait'),
  },
  {
    rules: 'D3',
    name: 'there is no Clerk, and no `data-wait`',
    wait: null,
    head: () => [],
    heals: bringClerk,
    becomes: withoutSessionFrom('after 1 s'),
  },
  {
    rules: 'D2',
    name: 'Clerk is there, and never knows its session',
    wait: SHORT_WAIT,
    head: () => loading,
    heals: becomeA,
    becomes: withoutSessionFrom('after data-wait'),
  },
  {
    rules: 'D3',
    name: 'Clerk has the status `error`',
    event: 'when Clerk says so',
    head: () => loading,
    happens: ({ clerk }) => clerk().fail(),
    heals: becomeA,
    becomes: withoutSessionFrom('at the event'),
  },
  {
    rules: 'D1',
    name: 'Clerk has the status `degraded`',
    event: 'when Clerk knows its session',
    head: () => loading,
    during: ({ clerk }) => clerk().degrade(),
    happens: becomeA,
    becomes: { usual: withSession('at the event'), sync: withoutSession(), later: withSession() },
  },
  {
    rules: 'D2a',
    name: "a listener of the page's own throws as Clerk tells of its session",
    wait: MIDDLE_WAIT,
    head: () => [...loading, throwingListener('sess_A')],
    happens: (stage) => becomeInSpite(stage, 'sess_A'),
    becomes: { usual: withSession('after data-wait'), sync: withoutSession(), later: withSession() },
  },
  {
    rules: 'D2a E8',
    name: '`Clerk.addListener()` throws',
    wait: MIDDLE_WAIT,
    head: () => [
      ...loading,
      {
        run: ({ Clerk }) => {
          Object.assign(Clerk ?? {}, {
            addListener() {
              throw new Error('of Clerk');
            },
          });
        },
      },
    ],
    happens: becomeA,
    becomes: { usual: withSession('after data-wait'), sync: withoutSession(), later: withSession() },
    breaksClerk: true,
  },
  {
    rules: 'E8',
    name: '`Clerk.session` throws',
    head: () => [
      ...known,
      {
        run: ({ Clerk }) => {
          Object.defineProperty(Clerk, 'session', {
            configurable: true,
            get() {
              throw new Error('of Clerk');
            },
          });
        },
      },
    ],
    heals(stage) {
      Object.defineProperty(stage.window.Clerk, 'session', { value: undefined, writable: true });
      becomeA(stage);
    },
    becomes: { usual: withoutSession(), sync: withoutSession(), later: withoutSession(), healed: withSession() },
    breaksClerk: true,
  },
  {
    rules: 'D4',
    name: 'the session becomes unknown and stays so',
    wait: SHORT_WAIT,
    head: () => known,
    before: ({ clerk }) => clerk().become(undefined),
    heals: becomeA,
    becomes: {
      usual: withoutSession('after data-wait'),
      sync: withoutSession(),
      later: withoutSession('after data-wait'),
      healed: withSession(),
    },
  },
  {
    rules: 'D4 C3',
    name: 'the account is switched by way of an unknown session',
    event: 'when the new one is known',
    head: () => known,
    before: ({ clerk }) => clerk().become(undefined),
    happens: ({ clerk }) => clerk().become('sess_B'),
    becomes: { usual: withNewSession('at the event'), sync: withoutSession(), later: withNewSession() },
  },
  {
    rules: 'D4 D2a',
    name: "the account is switched by way of an unknown session, and a listener of the page's own throws",
    wait: MIDDLE_WAIT,
    head: () => [...known, throwingListener('sess_B')],
    before: ({ clerk }) => clerk().become(undefined),
    happens: (stage) => becomeInSpite(stage, 'sess_B'),
    becomes: { usual: withNewSession('after data-wait'), sync: withoutSession(), later: withNewSession() },
  },
];
