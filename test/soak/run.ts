import { runPage } from '../harness/runPage.ts';
import type { EngineName } from '../kit/protocol.ts';
import type { Point, SoakOptions } from '../kit/soakOptions.ts';
import type { SoakFigures } from '../model/soak/figures.ts';
import { buildClassic } from '../servers/build.ts';
import { builtScripts } from '../servers/files.ts';
import { heapMeters } from './heap.ts';

/** A soak of one engine. */
export interface EngineFigures extends SoakFigures {
  /** Bytes in use. */
  heap: Record<Point, number>;
  /** How long it took, in ms. */
  duration: number;
}

/** Longest time between two points where memory is measured, in ms. */
const SILENCE = 900_000;
const SCRIPT = '/support/soak.js';

/** Runs the soak in a browser. @throws Error when it does not come to its end */
export async function soakIn(engine: EngineName, program: string, soak: SoakOptions): Promise<EngineFigures> {
  builtScripts.set(SCRIPT, await buildClassic('./test/soak/page.ts'));
  const { flags = [], env = {}, watch } = heapMeters[engine];
  const heap = {} as Record<Point, number>;
  const started = performance.now();
  let bytesInUse: ReturnType<typeof watch> = async () => Number.NaN;
  let figures: SoakFigures | undefined;
  let failure = '';
  const trouble = await runPage({
    engine,
    program,
    script: SCRIPT,
    soak,
    flags,
    env,
    silence: SILENCE,
    onStart(browser) {
      bytesInUse = watch(browser);
    },
    async onEvent(event, servers) {
      if (event.type === 'end') figures = event.result as SoakFigures;
      if (event.type === 'broken') failure = `${event.message}\n${event.stack}`;
      if (event.type !== 'measure') return;
      heap[event.point] = await bytesInUse(event.bytes);
      servers.release(event.measured);
    },
  });
  if (trouble) failure = `${trouble.why}\n${trouble.output}`;
  if (!figures) throw new Error(failure);
  return { ...figures, heap, duration: performance.now() - started };
}
