import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Header } from '../browser/headers.ts';
import { decode } from './decode.ts';
import { failureOf, RequestFailed } from './failures.ts';

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Header[];
  /** How much of the body is wanted: all, or the beginning of a text. Otherwise the connection is closed after the headers. */
  body?: 'all' | 'excerpt';
}

export interface Answer {
  url: URL;
  status: number;
  /** Repeated headers are joined with commas, as browsers do. */
  header(name: string): string | undefined;
  body: Buffer;
  /** When it came, in ms since the epoch. */
  time: number;
}

/** A request, and what came of it. */
export interface SentRequest {
  request: HttpRequest;
  status?: number;
  /** Why there is no answer. */
  failure?: string;
  /** How long it took, in ms. */
  took: number;
}

/** The request budget is used up; the remaining checks are skipped. */
export class RequestBudgetSpent extends Error {}

/** The largest body that is read, in bytes: a page, or a script. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Browsers find every name below `localhost` on this machine; DNS need not. */
const lookUp: LookupFunction = (host, options, callback) =>
  lookup(/\.localhost$/i.test(host) ? 'localhost' : host, options as object, callback as () => void);

/** Sends requests, one after the other, and keeps note of them. Follows no redirect. */
export class HttpClient {
  readonly sent: SentRequest[] = [];
  readonly #timeout: number;
  readonly #budget: number;

  /**
   * @param timeout for each answer, in ms
   * @param budget how many requests it may send at most
   */
  constructor(timeout: number, budget: number) {
    this.#timeout = timeout;
    this.#budget = budget;
  }

  /** @throws RequestFailed, RequestBudgetSpent */
  async send(request: HttpRequest): Promise<Answer> {
    if (this.sent.length >= this.#budget) throw new RequestBudgetSpent();
    const note: SentRequest = { request, took: 0 };
    this.sent.push(note);
    const start = performance.now();
    try {
      const answer = await load(request, this.#timeout);
      note.status = answer.status;
      return answer;
    } catch (error) {
      const failure = failureOf(error as Error, request.url, this.#timeout);
      note.failure = failure.message;
      throw failure;
    } finally {
      note.took = Math.round(performance.now() - start);
    }
  }

  /** Sends a request that may stay without an answer. @throws RequestBudgetSpent */
  async trySend(request: HttpRequest): Promise<Answer | RequestFailed> {
    try {
      return await this.send(request);
    } catch (error) {
      if (error instanceof RequestFailed) return error;
      throw error;
    }
  }
}

async function load({ method, url, headers, body }: HttpRequest, timeout: number): Promise<Answer> {
  const { request } = url.protocol === 'https:' ? https : http;
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const options = {
      method,
      agent: false,
      lookup: lookUp,
      signal: AbortSignal.timeout(timeout),
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    };
    request(url, options, resolve).on('error', reject).end();
  });
  const { statusCode: status = 0, headers: got } = response;
  const time = Date.now();
  const raw =
    body === 'all' ? await readBody(response) : body === 'excerpt' ? await readExcerpt(response) : Buffer.alloc(0);
  const content = decode(raw, got['content-encoding']);
  response.destroy();
  return { url, status, header: (name) => got[name]?.toString(), body: content, time };
}

async function readBody(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** Of a text, in bytes and in ms: enough to tell the answers of an API apart. */
const EXCERPT = { bytes: 16 * 1024, time: 1000 };

/** Reads the beginning of a text. What does not come in time, or breaks off, is left out: the headers say enough. */
async function readExcerpt(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // An event stream has no end.
  if (!/json|xml|text\/(?!event-stream)/i.test(response.headers['content-type'] ?? '')) return Buffer.alloc(0);
  const timer = setTimeout(() => response.destroy(), EXCERPT.time);
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > EXCERPT.bytes) break;
    }
  } catch {
    // See above.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}
