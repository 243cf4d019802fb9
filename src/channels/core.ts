import type { Channel } from './channel.ts';
import { fetchChannel } from './fetch/fetch.ts';
import { xhrChannel } from './xhr/xhr.ts';

/** The channels of `clerk-ajax.min.js`, and of the package's main entry. */
export const core: readonly Channel[] = [fetchChannel, xhrChannel];
