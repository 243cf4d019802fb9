import type { Channel } from '../channels/channel.ts';
import { installWith } from '../install.ts';
import { NO_PAGE } from '../messages.ts';
import type { Installation, Options } from '../types.ts';

/** Installs the shim with options passed in code; invalid options throw (A5). */
export function installProgram(options: Options, channels: readonly Channel[]): Installation {
  const complain = (complaint: string, option?: string) => {
    throw new TypeError(`[clerk-ajax] ${option ? `${option} ` : ''}${complaint}`);
  };
  if (typeof document === 'undefined') complain(NO_PAGE);
  // Members that the page has added to `Object.prototype` are not options (E8).
  const own = Object.assign(Object.create(null), options);
  return installWith((option) => own[option], channels, complain);
}
