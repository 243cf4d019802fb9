import { origins } from '../../test/kit/page.ts';
import { type Peer, peers, subject } from '../peers.ts';
import { GROWTH, OPERATIONS, productOf, TARGETS, type Target, TWO_TARGETS } from '../plan.ts';
import { profile } from '../profile.ts';
import { APIS, compareConstruction } from './channels.ts';
import { compare, openSide } from './compare.ts';
import { timeFrames, timeHeld } from './growth.ts';
import { timeInstall } from './install.ts';
import { BARE, betweenOf, partOf, scriptOf, shim } from './open.ts';
import { options } from './options.ts';
import { run, step } from './report.ts';
import { compareTrips } from './trips.ts';

// All that is measured in one engine, but for the memory and the first call.

const { backend } = origins;
/** Nobody answers elsewhere: calls to it are never sent here. */
const URLS: Record<Target, string> = { elsewhere: 'https://api.elsewhere.test', own: '/static', backend, self: '/api' };

async function measureInstall(name: string, code: string): Promise<void> {
  await step(`${name} first`, () => timeInstall(code, false));
  await step(`${name} again`, () => timeInstall(code, true));
}

/** How far two equal pages seem to differ, and an empty script. */
async function measureControl(): Promise<void> {
  const sides = [await openSide(BARE), await openSide(BARE)] as const;
  for (const operation of ['open', 'create', 'fetch'] as const) {
    await step(`control ${operation}`, () => compare(sides, operation, URLS.elsewhere));
  }
  await measureInstall('control', '');
}

/** What is measured of every peer, the subject among them. */
async function measurePeer(peer: Peer): Promise<void> {
  const { name, patches } = peer;
  const sides = [await openSide(BARE), await openSide(betweenOf(peer))] as const;
  for (const [api, target] of productOf(patches, TWO_TARGETS)) {
    const operation = api === 'fetch' ? 'fetch' : 'create';
    await step(`${name} ${operation} ${target}`, () => compare(sides, operation, URLS[target], 150));
  }
  for (const api of patches) await step(`trip ${name} ${api}`, () => compareTrips(sides, api));
  await measureInstall(name, await (await fetch(scriptOf(peer))).text());
}

/** Every kind of call. */
async function measureCalls(): Promise<void> {
  const native = await openSide(BARE);
  const ours = await openSide(shim());
  const self = await openSide(shim(`'self' ${backend}`));
  for (const [operation, target] of productOf(OPERATIONS, TARGETS)) {
    const sides = [native, target === 'self' ? self : ours] as const;
    await step(`${operation} ${target}`, () => compare(sides, operation, URLS[target]));
  }
}

async function measureProfile(): Promise<void> {
  const native = await openSide(BARE);
  for (const [name, { operation, target }] of Object.entries(profile)) {
    const side = await openSide(partOf(name));
    await step(`profile ${name}`, () => compare([native, side], operation, URLS[target]));
  }
}

async function measureSources(): Promise<void> {
  const native = await openSide(BARE);
  for (const count of GROWTH.sources) {
    const others = Array.from({ length: count - 1 }, (_, i) => `https://api${i}.example.test`);
    const many = await openSide(shim([...others, backend].join(' ')));
    for (const [operation, target] of productOf(OPERATIONS, TWO_TARGETS)) {
      await step(`sources ${operation} ${target} ${count}`, () => compare([native, many], operation, URLS[target]));
    }
  }
}

async function measureGrowth(): Promise<void> {
  for (const count of GROWTH.held) await step(`held ${count}`, () => timeHeld(count));
  // A busy machine would take minutes for a thousand.
  const frames = options.has('quick') ? [1, 10, 100] : GROWTH.frames;
  for (const count of frames) await step(`frames ${count}`, () => timeFrames(count));
}

async function measureChannels(): Promise<void> {
  for (const api of APIS) {
    await step(`${api} not ours`, () => compareConstruction(api, false));
    await step(`${api} ours`, () => compareConstruction(api, true));
  }
}

/** Chromium and Firefox by their main version. */
function browserOf(userAgent: string): string {
  const [, name = '', version = ''] =
    /(Chrome|Firefox)\/(\d+)/.exec(userAgent) ?? /Apple(WebKit)\/([\d.]+)/.exec(userAgent) ?? [];
  return `${name.replace('Chrome', 'Chromium')} ${version}`;
}

void run({
  browser: () => step('browser', async () => browserOf(navigator.userAgent)),
  control: measureControl,
  ...Object.fromEntries([subject, ...peers].map((peer) => [peer.name, () => measurePeer(peer)])),
  calls: measureCalls,
  profile: measureProfile,
  sources: measureSources,
  growth: measureGrowth,
  channels: measureChannels,
});
