import { readOptions } from '../src/config/options.ts';
import type { Send } from '../src/types.ts';
import { BadArguments } from './badArguments.ts';

/** What calls get: that of one of the two attributes, or of a value of `data-send`. */
export interface Way {
  /** As `data-send` has it. */
  name: string;
  id: boolean;
  credentials: boolean;
  token: boolean;
}

export const TOKEN: Send[] = ['session-token'];
export const ID: Send[] = ['session-id', 'credentials'];

export const wayOf = (send: Send[]): Way => ({
  name: send.join(' '),
  id: send.includes('session-id'),
  credentials: send.includes('credentials'),
  token: send.includes('session-token'),
});

/** Both usual ways, and a further one where it is asked for. */
export function waysOf(send: Send[]): Way[] {
  const ways = [TOKEN, ID].map(wayOf);
  const way = wayOf(send);
  return ways.some(({ name }) => name === way.name) ? ways : [way, ...ways];
}

/** Reads what `data-send` can say, with the checks of the tag (A2). @throws BadArguments */
export function readWay(value: string): Send[] {
  const read = (option: string) => (option === 'send' ? value : option === 'backendOrigins' ? "'self'" : null);
  const complain = (_: string, complaint: string) => {
    throw new BadArguments(`--send ${complaint}`);
  };
  const [source] = readOptions(read, complain, [], 'https://page.invalid').sources;
  return source?.sends as Send[];
}
