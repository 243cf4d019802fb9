import { cpus, release, totalmem } from 'node:os';
import type { EngineName } from '../test/support/protocol.ts';
import { MEMORY_FLAGS, runInBrowser } from './browser.ts';
import { bundlePages, bundlePeer, readSubject, type Size, sizeOf, versionOf } from './bundle.ts';
import { floors } from './floors.ts';
import { sharesOfModules, sizesOfParts } from './modules.ts';
import { type Peer, peers, subject } from './peers.ts';
import { controlSheet, heapSheets, peerSheet, subjectSheets } from './plan.ts';
import type { Report, Results, Sheet, Task } from './protocol.ts';
import { type BenchServers, startServers } from './server.ts';
import { type Comparison, comparisonOf, type Spread, spreadOf } from './stats.ts';
import { steps } from './steps.ts';

/** What was measured of one peer in one engine; what failed has no figures. */
export interface PeerFigures {
  /** By operation and target. */
  compare: Record<string, Comparison>;
  /** Milliseconds, the first time and when the engine has compiled the script before. */
  install: { first?: Spread; again?: Spread };
  /** By API: whole calls, and what the server saw of them. */
  trips: Record<string, Comparison & { preflights: number; marked: number }>;
  failures: string[];
}

export interface EngineFigures {
  browser: string;
  /** Two equal pages, and an empty script. */
  control: PeerFigures;
  peers: Record<string, PeerFigures>;
  /** Of the subject, by operation, target and whether the URLs vary. */
  calls: Record<string, Comparison>;
  /** Of the least that any script must do (see floors.ts), likewise. */
  floors: Record<string, Comparison>;
  /** Of what a call is made of (see steps.ts), by number. */
  steps: Record<string, Comparison>;
  /** Of the subject with many origins to the subject with one. */
  origins: Record<string, Comparison>;
  /** Milliseconds, by the number of calls. */
  held: Record<string, Spread>;
}

export interface Figures {
  date: string;
  machine: string;
  versions: Record<string, string>;
  sizes: Record<string, Size>;
  /** What each module adds to the subject, in bytes (brotli). */
  modules: Record<string, number>;
  /** How large the subject would be with less in it, in bytes (brotli). */
  parts: Record<string, number>;
  engines: Partial<Record<EngineName, EngineFigures>>;
  /** Bytes in use after each step. */
  heap: Record<string, number[]>;
}

/** Measures everything in these engines; what fails of the subject is thrown. */
export async function measure(engines: EngineName[], log: (line: string) => void): Promise<Figures> {
  const servers = await startServers(await bundlePages('main', 'frame'));
  try {
    const versions: Record<string, string> = {};
    const sizes: Record<string, Size> = {};
    for (const peer of [subject, ...peers]) {
      const script = peer === subject ? readSubject() : await bundlePeer(peer);
      servers.scripts.set(peer.name, script);
      sizes[peer.name] = sizeOf(script);
      for (const name of peer.packages) versions[name] = versionOf(name);
    }

    for (const [name, script] of Object.entries(floors)) servers.scripts.set(name, script);
    for (const [i, { script }] of steps.entries()) servers.scripts.set(`step-${i}`, script);

    const figures: Figures = {
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
      versions,
      sizes,
      modules: sharesOfModules(),
      parts: sizesOfParts(),
      engines: {},
      heap: {},
    };
    for (const engine of engines) {
      log(`${engine}: calls`);
      figures.engines[engine] = await measureEngine(engine, servers);
    }
    log('chromium: memory');
    for (const report of await run('chromium', servers, heapSheets(servers), MEMORY_FLAGS)) {
      figures.heap[report.title] = outcomeOf(report, 'heap', 'heap').bytes;
    }
    return figures;
  } finally {
    await servers.close();
  }
}

type TitledReport = Report & Sheet;

async function run(
  engine: EngineName,
  servers: BenchServers,
  sheets: Sheet[],
  flags?: string[],
): Promise<TitledReport[]> {
  const reports = await runInBrowser(engine, servers, sheets, flags);
  return reports.map((report, i) => ({ ...report, ...(sheets[i] as Sheet) }));
}

async function measureEngine(engine: EngineName, servers: BenchServers): Promise<EngineFigures> {
  const all = [subject, ...peers];
  const sheets = [
    controlSheet(servers),
    ...all.map((peer) => peerSheet(peer, peer === subject ? servers.backend : undefined, servers)),
    ...subjectSheets(servers),
  ];
  const reports = await run(engine, servers, sheets);
  const report = (title: string) => reports.find((each) => each.title === title) as TitledReport;
  const comparisons = (title: string) =>
    Object.fromEntries(
      report(title).tasks.map(({ id }) => [id, comparisonOf(outcomeOf(report(title), id, 'compare'))]),
    );

  const figures: EngineFigures = {
    browser: browserOf(report('control').userAgent),
    control: peerFigures(report('control'), servers),
    peers: Object.fromEntries(all.map((peer) => [peer.name, peerFigures(report(peer.name), servers, peer)])),
    calls: comparisons('calls'),
    floors: comparisons('floors'),
    steps: comparisons('steps'),
    origins: comparisons('origins'),
    held: Object.fromEntries(
      report('held').tasks.map(({ id }) => [id, spreadOf(outcomeOf(report('held'), id, 'held').times)]),
    ),
  };
  const failures = figures.peers[subject.name]?.failures ?? [];
  if (failures.length) throw new Error(`${engine}, ${subject.name}: ${failures.join('; ')}`);
  return figures;
}

/** @throws Error when the task failed */
function outcomeOf<Type extends Task['type']>({ title, results }: TitledReport, id: string, _: Type): Results[Type] {
  const result = results.find((each) => each.id === id);
  if (!result?.outcome) throw new Error(`${title}, ${id}: ${result?.error ?? 'no result'}`);
  return result.outcome as Results[Type];
}

function peerFigures(report: TitledReport, servers: BenchServers, peer?: Peer): PeerFigures {
  const figures: PeerFigures = { compare: {}, install: {}, trips: {}, failures: [] };
  for (const task of report.tasks) {
    try {
      if (task.type === 'compare') figures.compare[task.id] = comparisonOf(outcomeOf(report, task.id, 'compare'));
      if (task.type === 'install') {
        figures.install[task.again ? 'again' : 'first'] = spreadOf(outcomeOf(report, task.id, 'install').times);
      }
      if (task.type === 'trips') {
        const comparison = comparisonOf(outcomeOf(report, task.id, 'trips'));
        const { requests, preflights, marked } = servers.arrivals(new URL(task.url).pathname.split('/')[2] ?? '');
        // Half of the requests came from the bare page.
        figures.trips[task.id] = {
          ...comparison,
          preflights: (2 * preflights) / requests,
          marked: (2 * marked) / requests,
        };
      }
    } catch (error) {
      figures.failures.push((error as Error).message);
    }
  }
  for (const api of peer?.patches ?? []) {
    // Otherwise it is not set up for the job, and its figures say nothing.
    if (figures.trips[`trip ${api} backend`]?.marked !== 1)
      figures.failures.push(`${api}: calls do not arrive as they should`);
    if (figures.trips[`trip ${api} elsewhere`]?.marked) figures.failures.push(`${api}: the session goes elsewhere`);
  }
  return figures;
}

function browserOf(userAgent: string): string {
  const [, name = '', version = ''] =
    /(Chrome|Firefox)\/(\d+)/.exec(userAgent) ?? /(AppleWebKit)\/([\d.]+)/.exec(userAgent) ?? [];
  return `${name.replace('Chrome', 'Chromium').replace('AppleWebKit', 'WebKit')} ${version}`;
}
