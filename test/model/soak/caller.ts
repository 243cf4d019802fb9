import { origins, type PageWindow } from '../../kit/page.ts';
import { withGetters } from '../../kit/withGetters.ts';
import { markOf } from './carried.ts';
import type { Ledger } from './ledger.ts';
import type { PlannedCall } from './plan.ts';

/** XHR objects that are used again and again. */
const REUSED = 4;
/** A later abort comes so many calls later. */
const LATER = 3;
/** In ms: longer than any call takes, and shorter than some are held. */
const TIMEOUT = 20_000;

type End = (how: string) => void;

/** An XHR object, and the call that it is under way for. */
interface Slot {
  xhr: XMLHttpRequest;
  n: number | undefined;
  end: End;
}

/** Makes the calls of one page as they were planned, and tells the ledger of each. */
export class Caller {
  #made = 0;
  readonly #reused: Slot[] = [];
  readonly #aborts: { at: number; abort: () => void }[] = [];
  /** URLs of calls that were answered, as the page reads them back and as the server repeats them, with the session ID. */
  readonly #read: Partial<Record<PlannedCall['origin'], string[]>> = {};
  /** A signal that lives as long as the page. */
  readonly #signal: AbortSignal;

  /** @param run the name of its calls at the servers */
  constructor(
    private readonly window: PageWindow,
    private readonly run: string,
    private readonly ledger: Ledger,
  ) {
    this.#signal = new window.AbortController().signal;
  }

  make(call: PlannedCall): void {
    const n = this.#made++;
    while (this.#aborts[0] && this.#aborts[0].at <= n) this.#aborts.shift()?.abort();
    this.ledger.make(n, call);
    const end: End = (how) => this.ledger.end(n, how);
    if (call.api === 'fetch') this.#fetch(n, call, end);
    else if (call.api === 'synchronous xhr') this.#synchronous(n, call, end);
    else this.#xhr(n, call, end);
  }

  #fetch(n: number, call: PlannedCall, end: End): void {
    const { AbortController, Request, URL, document } = this.window;
    const url = this.#urlOf(n, call);
    const controller = call.abort === 'never' ? undefined : new AbortController();
    const signal = controller?.signal ?? (call.limit ? this.#signal : undefined);
    const members: RequestInit = {
      method: methodOf(call),
      ...(call.body !== 'none' && { body: this.#bodyOf(n, call) }),
      ...(call.header && { headers: { 'X-Busy': 'yes' } }),
      ...(signal && { signal }),
    };
    const init = call.getters ? withGetters(members) : members;
    const answer =
      call.input === 'Request'
        ? this.window.fetch(new Request(url, init))
        : this.window.fetch(call.input === 'URL' ? new URL(url, document.baseURI) : url, init);
    answer
      .then(async (response) => {
        const text = await response.text();
        this.#keep(call, response.url, text);
        end('answered');
      })
      .catch((error: Error) => end(`${error.name}: ${error.message}`));
    if (controller) this.#abort(n, call, () => controller.abort());
  }

  #xhr(n: number, call: PlannedCall, end: End): void {
    const slot = this.#slotOf(n, call);
    const { xhr } = slot;
    xhr.open(methodOf(call), this.#urlOf(n, call));
    // Opened for another call, it says nothing more of the one before.
    if (slot.n !== undefined) {
      this.ledger.cut(slot.n);
      slot.end('opened anew');
    }
    Object.assign(slot, { n, end });
    const over = (how: string) => {
      slot.n = undefined;
      end(how);
    };
    xhr.timeout = call.limit ? TIMEOUT : 0;
    if (call.header) xhr.setRequestHeader('X-Busy', 'yes');
    xhr.onload = () => {
      this.#keep(call, xhr.responseURL, xhr.responseText);
      over('answered');
    };
    xhr.onerror = xhr.onabort = xhr.ontimeout = ({ type }) => over(type);
    xhr.send(this.#bodyOf(n, call));
    if (call.abort !== 'never') this.#abort(n, call, () => slot.n === n && xhr.abort());
  }

  #synchronous(n: number, call: PlannedCall, end: End): void {
    const xhr = new this.window.XMLHttpRequest();
    xhr.open(methodOf(call), this.#urlOf(n, call), false);
    if (call.header) xhr.setRequestHeader('X-Busy', 'yes');
    xhr.send(this.#bodyOf(n, call));
    this.#keep(call, xhr.responseURL, xhr.responseText);
    end('answered');
  }

  #slotOf(n: number, { api }: PlannedCall): Slot {
    const place = n % REUSED;
    const slot = (api === 'reused xhr' && this.#reused[place]) || {
      xhr: new this.window.XMLHttpRequest(),
      n: undefined,
      end() {},
    };
    if (api === 'reused xhr') this.#reused[place] = slot;
    return slot;
  }

  #abort(n: number, { abort }: PlannedCall, action: () => void): void {
    const cut = () => {
      this.ledger.cut(n);
      action();
    };
    if (abort === 'at once') cut();
    else this.#aborts.push({ at: n + LATER, abort: cut });
  }

  #urlOf(n: number, { origin, url }: PlannedCall): string {
    const read = url === 'read back' && this.#read[origin]?.[n % 2];
    if (read) return read.replace(/([?&]n=)\d+/, `$1${n}`);
    const path = `tally/${this.run}/call?n=${n}`;
    const root = url === 'relative' && origin === 'page' ? ['/', '../../'][n % 2] : `${origins[origin]}/`;
    return root + path + (url === 'fragment' ? '&q=%7e#part' : '');
  }

  #keep({ origin }: PlannedCall, readBack: string, answer: string): void {
    const { next } = JSON.parse(answer) as { next: string };
    this.#read[origin] = [readBack, origins[origin] + next];
  }

  #bodyOf(n: number, { body }: PlannedCall): XMLHttpRequestBodyInit | null {
    const { Blob, FormData, TextEncoder, URLSearchParams } = this.window;
    const text = markOf(n);
    if (body === 'text') return text;
    if (body === 'params') return new URLSearchParams({ text });
    if (body === 'blob') return new Blob([text]);
    if (body === 'bytes') return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
    if (body === 'none') return null;
    const form = new FormData();
    form.append('text', text);
    return form;
  }
}

const methodOf = ({ body }: PlannedCall) => (body === 'none' ? 'GET' : 'POST');
