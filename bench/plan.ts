import type { Peer } from './peers.ts';
import type { FrameSpec, Operation, Sheet, Task } from './protocol.ts';
import type { BenchServers } from './server.ts';
import { steps } from './steps.ts';

/** An origin that nobody answers for: calls to it are never sent here. */
const ELSEWHERE = 'https://api.elsewhere.test';

const BARE: FrameSpec = {};

/** Where calls go, and for which sources that makes them ours. */
export const TARGETS = {
  elsewhere: { title: 'not ours, another origin', ours: false },
  own: { title: 'not ours, the page’s own origin', ours: false },
  backend: { title: 'ours, another origin', ours: true },
  self: { title: 'ours, the page’s own origin', ours: true },
} as const;
export type TargetName = keyof typeof TARGETS;

const urlOf = (target: TargetName, { backend }: BenchServers) =>
  ({ elsewhere: ELSEWHERE, own: '/static', backend, self: '/api' })[target];

/** Numbers of backend origins that are compared. */
export const ORIGINS = [10, 100];
/** Numbers of calls held at once. */
export const HELD = [1, 100, 10_000];

/** Pairs of turns. */
const ROUNDS = 400;
const PEER_ROUNDS = 150;

const compareTask = (
  id: string,
  [a, b]: [FrameSpec, FrameSpec],
  operation: Operation,
  url: string,
  varied: boolean,
  rounds: number,
): Task => ({ type: 'compare', id, a, b, operation, target: { url, varied }, rounds });

const installTasks = (spec: FrameSpec = {}): Task[] =>
  [false, true].map((again) => ({ type: 'install', id: again ? 'again' : 'first', ...spec, again, rounds: 40 }));

/** The sheet that shows how far two equal pages seem to differ. */
export function controlSheet(servers: BenchServers): Sheet {
  const tasks = (['open', 'create', 'fetch'] as const).map((operation) =>
    compareTask(operation, [BARE, BARE], operation, urlOf('elsewhere', servers), true, ROUNDS),
  );
  return { title: 'control', tasks: [...tasks, ...installTasks()] };
}

/** What is measured of every peer, the subject among them. */
export function peerSheet(peer: Peer, sources: string | undefined, servers: BenchServers): Sheet {
  const spec: FrameSpec = { peer: peer.name, ...(sources ? { sources } : {}) };
  const tasks: Task[] = [];
  const operations = [
    ...(peer.patches.includes('xhr') ? ['create' as const] : []),
    ...(peer.patches.includes('fetch') ? ['fetch' as const] : []),
  ];
  for (const operation of operations) {
    for (const target of ['elsewhere', 'backend'] as const) {
      tasks.push(
        compareTask(`${operation} ${target}`, [BARE, spec], operation, urlOf(target, servers), true, PEER_ROUNDS),
      );
    }
  }
  for (const api of peer.patches) {
    const echo = (origin: string, name: string) => `${origin}/echo/${peer.name}-${api}-${name}`;
    tasks.push(
      {
        type: 'trips',
        id: `trip ${api} backend`,
        a: BARE,
        b: spec,
        api,
        url: echo(servers.backend, 'ours'),
        rounds: 60,
      },
      {
        type: 'trips',
        id: `trip ${api} elsewhere`,
        a: BARE,
        b: spec,
        api,
        url: echo(servers.foreign, 'not'),
        rounds: 5,
      },
    );
  }
  tasks.push(...installTasks(spec));
  return { title: peer.name, tasks };
}

/** What is measured of the subject alone. */
export function subjectSheets(servers: BenchServers): Sheet[] {
  const { backend } = servers;
  const shim = (sources: string): FrameSpec => ({ peer: 'clerk-ajax', sources });

  const calls: Task[] = [];
  const least: Task[] = [];
  for (const target of Object.keys(TARGETS) as TargetName[]) {
    const spec = shim(target === 'self' ? `'self' ${backend}` : backend);
    for (const operation of ['open', 'fetch'] as const) {
      for (const varied of [true, false]) {
        const id = `${operation} ${target} ${varied ? 'varied' : 'same'}`;
        const floor: FrameSpec = { peer: TARGETS[target].ours ? 'floor-add' : 'floor-pass' };
        calls.push(compareTask(id, [BARE, spec], operation, urlOf(target, servers), varied, ROUNDS));
        if (varied) least.push(compareTask(id, [BARE, floor], operation, urlOf(target, servers), varied, ROUNDS));
      }
    }
  }

  const profile = steps.map(({ operation, target }, i) =>
    compareTask(`${i}`, [BARE, { peer: `step-${i}` }], operation, urlOf(target, servers), true, ROUNDS),
  );

  const growth: Task[] = [];
  const manySources = (count: number) =>
    [...Array.from({ length: count - 1 }, (_, i) => `https://api${i}.example.test`), backend].join(' ');
  for (const count of ORIGINS) {
    for (const target of ['elsewhere', 'backend'] as const) {
      for (const operation of ['open', 'fetch'] as const) {
        const specs: [FrameSpec, FrameSpec] = [shim(backend), shim(manySources(count))];
        growth.push(
          compareTask(`${operation} ${target} ${count}`, specs, operation, urlOf(target, servers), true, ROUNDS),
        );
      }
    }
  }

  const spec: FrameSpec = { ...shim(backend), clerkWaits: true, sendsNothing: true };
  const held = HELD.map(
    (count): Task => ({
      type: 'held',
      id: `${count}`,
      spec,
      url: backend,
      calls: count,
      rounds: count > 1000 ? 7 : 20,
    }),
  );
  return [
    { title: 'calls', tasks: calls },
    { title: 'floors', tasks: least },
    { title: 'steps', tasks: profile },
    { title: 'origins', tasks: growth },
    { title: 'held', tasks: held },
  ];
}

/** 100,000 XHRs and as many fetches, half of them ours, with and without the subject. */
export const HEAP_STEPS = 10;
export const HEAP_CALLS = 10_000;

export function heapSheets(servers: BenchServers): Sheet[] {
  const urls = [servers.backend, servers.foreign];
  const sheet = (title: string, spec: FrameSpec): Sheet => ({
    title,
    tasks: [{ type: 'heap', id: 'heap', spec, urls, calls: HEAP_CALLS, steps: HEAP_STEPS }],
  });
  return [sheet('native', BARE), sheet('clerk-ajax', { peer: 'clerk-ajax', sources: servers.backend })];
}
