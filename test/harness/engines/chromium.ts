import type { Engine } from './engine.ts';
import { firstOf } from './firstOf.ts';

/** What keeps Chromium to itself: no sandbox (it runs as root, too), and no traffic of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--remote-debugging-port=0',
];

/** Lets `gc()` be called, and memory be read to the byte. */
export const MEMORY_FLAGS = ['--js-flags=--expose-gc', '--enable-precise-memory-info'];

/** How each Chromium shows a URL. */
export const showInChromium: Engine['show'] = (program, url, directory, hasWindow) => ({
  file: program,
  args: [...ARGS, ...(hasWindow ? [] : ['--headless']), `--user-data-dir=${directory}`, url],
});

export const chromium: Engine = {
  name: 'chromium',
  find: () => firstOf('chromium', 'chromium-browser', 'google-chrome'),
  install: 'apt-get install chromium',
  show: showInChromium,
};
