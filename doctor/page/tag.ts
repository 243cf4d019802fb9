import { createMatcher } from '../../src/calls/backends.ts';
import { scriptUrl } from '../../src/clerk/scriptUrl.ts';
import { attributeOf } from '../../src/config/attributeOf.ts';
import { readOptions, type Settings } from '../../src/config/options.ts';
import { notAllowed } from '../../src/messages.ts';
import type { ChannelName, Options } from '../../src/types.ts';
import type { Element } from './document.ts';

const FILE = /\bclerk-ajax(?:\.all)?(?:\.min)?\.js$/;

/** Whether a script is the shim's: by its attributes, or by its file. */
export const isShim = ({ attributes }: Element): boolean =>
  'data-backend-origins' in attributes ||
  'data-token-origins' in attributes ||
  FILE.test(attributes.src?.split(/[?#]/)[0] ?? '');

/** Whether a script loads ClerkJS, as far as its tag tells. */
export const isClerkJs = (script: Element): boolean =>
  !isShim(script) &&
  ('data-clerk-publishable-key' in script.attributes ||
    /\/clerk-js|clerk\.browser/.test(script.attributes.src ?? '')) &&
  !/ui\.browser/.test(script.attributes.src ?? '');

const CLASSIC =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:jscript|livescript|javascript1\.[0-5]))?$/i;

/** Whether a script is one that runs as a classic script. */
export const isClassic = ({ attributes: { type = '', nomodule } }: Element): boolean =>
  CLASSIC.test(type.trim()) && nomodule === undefined;

/** Whether a classic script runs where it stands, and not later. */
export const isBlocking = (script: Element): boolean => {
  const { src, async, defer } = script.attributes;
  return isClassic(script) && (src === undefined || (async === undefined && defer === undefined));
};

/** What a tag is set to, as the shim itself reads it (A). */
export interface TagRead {
  settings: Settings;
  /** Attributes with what is wrong with them. */
  faults: string[];
  /** Attributes that nothing reads. */
  unknown: string[];
  /** ClerkJS's script, if this tag loads it. */
  clerkJs: URL | undefined;
}

const CORE: ChannelName[] = ['fetch', 'xhr'];
const ALL: ChannelName[] = [...CORE, 'eventsource', 'websocket', 'beacon'];

/** The channels of a file (`data-patch`, I1). */
const channelsOf = (src = '') => (/\.all\./.test(src) ? ALL : CORE);

export function readTag({ attributes }: Element, page: URL, base: string): TagRead {
  const faults: string[] = [];
  const known = new Set<string>();
  const read = (option: keyof Options) => {
    known.add(attributeOf(option));
    return attributes[attributeOf(option)] ?? null;
  };
  const complain = (option: string, complaint: string) => faults.push(`${attributeOf(option)} ${complaint}`);
  const settings = readOptions(read, complain, channelsOf(attributes.src), page.origin);
  const unknown = Object.keys(attributes).filter((name) => /^data-(?!clerk-)/.test(name) && !known.has(name));

  const readClerk = (name: string) => attributes[`data-clerk-${name}`] ?? null;
  const complainOfClerk = (name: string, allowed: string) =>
    faults.push(`data-clerk-${name} ${notAllowed(readClerk(name), allowed)}`);
  const hasKey = readClerk('publishable-key') !== null;
  const clerkJs = hasKey ? scriptUrl(readClerk, complainOfClerk, base, page.origin)?.url : undefined;
  return { settings, faults, unknown, clerkJs: clerkJs === undefined ? undefined : new URL(clerkJs, base) };
}

/** What the shim gives to a call, by a source of the tag; nothing where none names it. */
export const sourceFor = ({ settings }: TagRead, url: URL, page: URL, base: string) =>
  createMatcher([...settings.excluded, ...settings.sources], () => base, page.origin)(url.href)?.source;
