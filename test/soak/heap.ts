import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { MEMORY_FLAGS } from '../harness/engines/chromium.ts';
import type { Launched } from '../harness/launch.ts';
import type { EngineName } from '../kit/protocol.ts';

/** How to learn what the objects of a page take once garbage is collected. */
interface HeapMeter {
  /** Arguments and environment that have a browser tell of its memory. */
  flags?: string[];
  env?: Record<string, string>;
  /**
   * Is called when the browser has been started.
   *
   * @returns what gives the bytes; it is told what the page could read itself
   */
  watch(browser: Launched): (told: number | undefined) => Promise<number>;
}

const chromium: HeapMeter = {
  flags: MEMORY_FLAGS,
  watch:
    () =>
    async (told = Number.NaN) =>
      told,
};

/** At this signal (SIGRTMIN + 1) Firefox collects garbage, and writes a report into the directory for temporary files. */
const WRITE_REPORT = 35;

const firefox: HeapMeter = {
  watch({ process: { pid, spawnargs } }) {
    const directory = spawnargs[spawnargs.indexOf('--profile') + 1] ?? '';
    const read = new Set<string>();
    return async () => {
      process.kill(pid ?? 0, WRITE_REPORT);
      for (;;) {
        await sleep(200);
        const isNew = (name: string) => /^unified-memory.*gz$/.test(name) && !read.has(name);
        const name = readdirSync(directory).find(isNew);
        const bytes = name && bytesIn(join(directory, name));
        if (!bytes) continue;
        read.add(name);
        return bytes;
      }
    };
  },
};

/** The objects of the process that shows the page; nothing while the report is being written. */
function bytesIn(file: string): number | undefined {
  let reports: { process: string; path: string; amount: number }[];
  try {
    ({ reports } = JSON.parse(gunzipSync(readFileSync(file)).toString()));
  } catch {
    return undefined;
  }
  const page = reports.find(({ path }) => path.startsWith('explicit/window-objects/top(http:'));
  const objects = reports.filter(
    (report) =>
      report.process === page?.process && report.path.startsWith('js-main-runtime-gc-heap-committed/used/gc-things/'),
  );
  return objects.reduce((sum, { amount }) => sum + amount, 0);
}

/** WebKit writes a line for each collection, all of which are full ones here. The page makes garbage enough for some. */
const webkit: HeapMeter = {
  env: { JSC_logGC: '1', JSC_useGenerationalGC: '0' },
  watch({ process: { stderr } }) {
    const kilobytes: number[] = [];
    stderr?.on('data', (data: Buffer) => {
      for (const [, after] of data.toString().matchAll(/=> (\d+)kb,/g)) kilobytes.push(Number(after));
    });
    // What is being made at that moment counts, too.
    return async () => Math.min(...kilobytes.slice(-3)) * 1000;
  },
};

export const heapMeters: Record<EngineName, HeapMeter> = { chromium, firefox, webkit, chromium75: chromium };
