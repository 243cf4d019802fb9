import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
  /** Default: the new directory. */
  cwd?: string;
  /** Whether the program sends messages, as Node programs can. */
  ipc?: boolean;
}

/** A program with a process group and a directory of its own. */
export interface Launched {
  process: ChildProcess;
  /** The last lines of what it printed. */
  output(): string;
  /** Ends the whole group and removes the directory. */
  end(): Promise<void>;
}

const running = new Set<Launched & { kill(): void }>();

/** What Chromium says on every machine without a desktop. */
const NOISE =
  /dbus\/|locale_file_path|reset-dirs|egl_util|viz_main_impl|^DevTools listening|unexpected operator|GraphicsCriticalError|^\*\*\* You are running in headless mode|Fontconfig warning/;

/** Starts a program; `command` is given a new, empty directory. */
export function launch(command: (directory: string) => Command): Launched {
  const directory = mkdtempSync(join(tmpdir(), 'clerk-ajax-'));
  const { file, args, env, cwd = directory, ipc = false } = command(directory);
  const child = spawn(file, args, {
    // A group of its own: browsers have many processes, and all of them must go.
    detached: true,
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc' as const] : [])],
  });
  const lines: string[] = [];
  const keep = (data: Buffer) => {
    lines.push(
      ...data
        .toString()
        .split('\n')
        .filter((line) => line && !NOISE.test(line)),
    );
    lines.splice(0, lines.length - 30);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => lines.push(error.message));

  const removed = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  const kill = () => {
    signal(child.pid, 'SIGKILL');
    rmSync(directory, removed);
  };
  const launched = {
    process: child,
    output: () => lines.join('\n'),
    async end() {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        signal(child.pid, 'SIGTERM');
        await Promise.race([once(child, 'exit'), sleep(2000)]);
      }
      kill();
      running.delete(launched);
    },
    kill,
  };
  running.add(launched);
  return launched;
}

/** Nothing may outlive the run, however that ends. */
process.on('exit', () => {
  for (const { kill } of running) kill();
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, async () => {
    await Promise.all([...running].map(({ end }) => end()));
    process.exit(130);
  });
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone.
  }
}
