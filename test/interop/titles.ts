import type { Mode } from './modes.ts';
import manifest from './package.json' with { type: 'json' };

/** Libraries that have no browser build in the npm registry, by their packages of Debian: the version of each. */
const DEBIAN = { 'libjs-mootools': '1.4.5', 'libjs-prototype': '1.7.3' };

export type Dependency = keyof typeof manifest.devDependencies | keyof typeof DEBIAN;

/** What a row of the tables is about. */
export interface Subject {
  name: string;
  /** Its key in `devDependencies`, or its package of Debian. */
  dependency: Dependency;
  /** How it is used, where there are several ways. */
  way?: string;
}

/** Titles of the suites; {@link titleOf} is the next level, {@link testTitle} the one of the tests. */
export const LIBRARY_SUITE = 'C1, C5, C8, D1, D4, E: libraries';
export const NAVIGATOR_SUITE = 'C1, C2, C8, D1, D4, E1a: libraries that write the address bar';
export const LIVE_SUITE = 'I2, I3, C8, D1, D4, E: clients that stay connected';
export const TOOL_SUITE = 'A6, C1, C8, D1, D4, E7: tools that patch the same functions';

export function versionOf({ dependency }: Subject): string {
  return { ...manifest.devDependencies, ...DEBIAN }[dependency].replace(/^npm:.*@/, '');
}

export function titleOf(subject: Subject): string {
  return `${subject.name} ${versionOf(subject)}${subject.way ? `, ${subject.way}` : ''}`;
}

/** Names the subject again, so that one test can be run by its title alone. */
export const testTitle = (subject: Subject, what: string) => `${titleOf(subject)}: ${what}`;

/** What was done with a backend of this mode. */
export const inMode = (title: string, mode: Mode) => `${title}, ${mode}`;

export const titleOfUninstall = (order: string) =>
  `loaded ${order} the shim, session known; then the shim is uninstalled`;
export const titleOfHeld = (order: string) =>
  `loaded ${order} the shim, Clerk still loading; then the tool is taken off, if it can be`;
export const titleOfNext = () => 'what comes next has another session, and no URL with the session ID';
