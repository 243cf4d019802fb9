import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Header } from '../browser/headers.ts';
import { decode } from './decode.ts';
import { failureOf, NotAsked } from './failures.ts';

export interface Question {
  method: string;
  url: URL;
  headers: Header[];
  /** Whether the body of the answer is wanted; without it the connection ends after the head. */
  body?: boolean;
}

export interface Answer {
  url: URL;
  status: number;
  /** Several headers of one name are one with commas, as browsers read them. */
  header(name: string): string | undefined;
  body: Buffer;
  /** When it came, in ms since the epoch. */
  time: number;
}

/** A question, and what came of it. */
export interface Asked {
  question: Question;
  status?: number;
  /** Why there is no answer. */
  failure?: string;
  /** How long it took, in ms. */
  took: number;
}

/** It has asked enough; what is left is not asked. */
export class AskedEnough extends Error {}

/** The largest body that is read, in bytes: a page, or a script. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Browsers find every name below `localhost` on this machine; DNS need not. */
const lookUp: LookupFunction = (host, options, callback) =>
  lookup(/\.localhost$/i.test(host) ? 'localhost' : host, options as object, callback as () => void);

/** Asks servers, one question after the other, and keeps note of it. Follows no redirect. */
export class Asker {
  readonly asked: Asked[] = [];
  readonly #timeout: number;
  readonly #most: number;

  /**
   * @param timeout for each answer, in ms
   * @param most questions at most
   */
  constructor(timeout: number, most: number) {
    this.#timeout = timeout;
    this.#most = most;
  }

  /** @throws NotAsked, AskedEnough */
  async ask(question: Question): Promise<Answer> {
    if (this.asked.length >= this.#most) throw new AskedEnough();
    const note: Asked = { question, took: 0 };
    this.asked.push(note);
    const start = performance.now();
    try {
      const answer = await send(question, this.#timeout);
      note.status = answer.status;
      return answer;
    } catch (error) {
      const failure = failureOf(error as Error, question.url, this.#timeout);
      note.failure = failure.message;
      throw failure;
    } finally {
      note.took = Math.round(performance.now() - start);
    }
  }

  /** Asks what may stay without an answer. @throws AskedEnough */
  async attempt(question: Question): Promise<Answer | NotAsked> {
    try {
      return await this.ask(question);
    } catch (error) {
      if (error instanceof NotAsked) return error;
      throw error;
    }
  }
}

async function send({ method, url, headers, body }: Question, timeout: number): Promise<Answer> {
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
  const content = body ? decode(await readBody(response), got['content-encoding']) : Buffer.alloc(0);
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
