import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import iconv from 'iconv-lite';
import type { OriginName, Received } from '../kit/protocol.ts';
import { answerPreflight, CORS_MODES, type CorsMode, isPreflight, setCorsHeaders } from './cors.ts';
import { serveFile } from './files.ts';
import { answerPanel } from './microsoftAjax.ts';

/** One request to `/k/<key>/…` on its way through the segments of its path. */
export interface Exchange {
  key: string;
  origin: OriginName;
  req: IncomingMessage;
  res: ServerResponse;
  received: Received;
  body: Promise<Buffer>;
  /** Resolves when the test says `release(name)`. */
  released(name: string): Promise<void>;
}

type Take = () => string;

/** The endpoints are steered by the path, so that a test has the whole query for itself. */
const MODIFIERS: Record<string, (x: Exchange, take: Take) => unknown> = {
  delay: (_, take) => sleep(Number(take())),
  read: ({ body }) => body,
  until: ({ released }, take) => released(take()),
  cookie: ({ res }, take) => res.appendHeader('Set-Cookie', `${take()}; Path=/`),
  header: ({ res }, take) => res.setHeader(take(), take()),
  type: ({ res }, take) => res.setHeader('Content-Type', take()),
  code: ({ res }, take) => {
    res.statusCode = Number(take());
  },
};

const BODIES: Record<string, [type: string, body: string | Buffer]> = {
  json: ['application/json', '{"hello":"wörld","list":[1,2,3]}'],
  'json-malformed': ['application/json', '{"hello":'],
  xml: ['application/xml', '<?xml version="1.0"?><root><item id="1">wörld</item></root>'],
  'xml-malformed': ['application/xml', '<root><item></root>'],
  html: ['text/html; charset=utf-8', '<!doctype html><title>wörld</title><p id="p">hello</p>'],
  text: ['text/plain; charset=utf-8', 'hello wörld'],
  latin1: ['text/plain; charset=iso-8859-1', Buffer.from('hello wörld', 'latin1')],
  script: ['text/javascript', 'window.scriptRan = true;'],
  binary: ['application/octet-stream', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  empty: ['text/plain', ''],
};

const ENDINGS: Record<string, (x: Exchange, take: Take) => unknown> = {
  async echo({ req, res, origin, received, body }) {
    const bytes = await body;
    const { method, url, rawHeaders } = received;
    const answer = { origin, method, url, rawHeaders, headers: req.headers, body: bytes.toString('base64') };
    send(res, 'application/json', JSON.stringify(answer));
  },
  async body({ res, body }, take) {
    await body;
    const kind = take();
    const found = BODIES[kind];
    if (!found) throw new Error(`no body of kind ${kind}`);
    send(res, ...found);
  },
  async text({ res, body }, take) {
    await body;
    const charset = take();
    send(res, `text/plain; charset=${charset}`, iconv.encode(take(), charset));
  },
  async bytes({ res, body }, take) {
    await body;
    send(res, 'application/octet-stream', Buffer.alloc(Number(take()), 'x'));
  },
  async status({ res, body }, take) {
    await body;
    res.statusCode = Number(take());
    if ([204, 205, 304].includes(res.statusCode)) res.end();
    else send(res, 'text/plain', `status ${res.statusCode}`);
  },
  async redirect({ res, body }, take) {
    await body;
    res.statusCode = Number(take());
    res.setHeader('Location', take());
    res.end();
  },
  /** A redirect that keeps the query of the request, as those do that add a slash or change the host. */
  async moved({ req, res, body }, take) {
    await body;
    res.statusCode = Number(take());
    res.setHeader('Location', withQuery(take(), queryOf(req)));
    res.end();
  },
  /** Text that holds the query of the request where it says `{query}`: links to further pages, playlists. */
  async repeat({ req, res, body }, take) {
    await body;
    send(res, 'text/plain; charset=utf-8', take().split('{query}').join(queryOf(req)));
  },
  /** Answers nothing until the client goes away. */
  hang() {},
  /** Sends the head and half of the body, and no more; ends when the test releases its key. */
  async stall({ res, key, released }) {
    res.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '10' });
    await new Promise((resolve) => res.write('hello', resolve));
    await released(key);
    res.destroy();
  },
  async dribble({ res, body }, take) {
    await body;
    const [chunks, pause] = [Number(take()), Number(take())];
    if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'text/plain');
    for (let i = 0; i < chunks && !res.destroyed; i++) {
      res.write(`chunk ${i}\n`.padEnd(64, '.'));
      await sleep(pause);
    }
    res.end();
  },
  /**
   * An event stream, by a list in JSON: text, bytes (`[1, 2]`), `{ "until": name }`, `"…"` for a stream
   * that stays open, or `"cut"` for one whose connection breaks.
   * Each piece is sent by itself.
   */
  async sse({ res, released }, take) {
    if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'text/event-stream');
    // Chromium reads on for 5 s when a page has closed a stream, if it hopes to use the connection again.
    res.shouldKeepAlive = false;
    res.flushHeaders();
    for (const piece of JSON.parse(take()) as (string | number[] | { until: string })[]) {
      if (piece === '…') return;
      if (piece === 'cut') return void res.socket?.end();
      if (typeof piece === 'object' && 'until' in piece) await released(piece.until);
      else await new Promise((resolve) => res.write(typeof piece === 'string' ? piece : Buffer.from(piece), resolve));
    }
    res.end();
  },
  /** An event stream for those who carry a session; a status for all others. */
  async guarded(x, take) {
    const status = take();
    const { url, headers } = x.req;
    if (headers.authorization || /[?&]_clerk_session_id=/.test(url || '')) await ENDINGS.sse?.(x, take);
    else await ENDINGS.status?.(x, () => status);
  },
  /** A network error in place of an answer. */
  close({ req }) {
    req.socket.destroy();
  },
  /** A network error in the middle of the body. */
  truncate({ res }) {
    res.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '1000' });
    res.write('hello', () => res.destroy());
  },
  /** A postback of ASP.NET's UpdatePanel. */
  panel: async ({ req, res, body }) => answerPanel(req, res, await body),
  /** A file that the servers have anyway, such as `/support/fake-clerk.js`. */
  file: ({ res }, take) => serveFile(take(), res),
};

/** Answers a request to `/k/<key>/<modifier>/…/<ending>/…`. */
export async function act(x: Exchange, segments: string[]): Promise<void> {
  const { req, res } = x;
  const rest = segments.map(decodeURIComponent);
  const take = () => {
    const next = rest.shift();
    if (next === undefined) throw new Error(`the path ends too early`);
    return next;
  };

  const at = rest.indexOf('cors');
  const mode = (at < 0 ? 'credentials' : rest.splice(at, 2)[1]) as CorsMode;
  if (!CORS_MODES.includes(mode)) throw new Error(`no CORS mode ${mode}`);
  if (isPreflight(req)) return answerPreflight(req, res, mode);

  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Test', 'yes');
  for (;;) {
    const word = take();
    const ending = ENDINGS[word];
    if (ending) {
      setCorsHeaders(req, res, mode);
      await ending(x, take);
      return;
    }
    const modifier = MODIFIERS[word];
    if (!modifier) throw new Error(`no endpoint ${word}`);
    await modifier(x, take);
  }
}

function send(res: ServerResponse, type: string, body: string | Buffer): void {
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', type);
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}

const queryOf = ({ url = '' }: IncomingMessage): string => url.split('?')[1] ?? '';

const withQuery = (url: string, query: string): string => (query ? `${url}?${query}` : url);
