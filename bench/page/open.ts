import { openPage, origins, type Page, type TestPage } from '../../test/kit/page.ts';
import { type Peer, subject } from '../peers.ts';
import { ISOLATED, LIMIT, peerAt, scriptAt } from '../plan.ts';
import { SESSION_ID } from '../session.ts';

/** What stands between a page and its calls, as parts of the page. */
export type Between = NonNullable<TestPage['head']>;

export const BARE: Between = [];

export const shim = (sources = origins.backend): Between => [
  { shim: { 'data-backend-origins': sources }, file: 'clerk-ajax.min.js' },
];

/** A shim that holds calls for as long as a measurement may take. */
export const patientShim = (file = 'clerk-ajax.min.js'): Between => [
  { shim: { 'data-backend-origins': `${origins.backend} ${origins.closed}`, 'data-wait': `${LIMIT}` }, file },
];

export const scriptOf = (peer: Peer): string => (peer === subject ? '/dist/clerk-ajax.min.js' : peerAt(peer.name));

export const betweenOf = (peer: Peer): Between => (peer === subject ? shim() : [{ src: scriptOf(peer) }]);

/** A step of the profile. */
export const partOf = (name: string): Between => [
  { src: scriptAt('profile'), attributes: { 'data-step': name, 'data-backend-origins': origins.backend } },
];

/** What Clerk knows when the page is opened; without a session it does not know it yet. */
export interface ClerkState {
  session?: string;
}

/** Opens a page as a legacy page would be: Clerk first, then what is measured. */
export async function open(between: Between, clerk: ClerkState = { session: SESSION_ID }): Promise<Page> {
  const config = { script: `window.peerConfig = ${JSON.stringify({ backend: origins.backend })}` };
  const page = await openPage({ headers: ISOLATED, head: [config, { clerk }, ...between] });
  const errors = [...page.errors, ...page.said('error')];
  if (errors.length) throw new Error(errors.join('; '));
  return page;
}
