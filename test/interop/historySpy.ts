import { engine } from '../kit/page.ts';
import { until } from '../kit/until.ts';

/** No library writes more than this into the history, in all of its pages. */
const MOST_OF_ONE = 45;
/** WebKit takes so many entries in so many milliseconds, of all frames of a page together. */
const MOST = 100;
const SPAN = 10_000;

/** When the pages have written into the history, in ms since the epoch. */
const written: number[] = [];

/** Waits where the next library could write more into the history than the browser takes. */
export async function awaitRoomInHistory(): Promise<void> {
  const recent = () => written.filter((time) => time > Date.now() - SPAN).length;
  if (engine === 'webkit') await until(() => recent() <= MOST - MOST_OF_ONE);
}

/** Notes what a page writes into the history, from its first script on. */
export class HistorySpy {
  readonly entries: string[] = [];
  readonly states: string[] = [];

  watch(window: Window & typeof globalThis): void {
    const { prototype } = window.History;
    const { entries, states } = this;
    for (const name of ['pushState', 'replaceState'] as const) {
      const native = prototype[name];
      prototype[name] = function (state: unknown, title: string, url?: string | URL | null) {
        native.call(this, state, title, url);
        written.push(Date.now());
        if (window.location.href !== entries[entries.length - 1]) entries.push(window.location.href);
        states.push(JSON.stringify(state));
      };
    }
  }
}
