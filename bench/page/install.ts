import type { Results, TaskOf } from '../protocol.ts';
import { openFrame } from './frames.ts';

/** Rounds that make the engine keep what it compiled. */
const WARM_UP = 5;

/** Times the parsing and running of a script, each time in a fresh page. */
export async function install({ peer, sources, again, rounds }: TaskOf<'install'>): Promise<Results['install']> {
  const code = peer ? await (await fetch(`/peer/${peer}.js`)).text() : '';
  const times: number[] = [];
  for (let round = again ? -WARM_UP : 0; round < rounds; round++) {
    const { window, close } = await openFrame({});
    const { document, performance } = window;
    const script = document.createElement('script');
    // Engines keep what they have compiled, by the text.
    script.textContent = `/*${again ? 'again' : round}*/${code}`;
    if (sources) script.dataset.backendOrigins = sources;
    const start = performance.now();
    document.head.append(script);
    const time = performance.now() - start;
    if (round >= 0) times.push(time);
    close();
  }
  return { times };
}
