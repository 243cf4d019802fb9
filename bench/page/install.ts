import { origins } from '../../test/kit/page.ts';
import { type Figure, spreadOf } from '../stats.ts';
import { BARE, open } from './open.ts';
import { few } from './options.ts';

const ROUNDS = 20;
/** Rounds that make the engine keep what it has compiled. */
const WARM_UP = 5;

/**
 * Times how long a script takes to be parsed and run in a fresh page, in ms.
 *
 * @param again whether the engine has compiled it before: it keeps that by the script's text and the page's URL
 */
export async function timeInstall(code: string, again: boolean): Promise<Figure> {
  const times: number[] = [];
  const page = await open(BARE);
  for (let round = again ? -WARM_UP : 0; round < few(ROUNDS); round++) {
    const loaded = new Promise((resolve) => page.frame.addEventListener('load', resolve, { once: true }));
    page.window.location.reload();
    await loaded;
    const { document, performance } = page.window;
    const script = document.createElement('script');
    script.textContent = `/*${again ? 'again' : round}*/${code}`;
    script.dataset.backendOrigins = origins.backend;
    const start = performance.now();
    document.head.append(script);
    const time = performance.now() - start;
    if (round >= 0) times.push(time);
  }
  page.close();
  return spreadOf(times);
}
