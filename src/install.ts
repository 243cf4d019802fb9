import { type Calls, createCalls } from './calls/calls.ts';
import { ClerkWait } from './calls/clerkWait.ts';
import { reportEarlyCalls } from './calls/earlyCalls.ts';
import { explain } from './calls/explain.ts';
import type { Channel } from './channels/channel.ts';
import { statusOf, watchClerk } from './clerk/clerk.ts';
import { globalClerk } from './clerk/globalClerk.ts';
import { type Read, readOptions, type Settings } from './config/options.ts';
import {
  broken,
  cannotPatch,
  createSayOnce,
  INSTALLED_ALREADY,
  isReplaced,
  notNative,
  notPatched,
  notThere,
  replacedBack,
  type Say,
  UNINSTALLED,
} from './messages.ts';
import { createBase, isBaseRight } from './platform/baseUrl.ts';
import { findWrong, withoutPrototype } from './platform/natives.ts';
import type { Undo } from './platform/replaceProperty.ts';
import type { Explanation, Installation, Options } from './types.ts';

// All copies of this code on a page, from tags and from bundles, share this key (A4).
const KEY: unique symbol = (Object(globalThis.Symbol).for || String)('clerk-ajax');

interface Installed {
  installation: Installation;
  /** Identifies the options that it was installed with. */
  fingerprint: string;
  clerk: unknown;
  /** Ends the wait for Clerk (D3). */
  giveUp(reason: string): void;
}

type Page = { [KEY]?: Installed | undefined };

/** Loads Clerk, if the tag asks for it; calls `failed` with the reason if that fails. */
export type Start = (failed: (reason: string) => void) => void;

/**
 * Installs the shim, once per page (A4).
 *
 * @param read returns the value of an option
 * @param channels the APIs that can be patched; the options choose among them
 * @param complain is called with each fault and its option; without an option if the shim cannot run on this page, or
 * is already installed with different options
 * @returns the new installation, or the existing one
 */
export function installWith(
  read: Read,
  channels: readonly Channel[],
  complain: (complaint: string, option?: keyof Options) => void,
  start: Start = () => {},
): Installation {
  const page = window as Page;
  const before = page[KEY];
  const wrong = findWrong() || (isBaseRight(createBase()) ? undefined : 'baseURI');
  // Options cannot be trusted if they are read with broken built-ins.
  const names = wrong ? [] : channels.map(({ name }) => name);
  const settings = readOptions(
    wrong ? nothing : read,
    (option, complaint) => wrong || complain(complaint, option),
    names,
  );
  const [source] = settings.sources;
  if (before) {
    const isSame = before.fingerprint === fingerprintOf(settings) && before.clerk === settings.clerk;
    if (source && !isSame) complain(INSTALLED_ALREADY);
    // A bundle may have installed the shim, while the tag loads the Clerk that the shim waits for (H).
    else start(before.giveUp);
    return before.installation;
  }
  if (wrong) complain(isReplaced(wrong));
  if (source) return installAnew(settings, channels, page, start);
  start(() => {});
  return installNothing(settings);
}

const nothing: Read = () => undefined;

/**
 * Identifies a set of options: all of them but `clerk`, which is compared by identity. It does not use JSON, since old
 * libraries give arrays a `toJSON` of their own.
 */
const fingerprintOf = ({ sources, excluded, clerk, ...others }: Settings) =>
  [...[...sources, ...excluded].map(({ text, sends }) => [text, ...sends].join(' ')), ...Object.values(others)].join(
    ' ',
  );

function installNothing(settings: Settings): Installation {
  const base = () => document.baseURI;
  const calls = { base, matchQuietly() {} } as unknown as Calls;
  return {
    uninstall() {},
    explain: (url) => ({
      ...explain(url, settings, calls),
      clerk: statusOf(settings.clerk || globalClerk()),
      tokenExpiresIn: null,
      organization: null,
      patched: [],
    }),
  };
}

function installAnew(settings: Settings, channels: readonly Channel[], page: Page, start: Start): Installation {
  const say = createSayOnce();
  const clerk = watchClerk(settings.clerk, (error) => say('error', broken(error)), say, settings);
  const wait = new ClerkWait(clerk, settings, say);
  const calls = createCalls(settings, clerk, wait, say);
  const chosen = channels.filter(({ name }) => settings.patch.includes(name));
  const { patched, failed, absent } = patch(chosen, calls, say);
  const putBack = () => patched.filter(({ undo }) => undo.isPutBack && undo.isPutBack()).map(({ name }) => name);

  const isInstalled = () => page[KEY] === installed;
  const installation: Installation = {
    explain(url) {
      const explanation: Explanation = {
        ...explain(url, settings, calls),
        clerk: clerk.status(),
        tokenExpiresIn: clerk.tokenExpiresIn(),
        organization: clerk.organization(),
        patched: [],
      };
      if (!isInstalled()) return { ...explanation, sends: [], reason: UNINSTALLED };
      const gone = putBack();
      const there = patched.map(({ name }) => name).filter((name) => !gone.includes(name));
      explanation.patched = there;
      if (gone[0]) say('warn', replacedBack(gone.join(' ')));
      if (!explanation.ours) return explanation;
      if (failed[0]) explanation.reason += notPatched(failed.join(' '));
      if (absent[0]) explanation.reason += notNative(absent.join(' '));
      if (gone[0]) explanation.reason += notThere(gone.join(' '));
      if (!there[0]) explanation.sends = [];
      return explanation;
    },
    uninstall() {
      if (!isInstalled()) return;
      page[KEY] = undefined;
      for (const { undo } of patched) undo();
      wait.stop();
      clerk.stop();
      calls.stop();
    },
  };
  const installed: Installed = {
    installation,
    fingerprint: fingerprintOf(settings),
    clerk: settings.clerk,
    giveUp: (reason) => wait.giveUp(reason),
  };
  Object.defineProperty(page, KEY, withoutPrototype({ value: installed, writable: true, configurable: true }));
  wait.changed();
  reportEarlyCalls(calls, settings, clerk, say);
  start(installed.giveUp);
  return installation;
}

/** Installs the channels. If one cannot be installed, logs an error and still installs the others (E7a). */
function patch(channels: readonly Channel[], calls: Calls, say: Say) {
  const patched: { name: string; undo: Undo }[] = [];
  const failed: string[] = [];
  const absent: string[] = [];
  for (const { name, install } of channels) {
    try {
      const undo = install(calls);
      if (undo) patched.push({ name, undo });
      else absent.push(name);
    } catch (error) {
      failed.push(name);
      say('error', cannotPatch(name, (error as Error).message));
    }
  }
  return { patched, failed, absent };
}
