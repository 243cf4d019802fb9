import type { Carried } from '../../calls/carried.ts';
import { mayBeRefused } from '../../calls/unauthorized.ts';
import { fireMessage, fireType, unlisten } from '../../platform/events.ts';
import { encodeURIComponent, exec, originOf, URL, withoutPrototype } from '../../platform/natives.ts';
import { quietly } from '../../platform/quietly.ts';
import { createParser, type Memory } from './parser.ts';
import { CLOSED, CONNECTING, type Connection, OPEN, type Stream } from './stream.ts';

const { AbortController, fetch, TextDecoder, unescape } = globalThis;

/**
 * Native `fetch` rejects the signals of a polyfill. Without a signal, a connection that is closed while it connects
 * ends once the response arrives.
 */
const createController = () =>
  quietly(() => {
    const controller = new AbortController();
    // Throws for anything but a native object.
    unlisten(controller.signal, '', null as never);
    return controller;
  });

/**
 * A stream that is read with `fetch`, which can send the token's header. It implements
 * https://html.spec.whatwg.org/#sse-processing-model.
 */
export function connectByFetch(stream: Stream, carried: Carried): Connection {
  const connection = new FetchConnection(stream, carried);
  void connection.run(stream.withCredentials || carried.credentials);
  return connection;
}

class FetchConnection implements Connection {
  private _state = CONNECTING;
  private readonly _controller = createController();
  private _reader: ReadableStreamDefaultReader | undefined;

  constructor(
    private readonly _stream: Stream,
    private readonly _carried: Carried,
  ) {}

  readyState(): number {
    return this._state;
  }

  close(): void {
    this._state = CLOSED;
    if (this._controller) this._controller.abort();
    else if (this._reader) this._reader.cancel().catch(() => {});
  }

  async run(includesCredentials: boolean): Promise<void> {
    const { _stream: stream, _carried: carried } = this;
    const { streams, backend, lastEventId } = stream;
    const { calls } = streams;
    let response: Response | undefined;
    try {
      response = await this._request(includesCredentials);
      const { status, headers, body } = response;
      if (this._state === CLOSED) {
        if (!this._controller && body) await body.cancel();
      } else if (isRefused(response)) {
        if (mayBeRefused(status)) calls.answered(backend, carried, status, (name) => headers.get(name));
        if (!stream.follow()) stream.onRefused(carried, status === 204);
      } else await this._read(response);
    } catch {
      if (!response && this._state !== CLOSED) calls.corsFailure(backend, lastEventId && LAST_EVENT_ID);
    }
    if (this._state !== CLOSED) stream.reconnect();
  }

  private _request(includesCredentials: boolean): Promise<Response> {
    const { lastEventId } = this._stream;
    const { url, header } = this._carried;
    const headers = [['Accept', 'text/event-stream']];
    if (header) headers[headers.length] = header;
    // A byte string: one character per byte.
    if (lastEventId) headers[headers.length] = [LAST_EVENT_ID, unescape(encodeURIComponent(lastEventId))];
    const { signal } = this._controller || { signal: undefined };
    const credentials = includesCredentials ? 'include' : 'same-origin';
    return fetch(url, withoutPrototype({ headers, credentials, cache: 'no-store', signal }) as RequestInit);
  }

  private async _read({ url, body }: Response): Promise<void> {
    const { _stream: stream } = this;
    const { target, lastEventId, retry } = stream;
    if (stream.follow()) return;
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    this._reader = reader;
    this._state = OPEN;
    stream.opened();
    fireType(target, 'open');
    const origin = originOf(new URL(url));
    const memory: Memory = { lastEventId, retry };
    const parse = createParser(memory, (type, data, id) => {
      // In an event, the page may close the stream or switch accounts.
      if (this._isOpen() && !stream.follow()) fireMessage(target, type, { data, lastEventId: id, origin });
    });
    const decoder = new TextDecoder();
    while (this._isOpen()) {
      const { done, value } = await reader.read();
      if (done) return;
      parse(decoder.decode(value, { stream: true }));
      // Discard the rest of a connection that an event has ended (I2).
      if (!this._isOpen()) return;
      stream.lastEventId = memory.lastEventId;
      stream.retry = memory.retry;
    }
  }

  private _isOpen(): boolean {
    return this._state === OPEN;
  }
}

const LAST_EVENT_ID = 'Last-Event-ID';

/** Whether the response forbids reconnecting. */
const isRefused = ({ status, headers }: Response) =>
  status !== 200 || !exec(/^text\/event-stream\s*(?:;|$)/i, headers.get('content-type') || '');
