import type { Clerk } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import { broken, NO_STORAGE, type Say } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkWait } from './clerkWait.ts';

/** Takes the user to Clerk's sign-in page (L2). */
export interface SignIn {
  /** Must be called when a backend has refused a call. Never throws. */
  go(): void;
  /** Must be called when a call carries a session. */
  note(): void;
}

const KEY = 'clerk-ajax';
/** In ms. Someone who comes back so soon, and without a session, is not sent away again: that might be a loop. */
const SOON = 60_000;

export function createSignIn({ signsIn }: Settings, clerk: Clerk, wait: ClerkWait, say: Say): SignIn {
  let isOver = !signsIn || window.top !== window;
  const isSoon = !isOver && quietly(() => Date.now() - Number(sessionStorage.getItem(KEY)) < SOON);
  let cameBack = isSoon;
  const tryTo = () => {
    const page = isOver || wait.isLeaving || wait.phase === 'stopped' ? undefined : clerk.signInPage();
    // A session that is in doubt is no sign that the user has signed in.
    if (!page || (page.isDoubtful ? isSoon : cameBack) || isHere(page.url)) return;
    // The user may have signed in by then, in another tab.
    if (document.hidden) return document.addEventListener('visibilitychange', go, { once: true });
    isOver = true;
    // Without a note that the next page can read, a loop would not be noticed.
    const isNoted = quietly(() => {
      sessionStorage.setItem(KEY, `${Date.now()}`);
      return true;
    });
    if (!isNoted) return say('error', NO_STORAGE);
    page.go().catch(broke);
  };
  const broke = (error: unknown) => say('error', broken(error));
  const go = () => {
    try {
      tryTo();
    } catch (error) {
      broke(error);
    }
  };
  return {
    go,
    note() {
      cameBack = false;
    },
  };
}

/** Whether this is the page at a URL, or one of its steps, whose paths begin with that of the URL. */
function isHere(url: string): boolean {
  const { origin, pathname } = new URL(url, location.href);
  const step = `${pathname.replace(/\/$/, '')}/`;
  return (
    origin === location.origin &&
    (location.pathname === pathname || (step !== '/' && `${location.pathname}/`.startsWith(step)))
  );
}
