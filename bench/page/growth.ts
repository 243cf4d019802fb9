import { origins, type Page, type PageWindow } from '../../test/kit/page.ts';
import { sendXhr } from '../../test/kit/session.ts';
import { LIMIT } from '../plan.ts';
import { SESSION_ID } from '../session.ts';
import { type Figure, spreadOf } from '../stats.ts';
import { open, patientShim } from './open.ts';
import { few } from './options.ts';

declare global {
  interface Window {
    /** How many calls have reached native, and when the last has. */
    sent: number;
    lastSent: number;
  }
}

/** Runs in the page, and sees nothing of this file: calls are noted when they reach native, and not sent. */
function sendNothing(): void {
  // Frames note their calls in the page around them.
  const page = window.frameElement?.id === 'inner' ? window.parent : window;
  page.sent ??= 0;
  const note = () => {
    page.lastSent = page.performance.now();
    page.sent++;
  };
  window.fetch = function fetch() {
    note();
    return new Promise(() => {});
  };
  XMLHttpRequest.prototype.send = note;
}
export const SENDS_NOTHING = { script: `(${sendNothing})()` };

const urlOf = (i: number) => `${origins.backend}/items/${i}?page=${i % 7}&sort=name`;

/** The ms from Clerk's emission until the last of so many held calls has left. */
async function timeRelease({ window }: Page, calls: number): Promise<number> {
  if (window.sent) throw new Error(`${window.sent} calls were not held`);
  const start = window.performance.now();
  window.Clerk?.control.become(SESSION_ID);
  while (window.sent < calls) await new Promise((resolve) => setTimeout(resolve));
  return window.lastSent - start;
}

async function timeRounds(rounds: number, time: (page: Page) => Promise<number>): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < few(rounds); round++) {
    const page = await open([SENDS_NOTHING, ...patientShim()], {});
    times.push(await time(page));
    page.close();
  }
  return spreadOf(times);
}

/** How long it takes in fresh pages until so many held calls have left. */
export const timeHeld = (calls: number): Promise<Figure> =>
  timeRounds(calls > 1000 ? 5 : 15, (page) => {
    for (let i = 0; i < calls; i++) void (i % 2 ? page.window.fetch(urlOf(i)) : sendXhr(page.window, urlOf(i)));
    return timeRelease(page, calls);
  });

/** The same for a page with so many frames, each of which has the tag and holds one call. */
export async function timeFrames(frames: number): Promise<Figure> {
  const code = await (await fetch('/dist/clerk-ajax.min.js')).text();
  const tag = `<script data-backend-origins="${origins.backend}" data-wait="${LIMIT}">${code}</script>`;
  const content = `<script>${SENDS_NOTHING.script}</script>${tag}<script>fetch('${urlOf(0)}')</script>`;
  return timeRounds(frames > 100 ? 1 : 5, async (page) => {
    const { document } = page.window;
    for (let i = 0; i < frames; i++) {
      const frame = document.createElement('iframe');
      frame.id = 'inner';
      // Else the page is laid out anew for each.
      frame.hidden = true;
      document.body.append(frame);
      // Without a navigation, which would take longer than all the rest.
      frame.contentDocument?.write(content);
      frame.contentDocument?.close();
      if (!(frame.contentWindow as PageWindow).ClerkAjax) throw new Error('the frame has no shim');
      if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve));
    }
    return timeRelease(page, frames);
  });
}
