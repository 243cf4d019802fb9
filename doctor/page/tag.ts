import { createMatcher } from '../../src/calls/backends.ts';
import { hostOfKey, scriptUrl } from '../../src/clerk/scriptUrl.ts';
import { attributeOf } from '../../src/config/attributeOf.ts';
import { type ConfiguredSource, readOptions, type Settings } from '../../src/config/options.ts';
import { meantBy } from '../../src/config/typos.ts';
import { notAllowed } from '../../src/messages.ts';
import type { ChannelName, Options } from '../../src/types.ts';
import type { Element } from './document.ts';

const FILE = /\bclerk-ajax(?:\.all)?(?:\.min)?\.js$/;

const LISTS = ['data-backend-origins', 'data-token-origins'];

/** Whether a script is the shim's: by its attributes, rightly spelt or not, or by its file. */
export const isShim = ({ attributes }: Element): boolean =>
  Object.keys(attributes).some((name) => meantBy(name, LISTS)) || FILE.test(attributes.src?.split(/[?#]/)[0] ?? '');

/** Whether a script loads ClerkJS, and not Clerk's components, as far as its tag tells (H2). */
export const isClerkJs = (script: Element): boolean => {
  const { attributes } = script;
  const { src = '' } = attributes;
  const isNamed = 'data-clerk-js-script' in attributes;
  const isUi = 'data-clerk-ui-script' in attributes || /^[^?#]*(?:\bui\.(?:\w+\.)?browser\b|\/@clerk\/ui\b)/.test(src);
  const isOne =
    isNamed || 'data-clerk-publishable-key' in attributes || /\/clerk-js|clerk\.(?:\w+\.)?browser/.test(src);
  return isOne && !isShim(script) && (isNamed || !isUi);
};

const CLASSIC =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:jscript|livescript|javascript1\.[0-5]))$/i;

/** Whether it is a type of JavaScript (https://mimesniff.spec.whatwg.org/#javascript-mime-type). */
export const isScriptType = (type: string): boolean => CLASSIC.test(type);

/** What a script says that it is; the old attribute counts where there is no `type` (https://html.spec.whatwg.org/#prepare-the-script-element). */
const kindOf = ({ attributes: { type, language } }: Element): string =>
  (type ?? (language && `text/${language}`)) || 'text/javascript';

/** Whether a script is one that runs as a classic script. */
export const isClassic = (script: Element): boolean =>
  isScriptType(kindOf(script).trim()) && script.attributes.nomodule === undefined;

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
  /** Attributes that nothing reads, with the one that was probably meant. */
  unknown: { name: string; meant: string | undefined }[];
  /** The key, if it is on this tag. */
  key: string | undefined;
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
  const unknown = Object.keys(attributes)
    .filter((name) => /^data-(?!clerk-)/.test(name) && !known.has(name))
    .map((name) => ({ name, meant: meantBy(name, [...known]) }));

  const readClerk = (name: string) => attributes[`data-clerk-${name}`] ?? null;
  const complainOfClerk = (name: string, allowed: string) =>
    faults.push(`data-clerk-${name} ${notAllowed(readClerk(name), allowed)}`);
  const key = readClerk('publishable-key') ?? undefined;
  const clerkJs =
    key !== undefined && hostOfKey(key) ? scriptUrl(readClerk, complainOfClerk, base, page.origin)?.url : undefined;
  return { settings, faults, unknown, key, clerkJs: clerkJs === undefined ? undefined : new URL(clerkJs, base) };
}

const find = (sources: ConfiguredSource[], url: URL, page: URL, base: string) =>
  createMatcher(sources, () => base, page.origin)(url.href)?.source;

/** What the shim gives to a call, by a source of the tag; nothing where none names it, or where it is excluded. */
export const sourceFor = ({ settings }: TagRead, url: URL, page: URL, base: string): ConfiguredSource | undefined =>
  find([...settings.excluded, ...settings.sources], url, page, base);

/** The source of `data-exclude` that names a call (B7). */
export const exclusionOf = ({ settings }: TagRead, url: URL, page: URL, base: string): ConfiguredSource | undefined =>
  find(
    settings.excluded.map((each) => ({ ...each, isExcluded: false })),
    url,
    page,
    base,
  );

/** The tag, with the names of its attributes as they were probably meant. */
export function corrected(tag: Element, { unknown }: TagRead): Element {
  const attributes = { ...tag.attributes };
  for (const { name, meant } of unknown) if (meant) attributes[meant] ??= tag.attributes[name] as string;
  return { ...tag, attributes };
}
