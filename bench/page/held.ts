import { origins } from '../../test/kit/page.ts';
import { sendXhr } from '../../test/kit/session.ts';
import { SESSION_ID } from '../session.ts';
import { type Spread, spreadOf } from '../stats.ts';
import { few } from './inTurns.ts';
import { open, shim } from './open.ts';

declare global {
  interface Window {
    /** How many calls have reached native, and when the last has. */
    sent: number;
    lastSent: number;
  }
}

/** Runs in the page, and sees nothing of this file: calls are noted when they reach native, and not sent. */
function sendNothing(): void {
  window.sent = 0;
  const note = () => {
    window.lastSent = performance.now();
    window.sent++;
  };
  window.fetch = function fetch() {
    note();
    return new Promise(() => {});
  };
  XMLHttpRequest.prototype.send = note;
}
export const SENDS_NOTHING = { script: `(${sendNothing})()` };

/** Times in fresh pages how long it takes from Clerk's emission until so many held calls have left, in ms. */
export async function timeHeld(calls: number): Promise<Spread> {
  const times: number[] = [];
  for (let round = 0; round < few(calls > 1000 ? 7 : 20); round++) {
    const { window, close } = await open([SENDS_NOTHING, ...shim()], {});
    for (let i = 0; i < calls; i++) {
      const url = `${origins.backend}/items/${i}?page=${i % 7}&sort=name`;
      void (i % 2 ? window.fetch(url) : sendXhr(window, url));
    }
    if (window.sent) throw new Error(`${window.sent} calls were not held`);
    const start = window.performance.now();
    window.Clerk?.control.become(SESSION_ID);
    while (window.sent < calls) await new Promise((resolve) => setTimeout(resolve));
    times.push(window.lastSent - start);
    close();
  }
  return spreadOf(times);
}
