import type { Part } from '../kit/protocol.ts';
import type { Subject } from './titles.ts';

/** One row of the table: a client that stays connected, unmodified, and the page script that uses it. */
export interface LiveClient extends Subject {
  /** What it is asked to do: the functions of its page script, and what each goes by. */
  does: Record<string, string>;
  /** Its scripts; without them the page script imports it. */
  scripts?: Part<never>[];
  /** File in `live/`. */
  page: string;
  /** The real server that it calls, see `servers/live.ts`; or the path of an endpoint. */
  server: string | Record<string, (string | number)[]>;
  /** The origin that it calls; default: the backend. */
  calls?: 'page';
}

const STREAM = ['sse', JSON.stringify(['event: named\nid: 1\ndata: wörld\n\n', 'data: hello\n\n', '…'])];
const ECHO = ['ws-echo'];

const npm = (path: string): Part<never> => ({ src: `/node_modules/${path}` });

export const LIVE_CLIENTS: LiveClient[] = [
  {
    name: 'Socket.IO',
    dependency: 'socket.io-client',
    does: { polling: 'XHR, then WebSocket', websocket: 'WebSocket' },
    page: 'socket-io.js',
    server: 'socket.io',
  },
  {
    name: 'SignalR',
    dependency: '@microsoft/signalr',
    does: { websocket: 'fetch, WebSocket', eventsource: 'fetch, EventSource' },
    page: 'signalr.js',
    server: 'signalr',
  },
  {
    name: 'SockJS',
    dependency: 'sockjs-client',
    does: { websocket: 'XHR, WebSocket', streaming: 'XHR' },
    page: 'sockjs.js',
    server: 'sockjs',
  },
  {
    name: 'Action Cable',
    dependency: '@rails/actioncable',
    does: { websocket: 'WebSocket' },
    page: 'actioncable.js',
    server: 'actioncable',
  },
  {
    name: 'Phoenix',
    dependency: 'phoenix',
    does: { websocket: 'WebSocket', polling: 'XHR' },
    page: 'phoenix.js',
    server: 'phoenix',
  },
  {
    name: 'Faye',
    dependency: 'faye',
    does: { websocket: 'XHR, WebSocket', eventsource: 'XHR, EventSource', polling: 'XHR' },
    page: 'faye.js',
    server: 'faye',
    calls: 'page',
  },
  {
    name: 'reconnecting-websocket',
    dependency: 'reconnecting-websocket',
    does: { websocket: 'WebSocket' },
    page: 'reconnecting-websocket.js',
    server: { websocket: ECHO },
  },
  {
    name: 'reconnecting-eventsource',
    dependency: 'reconnecting-eventsource',
    does: { eventsource: 'EventSource' },
    page: 'reconnecting-eventsource.js',
    server: { eventsource: STREAM },
  },
  {
    name: 'htmx SSE extension',
    dependency: 'htmx-ext-sse',
    does: { eventsource: 'EventSource' },
    scripts: [npm('htmx2/dist/htmx.js'), npm('htmx-ext-sse/sse.js')],
    page: 'htmx.js',
    server: { eventsource: STREAM },
  },
  {
    name: 'htmx WebSocket extension',
    dependency: 'htmx-ext-ws',
    does: { websocket: 'WebSocket' },
    scripts: [npm('htmx2/dist/htmx.js'), npm('htmx-ext-ws/ws.js')],
    page: 'htmx.js',
    server: { websocket: ECHO },
  },
  {
    name: 'eventsource',
    dependency: 'eventsource',
    does: { byFetch: 'fetch' },
    page: 'polyfill.js',
    server: { byFetch: STREAM },
  },
  {
    name: 'event-source-polyfill',
    dependency: 'event-source-polyfill',
    does: { polyfill: 'XHR or fetch' },
    page: 'polyfill.js',
    server: { polyfill: STREAM },
  },
];
