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

const running = new Set<{ pid: number; directory: string }>();

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
  const one = { pid: child.pid ?? 0, directory };
  running.add(one);

  const lines: string[] = [];
  const keep = (data: Buffer) => {
    lines.push(...data.toString().split('\n').filter(Boolean));
    lines.splice(0, lines.length - 30);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => lines.push(error.message));

  return {
    process: child,
    output: () => lines.join('\n'),
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        signal(one.pid, 'SIGTERM');
        await Promise.race([once(child, 'exit'), sleep(2000)]);
      }
      signal(one.pid, 'SIGKILL');
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      running.delete(one);
    },
  };
}

/** Nothing may outlive the run, however it ends. */
process.on('exit', () => {
  for (const { pid, directory } of running) {
    signal(pid, 'SIGKILL');
    try {
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // A process that is just going may still write there.
    }
  }
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => process.exit(130));

function signal(pid: number, name: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone.
  }
}
