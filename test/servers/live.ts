import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The servers of other libraries, below `/live/<key>/<kind>/…`: a suite that has them brings them along. */
export interface LiveServers {
  answer(req: IncomingMessage, res: ServerResponse): void;
  upgrade(req: IncomingMessage, stream: Duplex, head: Buffer): void;
}
