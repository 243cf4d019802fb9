import type { Fault, Read } from '../../src/config/options.ts';
import type { Options } from '../../src/types.ts';

/** What `data-patch` can name in the core. */
export const CHANNELS = ['fetch', 'xhr'];

/** For options that must be right. */
export const fail: Fault = (option, complaint) => {
  throw new Error(`${option} ${complaint}`);
};

/** Options as the tag or a program gives them. */
export const optionsOf =
  (options: { [name in keyof Options]?: unknown }): Read =>
  (option) =>
    options[option];
