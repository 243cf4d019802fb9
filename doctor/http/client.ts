import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Header } from '../browser/headers.ts';
import { failureOf, RequestFailed, RunTooLong } from './failures.ts';
import { readBody, readExcerpt } from './readBody.ts';

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

/** As browsers take them, in bytes. */
const MOST_OF_HEADERS = 256 * 1024;

/** How many timeouts a whole run may take. */
const RUN = 6;

/** Browsers find every name below `localhost` on this machine; DNS need not. */
const lookUp: LookupFunction = (host, options, callback) =>
  lookup(/\.localhost$/i.test(host) ? 'localhost' : host, options as object, callback as () => void);

/** Sends requests, one after the other, and keeps note of them. Follows no redirect. */
export class HttpClient {
  readonly sent: SentRequest[] = [];
  readonly #timeout: number;
  readonly #budget: number;
  readonly #start = performance.now();

  /**
   * @param timeout for each answer, in ms; the whole run may take six times as long
   * @param budget how many requests it may send at most
   */
  constructor(timeout: number, budget: number) {
    this.#timeout = timeout;
    this.#budget = budget;
  }

  /** @throws RequestFailed, RequestBudgetSpent, RunTooLong */
  async send(request: HttpRequest): Promise<Answer> {
    if (this.sent.length >= this.#budget) throw new RequestBudgetSpent();
    const note: SentRequest = { request, took: 0 };
    this.sent.push(note);
    const start = performance.now();
    const left = Math.ceil(this.#start + RUN * this.#timeout - start);
    try {
      const answer = await load(request, Math.max(1, Math.min(this.#timeout, left)));
      note.status = answer.status;
      return answer;
    } catch (error) {
      const failure = error instanceof RequestFailed ? error : failureOf(error as Error, request.url, this.#timeout);
      if (failure.code === 'TIMEOUT' && left < this.#timeout) throw new RunTooLong(RUN * this.#timeout);
      note.failure = failure.message;
      throw failure;
    } finally {
      note.took = Math.round(performance.now() - start);
    }
  }

  /** Sends a request that may stay without an answer. @throws RequestBudgetSpent, RunTooLong */
  async trySend(request: HttpRequest): Promise<Answer | RequestFailed> {
    try {
      return await this.send(request);
    } catch (error) {
      if (error instanceof RequestFailed && !(error instanceof RunTooLong)) return error;
      throw error;
    }
  }
}

async function load(request: HttpRequest, timeout: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await open(request, signal);
    const { statusCode: status = 0, headers: got } = response;
    const time = Date.now();
    const content =
      request.body === 'all'
        ? await readBody(response, request.url)
        : request.body === 'excerpt'
          ? await readExcerpt(response)
          : Buffer.alloc(0);
    response.destroy();
    return { url: request.url, status, header: (name) => got[name]?.toString(), body: content, time };
  } catch (error) {
    // Node says of a body that it was cut off.
    throw signal.aborted ? Object.assign(new Error(), { code: 'ABORT_ERR' }) : error;
  }
}

function open({ method, url, headers }: HttpRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const options = {
    method,
    agent: false,
    lookup: lookUp,
    signal,
    maxHeaderSize: MOST_OF_HEADERS,
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve).on('error', reject);
    // Not only the first 2,000.
    sent.maxHeadersCount = 0;
    sent.end();
  });
}
