import { attempt } from './attempt.ts';

const EVENTS = ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend'];

/**
 * Notes every event of an XHR, with what the page can read at that moment.
 *
 * @param options `upload` listens there as well; without `sizes` the number of bytes is left out: Firefox separates form
 * data by strings of random length
 */
export function traceXhr(xhr: XMLHttpRequest, { upload = false, sizes = true } = {}): string[] {
  const lines: string[] = [];
  const note = (event: Event, where: string) => {
    const name = `${where}${event.type}`;
    const amount = 'loaded' in event ? ` ${amountOf(event as ProgressEvent, sizes)}` : '';
    const status = xhr.status ? ` ${xhr.status} ${xhr.statusText}` : '';
    const start = lines.map((other) => other.startsWith('loadstart')).lastIndexOf(true);
    const trust = event.isTrusted ? '' : ' not trusted';
    if (event.type === 'progress') {
      // How often, and when, an engine tells of progress is a matter of timing; what it tells at last is not.
      const before = lines.findIndex((other, i) => i > start && other.startsWith(name));
      lines.splice(before < 0 ? lines.length : before, 1, `${name}${amount}${trust}`);
      return;
    }
    const line = `${name} @${xhr.readyState}${amount}${status}${trust}`;
    if (!line.startsWith('readystatechange @3') || !lines.slice(start + 1).includes(line)) lines.push(line);
  };
  xhr.addEventListener('readystatechange', (event) => note(event, ''));
  for (const type of EVENTS) {
    xhr.addEventListener(type, (event) => note(event, ''));
    if (upload) xhr.upload.addEventListener(type, (event) => note(event, 'upload '));
  }
  return lines;
}

function amountOf({ loaded, total, lengthComputable }: ProgressEvent, sizes: boolean): string {
  if (sizes) return `${loaded}/${total}${lengthComputable ? '' : '?'}`;
  return `${loaded && (loaded === total ? 'all' : 'some')}${lengthComputable ? '' : '?'}`;
}

/** What the page can read from an XHR. */
export function stateOf(xhr: XMLHttpRequest): object {
  return {
    readyState: xhr.readyState,
    status: xhr.status,
    statusText: xhr.statusText,
    responseURL: xhr.responseURL,
    responseType: xhr.responseType,
    response: attempt(() => xhr.response),
    responseText: attempt(() => xhr.responseText),
    responseXML: attempt(() => xhr.responseXML),
    timeout: xhr.timeout,
    withCredentials: xhr.withCredentials,
    header: xhr.getResponseHeader('X-Test'),
    headers: xhr
      .getAllResponseHeaders()
      .split('\r\n')
      .filter((line) => !/^date:/i.test(line))
      .sort(),
  };
}

/** Resolves at the next event of one of these types. */
export function next(xhr: XMLHttpRequestEventTarget, ...types: string[]): Promise<void> {
  return new Promise((resolve) => {
    for (const type of types) xhr.addEventListener(type, () => resolve(), { once: true });
  });
}

/** Resolves when an XHR is in this state, or past it. */
export function reaches(xhr: XMLHttpRequest, readyState: number): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (xhr.readyState >= readyState) resolve();
    };
    xhr.addEventListener('readystatechange', check);
    check();
  });
}
