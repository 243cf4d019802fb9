import type { Report, Result, Results, Sheet, Task } from '../protocol.ts';
import { compare } from './compare.ts';
import { heap } from './heap.ts';
import { held } from './held.ts';
import { install } from './install.ts';
import { count, release, retain } from './limits.ts';
import { trips } from './trips.ts';

// The document that does one sheet of tasks, and goes on to the next.

interface Assignment {
  sheet: Sheet;
  /** Where the report goes. */
  report: string;
  next: string;
}

function perform(task: Task): Promise<Results[Task['type']]> {
  switch (task.type) {
    case 'compare':
      return compare(task);
    case 'install':
      return install(task);
    case 'held':
      return held(task);
    case 'trips':
      return trips(task);
    case 'heap':
      return heap(task);
    case 'count':
      return count(task);
    case 'release':
      return release(task);
    case 'retain':
      return retain(task);
  }
}

const { sheet, report, next } = (window as unknown as { assignment: Assignment }).assignment;

async function run(): Promise<void> {
  const results: Result[] = [];
  for (const task of sheet.tasks) {
    try {
      results.push({ id: task.id, outcome: await perform(task) });
    } catch (error) {
      results.push({ id: task.id, error: `${error}` });
    }
  }
  const body: Report = { userAgent: navigator.userAgent, isolated: window.crossOriginIsolated, results };
  await fetch(report, { method: 'POST', body: JSON.stringify(body) });
  location.replace(next);
}

void run();
