import type { Results, TaskOf } from '../protocol.ts';
import { openFrame } from './frames.ts';

/** Times the parsing and running of a script, each time in a fresh page. */
export async function install({ peer, sources, rounds }: TaskOf<'install'>): Promise<Results['install']> {
  const code = peer ? await (await fetch(`/peer/${peer}.js`)).text() : '';
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { window, close } = await openFrame({});
    const { document, performance } = window;
    const script = document.createElement('script');
    // Never the same text, for which engines would have what they parsed the last time.
    script.textContent = `/*${round}*/${code}`;
    if (sources) script.dataset.backendOrigins = sources;
    const start = performance.now();
    document.head.append(script);
    times.push(performance.now() - start);
    close();
  }
  return { times };
}
