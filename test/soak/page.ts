// The runner page of `npm run soak`.

import { postEvent } from '../harness/postEvent.ts';
import { at, newKey } from '../kit/page.ts';
import type { RunnerConfig } from '../kit/protocol.ts';
import type { SoakOptions } from '../kit/soakOptions.ts';
import { soak } from '../model/soak/soak.ts';

const { soak: options } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;
declare const gc: (() => void) | undefined;

/** Bytes that the page has in use, garbage apart; only in a Chromium that was started with the flags for it. */
async function bytesInUse(): Promise<number | undefined> {
  for (let i = 0; i < 5; i++) {
    if (typeof gc === 'function') gc();
    else makeGarbage();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;
}

/** More than an engine lets lie about. */
function makeGarbage(): number {
  let length = 0;
  for (let i = 0; i < 20_000; i++) length += new Array(1000).fill(i).length;
  return length;
}

async function run(options: SoakOptions): Promise<void> {
  const figures = await soak(options, async (point) => {
    const measured = newKey();
    postEvent({ type: 'measure', point, measured, bytes: await bytesInUse() });
    await fetch(at('page', measured, 'until', measured, 'status', 204));
  });
  postEvent({ type: 'end', result: figures });
}

if (options)
  run(options).catch(({ message, stack }: Error) => postEvent({ type: 'broken', message, stack: `${stack}` }));
