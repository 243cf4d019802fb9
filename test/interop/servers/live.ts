import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import faye from 'faye';
import { Server as SocketIo } from 'socket.io';
import { createServer as createSockJs } from 'sockjs';
import { WebSocketServer } from 'ws';
import { answerPreflight, isPreflight, setCorsHeaders } from '../../servers/cors.ts';
import type { LiveServers } from '../../servers/live.ts';
import { attachPhoenix } from './phoenix.ts';
import { attachSignalR } from './signalR.ts';

/** Makes a server that is asked below a path. It listens to no port: requests are handed to it. */
type Make = (path: string) => Server;

const MAKE: Record<string, Make> = {
  'socket.io'(path) {
    const server = createServer();
    // The origin is the page's, which the servers' own CORS headers name.
    const io = new SocketIo(server, { path, cors: { origin: true, credentials: true } });
    io.on('connection', (socket) => {
      socket.on('echo', (text: string, reply: (text: string) => void) => {
        socket.emit('pushed', text);
        reply(text);
      });
    });
    return server;
  },
  sockjs(path) {
    const server = createServer();
    const sockets = createSockJs({ log: () => {} });
    sockets.on('connection', (connection) => connection.on('data', (text) => connection.write(text)));
    sockets.installHandlers(server, { prefix: path });
    return server;
  },
  faye(path) {
    const server = createServer();
    new faye.NodeAdapter({ mount: path, timeout: 5 }).attach(server);
    return server;
  },
  phoenix: attachPhoenix,
  signalr: attachSignalR,
  /** The protocol of Action Cable: what is sent to a channel comes back. */
  actioncable() {
    const server = createServer();
    const sockets = new WebSocketServer({ server, handleProtocols: ([first]) => first ?? false });
    sockets.on('connection', (socket) => {
      const send = (message: object) => socket.send(JSON.stringify(message));
      send({ type: 'welcome' });
      socket.on('message', (text: Buffer) => {
        const { command, identifier, data } = JSON.parse(text.toString());
        if (command === 'subscribe') send({ type: 'confirm_subscription', identifier });
        if (command === 'message') send({ identifier, message: JSON.parse(data) });
      });
    });
    return server;
  },
};

/** The real servers of `/live/<key>/<kind>/…`, one for each key. */
export class RealServers implements LiveServers {
  readonly #servers = new Map<string, Server>();

  answer(req: IncomingMessage, res: ServerResponse): void {
    // Those that set CORS headers themselves set the same.
    if (isPreflight(req)) answerPreflight(req, res, 'credentials');
    else {
      setCorsHeaders(req, res, 'credentials');
      this.#of(req).emit('request', req, res);
    }
  }

  upgrade(req: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#of(req).emit('upgrade', req, stream, head);
  }

  #of({ url = '' }: IncomingMessage): Server {
    const [, path = '', kind = ''] = /^(\/live\/[^/]+\/([^/?]+))/.exec(url) ?? [];
    let server = this.#servers.get(path);
    if (!server) {
      const make = MAKE[kind];
      if (!make) throw new Error(`no live server ${kind}`);
      server = make(path);
      this.#servers.set(path, server);
    }
    return server;
  }
}
