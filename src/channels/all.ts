import { beaconChannel } from './beacon.ts';
import type { Channel } from './channel.ts';
import { core } from './core.ts';
import { eventSourceChannel } from './eventSource/eventSource.ts';
import { webSocketChannel } from './webSocket/webSocket.ts';

/** The channels of `clerk-ajax.all.min.js`, and of the package's entry `clerk-ajax/all` (I1). */
export const all: readonly Channel[] = [...core, eventSourceChannel, webSocketChannel, beaconChannel];
