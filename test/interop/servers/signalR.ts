import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

/** Ends each message. */
const END = '\x1e';

/**
 * A hub of SignalR, as far as its client asks for it: `negotiate`, WebSockets and Server-Sent Events, in the JSON protocol.
 * `echo(text)` gives the text back, and calls `pushed(text)` in the page.
 */
export function attachSignalR(path: string): Server {
  const server = createServer();
  /** Sends to the page, for each connection that receives by Server-Sent Events. */
  const streams = new Map<string, (message: string) => void>();

  const negotiate = (res: ServerResponse) => {
    const id = randomUUID();
    const availableTransports = ['WebSockets', 'ServerSentEvents'].map((transport) => ({
      transport,
      transferFormats: ['Text'],
    }));
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ negotiateVersion: 1, connectionId: id, connectionToken: id, availableTransports }));
  };

  const receive = (id: string, res: ServerResponse) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(':\r\n\r\n');
    streams.set(id, (message) => res.write(`data: ${message}\r\n\r\n`));
  };

  server.on('request', async (req: IncomingMessage, res: ServerResponse) => {
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://host');
    const id = searchParams.get('id') ?? '';
    if (pathname === `${path}/negotiate`) return negotiate(res);
    if (req.method === 'GET') return receive(id, res);
    if (req.method === 'POST') take(await text(req), streams.get(id) ?? (() => {}));
    res.end();
  });

  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data: Buffer) => take(data.toString(), (message) => socket.send(message)));
  });
  return server;
}

function take(data: string, send: (message: string) => void): void {
  for (const each of data.split(END).filter(Boolean)) {
    const { protocol, type, target, arguments: args, invocationId } = JSON.parse(each);
    if (protocol) send(`{}${END}`);
    if (type !== 1 || target !== 'echo') continue;
    send(JSON.stringify({ type: 1, target: 'pushed', arguments: args }) + END);
    send(JSON.stringify({ type: 3, invocationId, result: args[0] }) + END);
  }
}
