import type { Fault } from '../../src/config/options.ts';

/** What `data-patch` can name in the core. */
export const CHANNELS = ['fetch', 'xhr'];

/** For options that must be right. */
export const fail: Fault = (option, complaint) => {
  throw new Error(`${option} ${complaint}`);
};
