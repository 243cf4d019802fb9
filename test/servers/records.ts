import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OriginName, Received } from '../kit/protocol.ts';

/** Every request that reached one of the servers, by the key in its path. */
export class Records {
  readonly #byKey = new Map<string, Received[]>();
  readonly #arriving = new Set<Received>();
  readonly #arrived = new EventEmitter().setMaxListeners(0);

  /** Notes a request as soon as its head is there; the rest is filled in as it comes. */
  add(
    key: string,
    origin: OriginName,
    req: IncomingMessage,
    res: ServerResponse,
  ): { received: Received; body: Promise<Buffer> } {
    const received: Received = {
      origin,
      method: req.method ?? '',
      url: req.url ?? '',
      rawHeaders: req.rawHeaders,
      body: '',
      complete: false,
      aborted: false,
      time: performance.now(),
    };
    const list = this.#byKey.get(key) ?? [];
    list.push(received);
    this.#byKey.set(key, list);
    this.#arriving.add(received);
    res.on('close', () => {
      received.aborted = !res.writableFinished;
    });

    const body = new Promise<Buffer>((resolve) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('close', () => {
        const bytes = Buffer.concat(chunks);
        received.body = bytes.toString('base64');
        received.complete = req.complete;
        this.#arriving.delete(received);
        this.#arrived.emit(key);
        resolve(bytes);
      });
      // An upload that the page aborts is a fact to be recorded, not a fault of the server.
      req.on('error', () => {});
    });
    return { received, body };
  }

  /** Notes a request whose body is not read here, or that has none, such as one for a WebSocket. */
  addHead(key: string, origin: OriginName, { method = '', url = '', rawHeaders }: IncomingMessage): void {
    const time = performance.now();
    const received = { origin, method, url, rawHeaders, body: '', complete: true, aborted: false, time };
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), received]);
    this.#arrived.emit(key);
  }

  /** What arrived under a key, once at least `count` requests have (preflights not counted) with their bodies. */
  async of(key: string, count = 0, limit = 5000): Promise<Received[]> {
    const enough = () => {
      const list = this.#byKey.get(key) ?? [];
      return !list.some((one) => this.#arriving.has(one)) && list.filter(isNoPreflight).length >= count;
    };
    if (count && !enough()) {
      await new Promise<void>((resolve) => {
        const check = () => enough() && done();
        const done = () => {
          clearTimeout(timer);
          this.#arrived.off(key, check);
          resolve();
        };
        const timer = setTimeout(done, limit);
        this.#arrived.on(key, check);
      });
    }
    return this.#byKey.get(key) ?? [];
  }
}

function isNoPreflight({ method, rawHeaders }: Received): boolean {
  return method !== 'OPTIONS' || !rawHeaders.some((name) => name.toLowerCase() === 'access-control-request-method');
}
