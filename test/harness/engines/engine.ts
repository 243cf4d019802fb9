import type { EngineName } from '../../kit/protocol.ts';
import type { Command } from '../launch.ts';

/** A browser that the tests run in: started with a URL, without a driver. */
export interface Engine {
  name: EngineName;
  /** Path of the program, or `undefined` where it is missing. */
  find(): Promise<string | undefined>;
  /** What a user has to do where it is missing. */
  install: string;
  /** How it shows a URL, with a window or without, with a new profile in an empty directory. */
  show(program: string, url: string, directory: string, hasWindow: boolean): Command;
}
