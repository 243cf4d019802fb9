import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY_FLAGS, runInBrowser } from './browser.ts';
import { bundlePages, readSubject, sizeOf } from './bundle.ts';
import type { FrameSpec, Results, Task } from './protocol.ts';
import { startServers } from './server.ts';

// `npm run limits`: fails when dist/clerk-ajax.min.js has grown beyond the limits of limits.json, or does more for
// a call than they allow. It counts bytes and what is asked of the engine, never time. With `--write` the limits become
// what is the case now.

interface Limits {
  /** Bytes of dist/clerk-ajax.min.js. */
  brotli: number;
  /** What one call asks of the engine, by its kind; what is not named may not be asked at all. */
  calls: Record<string, Record<string, number>>;
}

const FILE = join(import.meta.dirname, 'limits.json');
/** Calls held at once: the second number must not cost more a call than the first. */
const HELD = [100, 1000] as const;
const RETAINED_CALLS = 1000;
/** Objects that may still be in a register of the engine, and entries of maps that know some hundred origins. */
const MOST_KEPT = 10;
const MOST_ENTRIES = 600;

const limits: Limits = JSON.parse(readFileSync(FILE, 'utf8'));
const faults: string[] = [];
const subject = readSubject();
const { brotli } = sizeOf(subject);
const { counts, many, held, retained } = await countCalls();

if (process.argv.includes('--write')) {
  writeFileSync(FILE, `${JSON.stringify({ brotli: Math.ceil(brotli / 50) * 50, calls: counts }, null, 2)}\n`);
} else {
  if (brotli > limits.brotli)
    faults.push(`dist/clerk-ajax.min.js has ${brotli} bytes (brotli), of at most ${limits.brotli}`);
  for (const [kind, asked] of Object.entries(counts)) compare(kind, asked, limits.calls[kind] ?? {}, 'the limit');
}
for (const [kind, asked] of Object.entries(many))
  compare(`${kind}, 100 origins`, asked, counts[kind] ?? {}, 'one origin');
compare(`a held call of ${HELD[1]}`, held[1], held[0], `one of ${HELD[0]}`);
for (const [when, { kept, entries }] of Object.entries(retained)) {
  if (kept > MOST_KEPT) faults.push(`${when}: ${kept} objects of finished calls are kept`);
  if (entries > MOST_ENTRIES) faults.push(`${when}: maps and sets grow, to ${entries} entries`);
}

console.log(`size: ${brotli} bytes (brotli), of at most ${limits.brotli}`);
for (const [kind, asked] of Object.entries({ ...counts, 'a held call leaves': held[0] })) {
  console.log(
    `${kind}: ${
      Object.entries(asked)
        .map(([name, each]) => `${each} ${name}`)
        .join(', ') || 'nothing'
    }`,
  );
}
for (const [when, { kept, entries }] of Object.entries(retained)) {
  console.log(`kept of ${RETAINED_CALLS} calls of each kind, ${when}: ${kept} objects, ${entries} entries of maps`);
}
for (const fault of faults) console.error(`✗ ${fault}`);
process.exitCode = faults.length ? 1 : 0;

/** Notes what is asked more often than it may. */
function compare(kind: string, asked: Record<string, number>, allowed: Record<string, number>, whose: string): void {
  for (const [name, each] of Object.entries(asked)) {
    const most = allowed[name] ?? 0;
    // A call in a hundred may do some housekeeping.
    if (each > most + 0.05) faults.push(`${kind}: ${each} ${name}, ${whose} is ${most}`);
  }
}

async function countCalls() {
  const servers = await startServers(await bundlePages('main', 'counters', 'limitsFrame'));
  servers.scripts.set('clerk-ajax', subject);
  const { backend } = servers;
  const spec: FrameSpec = { peer: 'clerk-ajax', sources: backend, sendsNothing: true, counted: true };
  const others = Array.from({ length: 99 }, (_, i) => `https://api${i}.example.test`);
  const tasks: Task[] = [
    { type: 'count', id: 'one', spec },
    { type: 'count', id: 'many', spec: { ...spec, sources: [...others, backend].join(' ') } },
    ...HELD.map((calls): Task => ({ type: 'release', id: `${calls}`, spec: { ...spec, clerkWaits: true }, calls })),
    ...[false, true].map(
      (clerkWaits): Task => ({
        type: 'retain',
        id: clerkWaits ? 'held' : 'known',
        spec: { ...spec, clerkWaits },
        calls: RETAINED_CALLS,
      }),
    ),
  ];
  try {
    const [report] = await runInBrowser('chromium', servers, [{ title: 'limits', tasks }], MEMORY_FLAGS);
    const outcome = <Type extends keyof Results>(id: string, _: Type) => {
      const result = report?.results.find((each) => each.id === id);
      if (!result?.outcome) throw new Error(`${id}: ${result?.error ?? 'no result'}`);
      return result.outcome as Results[Type];
    };
    return {
      counts: outcome('one', 'count').counts,
      many: outcome('many', 'count').counts,
      held: [outcome(`${HELD[0]}`, 'release').counts, outcome(`${HELD[1]}`, 'release').counts] as const,
      retained: { 'session known': outcome('known', 'retain'), 'calls held': outcome('held', 'retain') },
    };
  } finally {
    await servers.close();
  }
}
