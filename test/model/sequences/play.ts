import { attempt } from '../../kit/attempt.ts';
import { bodies } from '../../kit/bodies.ts';
import { describe } from '../../kit/fetchOnce.ts';
import { at, engine, newKey, type PageWindow, received, release } from '../../kit/page.ts';
import { clerkOf } from '../../kit/session.ts';
import { next, stateOf, traceXhr } from '../../kit/traceXhr.ts';
import { holdsWithin } from '../../kit/until.ts';
import { withGetters } from '../../kit/withGetters.ts';
import type { Mode } from '../contract.ts';
import { type Expected, Model } from './model.ts';
import type { Answer, AnyCall, Event, FetchCall, Sequence, Step, SynchronousCall, Tokens, XhrCall } from './steps.ts';

/** Longest wait for the end of a call, in ms. */
const LIMIT = 4000;
/** The session of Clerk's cookie. */
export const COOKIE_SESSION = 'sess_cookie';
/** In ms: a timeout that is not over until a step says so. */
const LONG = 60_000;

const ANSWERS: Record<Answer, (string | number)[]> = {
  json: ['body', 'json'],
  xml: ['body', 'xml'],
  'error 500': ['status', 500],
  redirect: ['redirect', 302],
  truncated: ['truncate'],
  closed: ['close'],
  'no CORS': ['body', 'json'],
  'bad URL': [],
};

/** A call that has been made. */
interface Made {
  abort(): void;
  /** Resolves at its end, with what can be read then. */
  end: Promise<unknown>;
  request?: Request;
  xhr?: XMLHttpRequest;
  /** Whether it is known to have reached the server, and its end to have been told. */
  hasArrived: boolean;
  isOver: boolean;
}

/** Plays a sequence in one page, and notes all that the page can tell of it. */
export class Player {
  readonly model: Model;
  /** What came of each step, and of each call when it ended. */
  readonly trace: unknown[] = [];
  readonly #made = new Map<Expected, Made>();
  readonly #objects = new Map<number, { xhr: XMLHttpRequest; events: string[] }>();
  readonly #shared: AbortController;
  readonly #tokens: ((come: Tokens['come']) => void)[] = [];
  #asked = 0;

  constructor(
    private readonly window: PageWindow,
    private readonly sequence: Sequence,
    mode: Mode,
  ) {
    this.model = new Model(sequence.start, mode, newKey, sequence.isWarm ? COOKIE_SESSION : undefined);
    this.#shared = new window.AbortController();
    clerkOf(window).tokens(
      (session) =>
        new Promise((resolve, reject) => {
          this.#asked++;
          this.#tokens.push((come) => {
            if (come === 'as errors') reject(new Error('Clerk has no token'));
            else resolve(come === 'all' ? `token-of-${session}` : null);
          });
        }),
    );
    clerkOf(window).become(sequence.start);
  }

  /** Plays to the end: every call is answered at last, unless it has ended otherwise. */
  async play(): Promise<void> {
    for (const step of this.sequence.steps) await this.#take(step);
    const { calls } = this.model;
    for (const back of calls.keys()) await this.#take({ do: 'answer', back });
    await this.#take({ do: 'become', session: 'sess_A' });
    while (this.model.waiting().length) await this.#take({ do: 'tokens', come: 'all' });
    this.#giveTokens('all');
    for (const { key } of calls) await release(key);
    for (const [object, { events }] of this.#objects) this.trace.push([object, this.#eventsOf(object, events)]);
  }

  async #take(step: Step): Promise<void> {
    const asked = this.#asked;
    const waiting = new Set(this.model.waiting());
    const target = 'back' in step ? this.model.find(step) : undefined;
    const isOver = target?.state === 'ended';
    const replaced = step.do === 'xhr' ? this.model.underWay(step.object) : undefined;
    this.model.take(step);
    // Opened for another call, an object says nothing more of the one before.
    if (replaced) Object.assign(this.#of(replaced), { isOver: true });
    this.trace.push([step.do, this.#perform(step, isOver ? undefined : target)]);
    const asking = this.model.waiting().filter((call) => step.do === 'tokens' || !waiting.has(call));
    if (this.window.ClerkAjax && !(await holdsWithin(LIMIT, () => this.#asked >= asked + asking.length)))
      throw new Error(`Clerk was asked for ${this.#asked - asked} tokens after "${step.do}", not for ${asking.length}`);
    await this.#settle();
  }

  #perform(step: Step, target: Expected | undefined): unknown {
    if (step.do === 'fetch') return this.#fetch(step);
    if (step.do === 'xhr') return this.#xhr(step);
    if (step.do === 'synchronous') return this.#synchronous(step);
    if (step.do === 'become') return clerkOf(this.window).become(step.session);
    if (step.do === 'tokens') return this.#giveTokens(step.come);
    return target && this.#happen(step, this.#of(target));
  }

  #giveTokens(come: Tokens['come']): void {
    for (const give of this.#tokens.splice(0)) give(come);
  }

  #happen({ do: what }: Event, { abort, request, xhr }: Made): unknown {
    if (what === 'abort') return attempt(abort);
    if (what === 'time out' && xhr) xhr.timeout = 1;
    if (what !== 'poke') return;
    if (!xhr) return request?.bodyUsed;
    return [
      attempt(() => xhr.send('x')),
      attempt(() => xhr.setRequestHeader('X-B', '1')),
      attempt(() => {
        xhr.responseType = 'json';
      }),
      xhr.readyState,
    ];
  }

  #fetch(step: FetchCall): unknown {
    const { AbortController, Request, URL } = this.window;
    const { key } = this.#last();
    const url = urlOf(step, key);
    const own = new AbortController();
    const { signal } = step.signal === 'shared' ? this.#shared : own;
    const members: RequestInit = {
      method: step.method,
      body: bodies[step.body]?.(this.window) as BodyInit,
      ...(step.header !== 'none' && { headers: { [step.header]: 'own' } }),
      ...(step.signal !== 'none' && { signal }),
    };
    const init = step.getters ? withGetters(members) : members;
    const used = step.input === 'again' ? this.model.used() : undefined;
    const request = used ? this.#of(used).request : isRequest(step) ? new Request(url, init) : undefined;
    const inputs = { URL: () => new URL(url), object: () => ({ toString: () => url }) };
    const input = step.input === 'URL' || step.input === 'object' ? inputs[step.input]() : url;
    const promise = request ? this.window.fetch(request) : this.window.fetch(input as string, init);
    const abort = () => {
      if (step.signal === 'shared') this.#shared.abort();
      if (step.signal === 'own') own.abort();
    };
    this.#note({ abort, end: describe(this.window, promise), ...(request && { request }) });
    if (step.cut) abort();
    return request?.bodyUsed;
  }

  #xhr(step: XhrCall): unknown {
    const { key } = this.#last();
    const { xhr } = this.#objectOf(step);
    xhr.open(step.method, urlOf(step, key));
    xhr.timeout = LONG;
    xhr.responseType = step.responseType;
    if (step.header !== 'none') xhr.setRequestHeader(step.header, 'own');
    const end = next(xhr, 'loadend').then(() => readable(xhr, step));
    const abort = () => xhr.abort();
    this.#note({ abort, end, xhr });
    if (step.becomes !== 'what it is') clerkOf(this.window).become(step.becomes);
    xhr.send(bodies[step.body]?.(this.window) as XMLHttpRequestBodyInit);
    if (step.cut) abort();
    return xhr.readyState;
  }

  #synchronous(step: SynchronousCall): unknown {
    const { key } = this.#last();
    const xhr = new this.window.XMLHttpRequest();
    this.#note({ abort() {}, end: Promise.resolve() });
    xhr.open(step.method, urlOf(step, key), false);
    if (step.header !== 'none') xhr.setRequestHeader(step.header, 'own');
    const sent = attempt(() => xhr.send(bodies[step.body]?.(this.window) as XMLHttpRequestBodyInit));
    return [sent, readable(xhr, step)];
  }

  /** Waits until all has happened that must by now. */
  async #settle(): Promise<void> {
    for (const [call, made] of this.#made) {
      if (call.arrives !== 'once' || made.hasArrived) continue;
      await received(call.key, 1);
      made.hasArrived = true;
    }
    for (const [call, made] of this.#made) {
      if (call.state !== 'ended' || made.isOver) continue;
      if (call.isAnswered) await release(call.key);
      const late = new Promise((resolve) => setTimeout(resolve, LIMIT, 'never ends'));
      const end = await Promise.race([made.end, late]);
      // In WebKit, what an object sends in the last event of a call that has failed never ends, natively as well.
      await new Promise((resolve) => setTimeout(resolve));
      made.isOver = true;
      this.trace.push([[...this.#made.keys()].indexOf(call), this.#endOf(call, end)]);
    }
  }

  /** WebKit says "Fetch is aborted" natively, and gives the reason where a call has waited. */
  #endOf({ step, isCut }: Expected, end: unknown): unknown {
    return engine === 'webkit' && step.do === 'fetch' && isCut ? Object.keys(end as object) : end;
  }

  /** A call that waits starts later, and the shim itself ends it when its own timeout is over. */
  #eventsOf(object: number, events: string[]): string[] {
    const hasWaited = this.model.calls.some(
      (call) => call.step.do === 'xhr' && call.step.object === object && call.hasWaited,
    );
    if (!hasWaited) return events;
    return events.filter((line) => !line.startsWith('loadstart')).map((line) => line.replace(/ not trusted$/, ''));
  }

  #objectOf({ object }: XhrCall) {
    const known = this.#objects.get(object);
    if (known) return known;
    const xhr = new this.window.XMLHttpRequest();
    const made = { xhr, events: traceXhr(xhr) };
    this.#objects.set(object, made);
    return made;
  }

  #note(made: Omit<Made, 'hasArrived' | 'isOver'>): void {
    this.#made.set(this.#last(), { ...made, hasArrived: false, isOver: false });
  }

  #of(call: Expected): Made {
    return this.#made.get(call) as Made;
  }

  #last(): Expected {
    return this.model.calls[this.model.calls.length - 1] as Expected;
  }
}

/** One whose body is used already is made by hand where there is no earlier one. */
const isRequest = ({ input }: FetchCall) => input === 'Request';

/** What the page reads of credentials is the shim's doing (C5), but for calls that are not ours. */
const readable = (xhr: XMLHttpRequest, { origin }: AnyCall) => ({
  ...stateOf(xhr),
  // Firefox keeps the URL of a request that has failed, and an empty buffer. A call whose timeout is over while it is held has none (D6).
  ...(!xhr.status && { responseURL: '', response: '' }),
  ...(origin !== 'foreign' && { withCredentials: undefined }),
});

function urlOf(step: AnyCall, key: string): string {
  const { origin, answer } = step;
  if (answer === 'bad URL') return 'http://[';
  const modifiers = answer === 'no CORS' ? ['cors', 'none'] : [];
  // The page cannot let the server answer while it waits for that.
  if (step.do !== 'synchronous') modifiers.push('until', key);
  const target = answer === 'redirect' ? [at(origin, key, 'body', 'text')] : [];
  return at(origin, key, ...modifiers, ...ANSWERS[answer], ...target);
}
