import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OriginName } from '../kit/protocol.ts';
import type { LiveServers } from './live.ts';
import type { Records } from './records.ts';

// The subprotocol is the first that the page offers.
const sockets = new WebSocketServer({ noServer: true, handleProtocols: ([first]) => first ?? false });

type Take = () => string;

/** What the servers do with a connection to `/k/<key>/…/<ending>`. */
const ENDINGS: Record<string, (socket: WebSocket, take: Take, req: IncomingMessage) => void> = {
  /** Sends back what it gets. `close <code> <reason>` closes, `drop` breaks the connection. */
  'ws-echo'(socket) {
    socket.on('message', (data: Buffer, isBinary) => {
      const [word, code, ...reason] = data.toString().split(' ');
      if (word === 'close') socket.close(code ? Number(code) : undefined, reason.join(' '));
      else if (word === 'drop') socket.terminate();
      else socket.send(data, { binary: isBinary });
    });
  },
  /** Says a text at once, and then bytes. */
  'ws-greet'(socket) {
    socket.send('hello wörld');
    socket.send(Buffer.from([0, 1, 255]));
  },
  /** Closes at once. */
  'ws-close'(socket, take) {
    socket.close(Number(take()), take());
  },
};

/** Answers a request for a WebSocket. Like others, it may be told to wait: `until/<name>`. `ws-refuse/<status>` opens none. */
export async function upgrade(
  origin: OriginName,
  req: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  records: Records,
  live: LiveServers | undefined,
  released: (name: string) => Promise<void>,
): Promise<void> {
  // The page may go away.
  stream.on('error', () => {});
  const [, first, key = '', ...rest] = (req.url ?? '').split('?')[0]?.split('/').map(decodeURIComponent) ?? [];
  const take = () => rest.shift() ?? '';
  records.addHead(key, origin, req);
  if (first === 'live' && live) return live.upgrade(req, stream, head);
  let word = take();
  while (word === 'until') {
    await released(take());
    word = take();
  }
  if (word === 'ws-refuse') {
    stream.end(`HTTP/1.1 ${take()} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const ending = ENDINGS[word];
  if (!ending) throw new Error(`no endpoint ${word} for a WebSocket`);
  sockets.handleUpgrade(req, stream, head, (socket) => ending(socket, take, req));
}
