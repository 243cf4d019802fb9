import { createMatcher } from './calls/backends.ts';
import type { Context } from './calls/context.ts';
import { createExplain } from './calls/explain.ts';
import { createGate } from './calls/gate.ts';
import { createGrants, sendsOf } from './calls/grant.ts';
import { interceptFetch } from './channels/fetch.ts';
import { interceptXhr } from './channels/xhr.ts';
import { watchClerk } from './clerk/clerk.ts';
import type { Settings } from './config/options.ts';
import { createSayOnce, say as sayAgain } from './messages.ts';
import { pageOrigin } from './platform/pageOrigin.ts';
import { addParam } from './platform/url.ts';
import type { Installation } from './types.ts';

// Shared by every copy of this code on the page, be it a tag or a bundle (A4).
const KEY = Symbol.for('clerk-ajax');

interface Installed {
  installation: Installation;
  /** The options that it was installed with. */
  fingerprint: string;
  clerk: unknown;
}

/**
 * Installs the shim, once per page (A4).
 *
 * @param complain is told when another installation is there with other options
 * @param start loads Clerk, where that is asked for; it is given what to call when that fails
 * @returns the installation, or the one that is there already
 */
export function installSettings(
  settings: Settings,
  complain: (complaint: string) => void,
  start?: (failed: (reason: string) => void) => void,
): Installation {
  const page = window as unknown as { [KEY]?: Installed | undefined };
  const { clerk: own, sources, param, debug } = settings;
  const fingerprint = JSON.stringify({ ...settings, sources: sources.map(({ text }) => text), clerk: 0 });
  // A node of our own: a page's `<img name="baseURI">` would stand in front of `document.baseURI`.
  const node = document.createTextNode('');
  const base = () => node.baseURI;
  const match = createMatcher(sources, base);
  const before = page[KEY];
  if (before) {
    if (sources[0] && (before.fingerprint !== fingerprint || before.clerk !== own)) {
      complain('is installed already, with other options, which stay: call uninstall() first');
    }
    return before.installation;
  }
  if (!sources[0]) {
    if (start) start(() => {});
    return { uninstall() {}, explain: createExplain(settings, match, (backend) => ({ reason: backend.origin }), base) };
  }
  const say = createSayOnce();
  const broke = (error: unknown) =>
    // The name alone: a message could quote a URL with the session ID (F4).
    say('error', `failed (${Object(error).name}), so calls go out as the page made them; please report it`);

  const clerk = watchClerk(
    own,
    () => gate.changed(),
    (reason) => gate.giveUp(reason),
    broke,
  );
  const gate = createGate(clerk, settings, say);
  const grantTo = createGrants(clerk, settings);

  const context: Context = {
    gate,
    match,
    base,
    say,
    broke,
    wantsToken: settings.send.includes('session-token'),
    tokenNow: clerk.tokenNow,
    withId: (url, id, from = base) => (id === undefined ? url : addParam(url, param, id, from)),
    grant: grantTo,
    report(grant, backend, method, url) {
      if (grant.fault) say('error', grant.fault);
      if (debug) {
        // Without the query, which may hold a session ID (F4).
        const [path] = url.split(/[?#]/);
        sayAgain(
          'debug',
          `${method} ${path} (${backend.source.text}): ${sendsOf(grant).join(' + ') || 'nothing'}, ${grant.reason}`,
        );
      }
      return grant;
    },
    tokenMissing: () => say('error', 'Clerk gave no session token: calls go out without it'),
    corsFailure: ({ origin }) =>
      navigator.onLine &&
      say(
        'warn',
        `a call to ${origin} failed. If it answers at all, it must answer "Access-Control-Allow-Origin: ${pageOrigin()}" (not "*") and "Access-Control-Allow-Credentials: true"${
          context.wantsToken ? ', and allow the header "Authorization"' : ''
        }`,
      ),
  };

  const undo = settings.patch.map((name) => (name === 'fetch' ? interceptFetch : interceptXhr)(context));

  const explain = createExplain(settings, match, grantTo, base);
  const isInstalled = () => page[KEY] === installed;
  const installation: Installation = {
    explain(url) {
      const explanation = explain(url);
      return isInstalled() ? explanation : { ...explanation, sends: [], reason: 'uninstalled' };
    },
    uninstall() {
      if (!isInstalled()) return;
      page[KEY] = undefined;
      for (const each of undo) each();
      gate.stop();
      clerk.stop();
    },
  };
  const installed: Installed = { installation, fingerprint, clerk: own };
  Object.defineProperty(page, KEY, { value: installed, writable: true, configurable: true });
  gate.changed();
  if (start) start(gate.giveUp);
  return installation;
}
