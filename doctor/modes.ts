import type { Send } from '../src/types.ts';

/** What calls get: that of one of the two attributes, or of a value of `data-send`. */
export interface Mode {
  /** As `data-send` has it. */
  name: string;
  id: boolean;
  credentials: boolean;
  token: boolean;
}

export const TOKEN: Send[] = ['session-token'];
export const ID: Send[] = ['session-id', 'credentials'];

export const modeOf = (send: Send[]): Mode => ({
  name: send.join(' '),
  id: send.includes('session-id'),
  credentials: send.includes('credentials'),
  token: send.includes('session-token'),
});

/** Both usual modes, and a further one where it is asked for. */
export function modesOf(send: Send[]): Mode[] {
  const modes = [TOKEN, ID].map(modeOf);
  const mode = modeOf(send);
  return modes.some(({ name }) => name === mode.name) ? modes : [mode, ...modes];
}
