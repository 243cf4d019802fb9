import { at, newKey, type origins } from '../kit/page.ts';

const STREAM = JSON.stringify(['event: named\ndata: wörld\n\n', '…']);

/** The calls by their names, each with the endpoint that it goes to. */
const ENDPOINTS = {
  'fetch with an object': ['body', 'json'],
  'fetch with pairs': ['body', 'json'],
  'fetch with Headers': ['body', 'json'],
  XHR: ['body', 'json'],
  EventSource: ['sse', STREAM],
  WebSocket: ['ws-echo'],
  beacon: ['body', 'json'],
} satisfies Record<string, string[]>;

export type CallName = keyof typeof ENDPOINTS;
export const callNames = Object.keys(ENDPOINTS) as CallName[];

/** What came of them, by the name of the call. */
export type Answers = Partial<Record<CallName, unknown>>;

/** A key and a URL for each call to a server. */
export function callsTo(origin: keyof typeof origins, query: string) {
  const keys = {} as Record<CallName, string>;
  const urls = {} as Record<CallName, string>;
  for (const name of callNames) {
    keys[name] = newKey();
    urls[name] = at(origin, keys[name], ...ENDPOINTS[name]) + query;
  }
  return { keys, urls };
}

/** Runs in the page: one call of each kind, all at once. What throws or rejects is in the answers. */
export function allCalls(urls: Record<CallName, string>): Promise<Answers> {
  const answers: Answers = {};
  const init = (headers: HeadersInit) => ({ method: 'POST', headers, body: 'wörld' });
  const byFetch = (url: string, headers: HeadersInit) =>
    fetch(url, init(headers)).then((response) => response.text().then((text) => ({ status: response.status, text })));
  const byXhr = () =>
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      const events: string[] = [];
      for (const type of ['loadstart', 'load', 'error', 'abort']) xhr.addEventListener(type, () => events.push(type));
      xhr.addEventListener('loadend', () => resolve({ events, status: xhr.status, text: xhr.responseText }));
      xhr.open('POST', urls.XHR);
      xhr.setRequestHeader('X-CSRF-Token', 'secret');
      xhr.setRequestHeader('Content-Type', 'text/plain');
      xhr.send('wörld');
    });
  const byStream = () =>
    new Promise((resolve) => {
      const source = new EventSource(urls.EventSource);
      const seen: unknown[] = [source instanceof EventSource];
      source.onopen = () => seen.push('open');
      source.addEventListener('named', (event) => {
        source.close();
        resolve([...seen, (event as MessageEvent).data, source.readyState]);
      });
      source.onerror = () => {
        source.close();
        resolve([...seen, 'error']);
      };
    });
  const bySocket = () =>
    new Promise((resolve) => {
      const socket = new WebSocket(urls.WebSocket.replace('http', 'ws'), ['chat']);
      const seen: unknown[] = [socket instanceof WebSocket];
      socket.onopen = () => {
        seen.push('open', socket.protocol);
        socket.send('wörld');
      };
      socket.onmessage = ({ data }) => {
        seen.push(data);
        socket.close(1000);
      };
      socket.onclose = ({ code }) => resolve([...seen, code]);
    });
  // Each call has its own: some scripts write into what they are given.
  const object = () => ({ 'X-CSRF-Token': 'secret', 'Content-Type': 'text/plain' });
  const calls: Record<CallName, () => unknown> = {
    'fetch with an object': () => byFetch(urls['fetch with an object'], object()),
    'fetch with pairs': () => byFetch(urls['fetch with pairs'], Object.entries(object())),
    'fetch with Headers': () => byFetch(urls['fetch with Headers'], new Headers(object())),
    XHR: byXhr,
    EventSource: byStream,
    WebSocket: bySocket,
    beacon: () => navigator.sendBeacon(urls.beacon, 'wörld'),
  };
  const names = Object.keys(calls) as CallName[];
  const note = (name: CallName) => (answer: unknown) => {
    answers[name] = answer instanceof Error ? `${answer.name}: ${answer.message}` : answer;
  };
  const notes = names.map((name) => new Promise((resolve) => resolve(calls[name]())).then(note(name), note(name)));
  return Promise.all(notes).then(() => answers);
}
