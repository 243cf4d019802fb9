import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Express, Request, RequestHandler, Response } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';

/** The caller's name, from what the backend's SDK found out. */
export type WhoIs = (request: Request) => string;

/** The rest of a request for a WebSocket. */
interface Upgrade {
  stream: Socket;
  head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** In ms. */
const TICK = 1000;

/** The live part of a backend, behind its SDK: `/ticker` is an event stream, `/chat` a WebSocket. Other requests go to the next handler. */
export function createLive(whoIs: WhoIs): RequestHandler {
  const sockets = new WebSocketServer({ noServer: true });
  return (request, response, next) => {
    const upgrade = upgrades.get(request);
    if (upgrade) {
      sockets.handleUpgrade(request, upgrade.stream, upgrade.head, (socket) => chat(socket, sockets, whoIs(request)));
    } else if (request.path === '/ticker') tick(response, whoIs(request));
    else next();
  };
}

/** Streams the price of anvils, and the account that the stream was opened with. */
function tick(response: Response, account: string): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let price = 100;
  const send = () => {
    price += Math.round(Math.random() * 4) - 2;
    response.write(`data: ${JSON.stringify({ account, price })}\n\n`);
  };
  send();
  const timer = setInterval(send, TICK);
  response.on('close', () => clearInterval(timer));
}

/** Broadcasts each message, with the account that the sender's connection was opened with. */
function chat(socket: WebSocket, { clients }: WebSocketServer, account: string): void {
  const say = (to: WebSocket, text: string) => to.send(JSON.stringify({ account, text }));
  say(socket, 'joined');
  socket.on('message', (text) => {
    for (const client of clients) say(client, `${text}`);
  });
}

/**
 * Routes WebSocket requests through the app, so that its SDK authenticates them like all others. They cannot have headers, so a token
 * in `access_token` is treated like one in `Authorization`.
 *
 * @returns a function that closes all connections
 */
export function acceptWebSockets(server: Server, app: Express): () => void {
  const streams = new Set<Socket>();
  server.on('upgrade', (request: IncomingMessage, stream: Socket, head) => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream));
    const token = new URL(request.url ?? '', 'http://host').searchParams.get('access_token');
    if (token) request.headers.authorization = `Bearer ${token}`;
    upgrades.set(request, { stream, head });
    const response = new ServerResponse(request);
    response.assignSocket(stream);
    app(request, response);
  });
  return () => {
    for (const stream of streams) stream.destroy();
  };
}
