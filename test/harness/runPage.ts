import type { RunEvent, RunnerConfig } from '../kit/protocol.ts';
import type { LiveServers } from '../servers/live.ts';
import { type Mounts, startServers, type TestServers } from '../servers/server.ts';
import { engines } from './engines.ts';
import { type Launched, launch } from './launch.ts';

/** A script that runs in the runner page of a browser, and tells by its events how far it is. */
export interface PageRun extends Omit<RunnerConfig, 'origins'> {
  /** Path of the browser's program. */
  program: string;
  /** More arguments for it. */
  flags?: string[];
  /** More variables of its environment. */
  env?: Record<string, string>;
  /** More response headers of the runner page. */
  headers?: Record<string, string>;
  /** What the servers serve besides. */
  mounts?: Mounts;
  live?: LiveServers;
  /** What says nothing for longer than this, in ms, hangs. @default no limit */
  silence?: number;
  /** Called with the URL of the runner page. */
  onServe?(url: string): void;
  onStart?(browser: Launched): void;
  onEvent(event: RunEvent, servers: TestServers): void;
}

/** Why a browser ended, or was ended, before its page was done, and the last lines that it printed. */
export interface Trouble {
  why: string;
  output: string;
}

/** Starts servers and a browser, and ends both when the page says that it is done, or broken. */
export async function runPage(pageRun: PageRun): Promise<Trouble | undefined> {
  const {
    program,
    flags = [],
    env = {},
    headers = {},
    mounts = new Map(),
    live,
    silence,
    onServe,
    onStart,
    onEvent,
    ...config
  } = pageRun;
  const servers = await startServers();
  let finish = (_why?: string) => {};
  const finished = new Promise<string | undefined>((resolve) => {
    finish = resolve;
  });
  let timer: NodeJS.Timeout | undefined;
  const listen = () => {
    clearTimeout(timer);
    if (silence) timer = setTimeout(() => finish(`said nothing for ${silence / 1000} s`), silence);
  };

  servers.runner = config;
  servers.runnerHeaders = headers;
  servers.mounts = mounts;
  if (live) servers.live = live;
  servers.onEvent = (event) => {
    listen();
    onEvent(event, servers);
    if ((event.type !== 'end' && event.type !== 'broken') || config.look) return;
    // What the page says while its browser is being ended is nobody's concern.
    delete servers.onEvent;
    finish();
  };
  const url = `${servers.origins.page}/runner`;
  onServe?.(url);
  const start = () =>
    launch((directory) => {
      const command = engines[config.engine].show(program, url, directory, config.look === 'show');
      return { ...command, args: [...flags, ...command.args], env: { ...command.env, ...env } };
    });
  const browser = config.look === 'serve' ? undefined : start();
  if (browser) {
    onStart?.(browser);
    browser.process.once('exit', (code, signal) => finish(`ended by itself (${signal ?? `exit code ${code}`})`));
    browser.process.once('error', ({ message }) => finish(message));
  }
  listen();

  const why = await finished;
  clearTimeout(timer);
  const output = browser?.output() ?? '';
  await browser?.end();
  await servers.close();
  return why === undefined ? undefined : { why: `the browser ${why}`, output };
}
