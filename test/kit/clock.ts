import type { PageWindow } from './page.ts';

export interface Clock {
  /** In ms since the epoch. */
  now(): number;
  pass(milliseconds: number): void;
}

/** Gives a page a clock that goes when the test says so. */
export function clockOf(window: PageWindow): Clock {
  let time = window.Date.now();
  window.Date.now = () => time;
  return {
    now: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}
