import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

/** How long a poll waits for a message, in milliseconds. */
const PATIENCE = 1000;

/** A message of version 2 of the protocol. */
type Message = [join: string | null, ref: string | null, topic: string, event: string, payload: unknown];

/**
 * An endpoint of Phoenix, as far as its client asks for it: WebSockets and long polling. `echo` is answered with what it has,
 * and calls `pushed` in the page.
 */
export function attachPhoenix(): Server {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => {
      for (const answer of answersTo(data.toString())) socket.send(answer);
    }),
  );
  const mailboxes = new Map<string, Mailbox>();
  server.on('request', async (req: IncomingMessage, res: ServerResponse) => {
    const token = new URL(req.url ?? '', 'http://host').searchParams.get('token') ?? '';
    const json = (value: object) =>
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    const mailbox = mailboxes.get(token);
    if (!mailbox) {
      const next = `mailbox${mailboxes.size}`;
      mailboxes.set(next, new Mailbox());
      return json({ status: 410, token: next, messages: [] });
    }
    if (req.method === 'GET') {
      const messages = await mailbox.take();
      return json({ status: messages.length ? 200 : 204, token, messages });
    }
    for (const line of (await text(req)).split('\n')) mailbox.put(answersTo(line));
    json({ status: 200, token, messages: [] });
  });
  return server;
}

function answersTo(line: string): string[] {
  const [join, ref, topic, event, payload] = JSON.parse(line) as Message;
  const reply: Message = [join, ref, topic, 'phx_reply', { status: 'ok', response: event === 'echo' ? payload : {} }];
  const pushed: Message = [join, null, topic, 'pushed', payload];
  return (event === 'echo' ? [pushed, reply] : [reply]).map((message) => JSON.stringify(message));
}

/** What waits for the next poll of a page. */
class Mailbox {
  #messages: string[] = [];
  #wake = () => {};

  put(messages: string[]): void {
    this.#messages.push(...messages);
    this.#wake();
  }

  async take(): Promise<string[]> {
    if (!this.#messages.length) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, PATIENCE);
      });
    }
    return this.#messages.splice(0);
  }
}
