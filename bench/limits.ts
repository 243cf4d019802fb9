import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY_FLAGS } from '../test/harness/engines/chromium.ts';
import { runInBrowser } from './browser.ts';
import type { LimitFigures } from './page/limits.ts';

// `npm run limits` fails when dist/clerk-ajax.min.js does more for a call than limits.json allows. It counts what is asked of the
// engine, never time. With `--write` the limits become what is the case now. (`npm run size` is for the bytes.)

type Counts = Record<string, number>;

const FILE = join(import.meta.dirname, 'limits.json');
/** Objects that may still be in a register of the engine, and entries of maps that know some hundred origins. */
const MOST_KEPT = { objects: 10, entries: 600 };

const { figures, failures } = await runInBrowser<object>('chromium', 'limits', [], MEMORY_FLAGS);
if (failures.length) process.exit(1);
const { one, many, held, kept } = figures as unknown as LimitFigures;

if (process.argv.includes('--write')) writeFileSync(FILE, `${JSON.stringify(one, null, 2)}\n`);
/** What is not named in them may not be asked at all. */
const limits: Record<string, Counts> = JSON.parse(readFileSync(FILE, 'utf8'));
let faults = 0;

/** Says what there is, and what of it is more than there may be. */
function check(title: string, found: Counts, most: Counts = {}, slack = 0): void {
  const list = Object.entries(found);
  console.log(`${title}: ${list.map(([name, each]) => `${each} ${name}`).join(', ') || 'nothing'}`);
  for (const [name, each] of list) {
    if (each <= (most[name] ?? 0) + slack) continue;
    faults++;
    console.error(`✗ ${title}: ${each} ${name}, of at most ${most[name] ?? 0}`);
  }
}

// A call in a hundred may do some housekeeping.
const checkCalls = (title: string, found: Counts, most?: Counts) => check(title, found, most, 0.05);
for (const [kind, found] of Object.entries(one)) checkCalls(kind, found, limits[kind]);
for (const [kind, found] of Object.entries(many)) checkCalls(`${kind}, of 100 origins`, found, one[kind]);
checkCalls('one of 1,000 held calls leaves', held[1000], held[100]);
for (const [when, found] of Object.entries(kept)) check(`kept of all calls, ${when}`, found, MOST_KEPT);
process.exitCode = faults ? 1 : 0;
