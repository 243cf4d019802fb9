import { closeAllPages, origins } from '../../test/kit/page.ts';
import { type Peer, peers, subject } from '../peers.ts';
import { HELD, OPERATIONS, ORIGINS, productOf, TARGETS, type Target, TWO_TARGETS } from '../plan.ts';
import type { EngineFigures } from '../stats.ts';
import { steps } from '../steps.ts';
import { APIS, compareConstruction } from './channels.ts';
import { compare, openSide, type Side } from './compare.ts';
import { timeHeld } from './held.ts';
import { timeInstall } from './install.ts';
import { BARE, betweenOf, floor, scriptOf, shim, step } from './open.ts';
import { next, report } from './report.ts';
import { compareTrips } from './trips.ts';

// All that is measured in one engine, but for the memory.

const { backend } = origins;
/** Nobody answers elsewhere: calls to it are never sent here. */
const URLS: Record<Target, string> = { elsewhere: 'https://api.elsewhere.test', own: '/static', backend, self: '/api' };
const varied = (target: Target) => ({ url: URLS[target], varied: true });

const ratios: EngineFigures['ratios'] = {};
const times: EngineFigures['times'] = {};

/** Measures one thing, and puts it under its name into a list. */
async function note<Result>(list: Record<string, Result>, name: string, measure: () => Promise<Result>): Promise<void> {
  next(name);
  list[name] = await measure();
}

async function noteInstalls(name: string, code: string): Promise<void> {
  await note(times, `${name} first`, () => timeInstall(code, false));
  await note(times, `${name} again`, () => timeInstall(code, true));
}

/** How far two equal pages seem to differ, and an empty script. */
async function measureControl(): Promise<void> {
  const sides = [await openSide(BARE), await openSide(BARE)] as const;
  for (const operation of ['open', 'create', 'fetch'] as const) {
    await note(ratios, `control ${operation}`, () => compare(sides, operation, varied('elsewhere')));
  }
  await noteInstalls('control', '');
}

/** What is measured of every peer, the subject among them. */
async function measurePeer(peer: Peer): Promise<void> {
  const { name, patches } = peer;
  const sides = [await openSide(BARE), await openSide(betweenOf(peer))] as const;
  for (const [api, target] of productOf(patches, TWO_TARGETS)) {
    const operation = api === 'fetch' ? 'fetch' : 'create';
    await note(ratios, `${name} ${operation} ${target}`, () => compare(sides, operation, varied(target), 150));
  }
  for (const api of patches) await note(ratios, `trip ${name} ${api}`, () => compareTrips(sides, api));
  await noteInstalls(name, await (await fetch(scriptOf(peer))).text());
}

/** Every kind of call, with what stands between it and native by its target. */
async function measureCalls(title: string, sides: Record<Target, Side>, kinds: string[]): Promise<void> {
  const native = await openSide(BARE);
  for (const [operation, target, kind] of productOf(OPERATIONS, TARGETS, kinds)) {
    const urls = { url: URLS[target], varied: kind === 'varied' };
    await note(ratios, `${title} ${operation} ${target} ${kind}`, () =>
      compare([native, sides[target]], operation, urls),
    );
  }
}

async function measureSubject(): Promise<void> {
  const ours = await openSide(shim());
  const self = await openSide(shim(`'self' ${backend}`));
  await measureCalls('call', { elsewhere: ours, own: ours, backend: ours, self }, ['varied', 'same']);
}

async function measureFloors(): Promise<void> {
  const pass = await openSide(floor('pass'));
  const add = await openSide(floor('add'));
  await measureCalls('least', { elsewhere: pass, own: pass, backend: add, self: add }, ['varied']);
}

async function measureSteps(): Promise<void> {
  const native = await openSide(BARE);
  for (const [name, [operation, target]] of Object.entries(steps)) {
    const side = await openSide(step(name));
    await note(ratios, `step ${name}`, () => compare([native, side], operation, varied(target)));
  }
}

/** The subject with many origins beside the subject with one. */
async function measureOrigins(): Promise<void> {
  const one = await openSide(shim());
  for (const count of ORIGINS) {
    const others = Array.from({ length: count - 1 }, (_, i) => `https://api${i}.example.test`);
    const many = await openSide(shim([...others, backend].join(' ')));
    for (const [operation, target] of productOf(OPERATIONS, TWO_TARGETS)) {
      const name = `origins ${operation} ${target} ${count}`;
      await note(ratios, name, () => compare([one, many], operation, varied(target)));
    }
  }
}

async function measureChannels(): Promise<void> {
  for (const api of APIS) {
    await note(ratios, `${api} not ours`, () => compareConstruction(api, false));
    await note(ratios, `${api} ours`, () => compareConstruction(api, true));
  }
}

async function measureHeld(): Promise<void> {
  for (const count of HELD) await note(times, `held ${count}`, () => timeHeld(count));
}

/** Chromium and Firefox by their main version. */
function browserOf(userAgent: string): string {
  const [, name = '', version = ''] =
    /(Chrome|Firefox)\/(\d+)/.exec(userAgent) ?? /Apple(WebKit)\/([\d.]+)/.exec(userAgent) ?? [];
  return `${name.replace('Chrome', 'Chromium')} ${version}`;
}

report(async (): Promise<EngineFigures> => {
  const ofPeers = [subject, ...peers].map((peer) => () => measurePeer(peer));
  const all = [
    measureControl,
    ...ofPeers,
    measureSubject,
    measureFloors,
    measureSteps,
    measureOrigins,
    measureHeld,
    measureChannels,
  ];
  for (const measure of all) {
    await measure();
    closeAllPages();
  }
  return { browser: browserOf(navigator.userAgent), ratios, times };
});
