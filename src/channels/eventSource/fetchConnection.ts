import type { Carried } from '../../calls/calls.ts';
import { fire, fireType } from '../../platform/events.ts';
import { encodeURIComponent, exec, originOf, URL, withoutPrototype } from '../../platform/natives.ts';
import { createParser } from './parser.ts';
import { CLOSED, CONNECTING, type Connection, OPEN, type Stream } from './stream.ts';

const { AbortController, fetch, MessageEvent, TextDecoder, unescape } = globalThis;

/**
 * A stream that is read by `fetch`, which can have an `Authorization` header. It follows the rules of
 * https://html.spec.whatwg.org/#sse-processing-model.
 */
export function connectByFetch(stream: Stream, carried: Carried): Connection {
  const connection = new FetchConnection(stream, carried);
  void connection.run(stream.withCredentials || carried.credentials);
  return connection;
}

class FetchConnection implements Connection {
  private _state = CONNECTING;
  private readonly _controller = new AbortController();

  constructor(
    private readonly _stream: Stream,
    private readonly _carried: Carried,
  ) {}

  readyState(): number {
    return this._state;
  }

  close(): void {
    this._state = CLOSED;
    this._controller.abort();
  }

  async run(includesCredentials: boolean): Promise<void> {
    const { _stream: stream, _carried: carried } = this;
    const { calls, backend } = stream;
    let response: Response | undefined;
    try {
      response = await this._request(includesCredentials);
      if (isRefused(response)) {
        if (response.status === 401)
          calls.refused(backend, carried, (name) => (response as Response).headers.get(name));
        if (this._state !== CLOSED) stream.fail();
        return;
      }
      if (this._state !== CLOSED) await this._read(response);
    } catch {
      if (!response && this._state !== CLOSED) calls.corsFailure(backend);
    }
    if (this._state !== CLOSED) stream.reconnect(stream.retry);
  }

  private _request(includesCredentials: boolean): Promise<Response> {
    const { lastEventId } = this._stream;
    const { url, token } = this._carried;
    const headers = [['Accept', 'text/event-stream']];
    if (token) headers.push(['Authorization', `Bearer ${token}`]);
    // One character for each byte.
    if (lastEventId) headers.push(['Last-Event-ID', unescape(encodeURIComponent(lastEventId))]);
    const { signal } = this._controller;
    const credentials = includesCredentials ? 'include' : 'same-origin';
    return fetch(url, withoutPrototype({ headers, credentials, cache: 'no-store', signal }) as RequestInit);
  }

  private async _read({ url, body }: Response): Promise<void> {
    const { target } = this._stream;
    this._state = OPEN;
    fireType(target, 'open');
    const origin = originOf(new URL(url));
    const parse = createParser(this._stream, (type, data, lastEventId) => {
      // The page may close it in an event.
      if (this._state === OPEN) fire(target, new MessageEvent(type, { data, lastEventId, origin }));
    });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    while (this._state === OPEN) {
      const { done, value } = await reader.read();
      if (done) return;
      parse(decoder.decode(value, { stream: true }));
    }
  }
}

/** Whether the connection is not to be opened again. */
const isRefused = ({ status, headers }: Response) =>
  status !== 200 || !exec(/^text\/event-stream\s*(?:;|$)/i, headers.get('content-type') || '');
