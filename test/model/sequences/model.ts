import { type Carried, type Mode, mustCarry, type Session, waitsFor } from '../contract.ts';
import { type AnyCall, type Event, type FetchCall, isCall, type Step } from './steps.ts';

/** What the contract says of a call at one moment. */
export interface Expected {
  step: AnyCall;
  /** The name of its requests at the servers. */
  key: string;
  state: 'held' | 'waits for a token' | 'left' | 'ended';
  /** How often it reaches the server: `perhaps` where it ends in the task that sends it. */
  arrives: 'never' | 'once' | 'perhaps';
  /** What it carries when it leaves. */
  carries: Carried | undefined;
  /** The session whose token it waits for. */
  asked: Session;
  /** Whether it was held, or has waited for a token. */
  hasWaited: boolean;
  /** Whether the server is let answer, which it does once the call has left. */
  isAnswered: boolean;
  /** Whether the page has ended it. */
  isCut: boolean;
}

/**
 * What must become of the calls of a sequence: which wait and for what, when each leaves and with which session, and how
 * each ends. It plays along in both pages: in the page without the shim a call does not wait, but its answer does.
 */
export class Model {
  readonly calls: Expected[] = [];
  /** Keys of calls that must leave in this order: what was held for Clerk, and needs nothing else (D1). */
  readonly orders: string[][] = [];
  #isSharedAborted = false;

  /**
   * @param cookie the session of Clerk's cookie, which answers until Clerk has known its own (D8)
   */
  constructor(
    public session: Session,
    private readonly mode: Mode,
    private readonly newKey: () => string,
    private cookie?: string | undefined,
  ) {
    this.#become(session);
  }

  take(step: Step): void {
    if (isCall(step)) this.#make(step);
    else if (step.do === 'become') this.#become(step.session);
    else if (step.do === 'tokens') this.#giveTokens(step.come === 'all');
    else this.#happen(step);
    for (const call of this.calls) if (call.state === 'left' && call.isAnswered) call.state = 'ended';
  }

  /** The call that an event is about. */
  find({ back }: Event): Expected | undefined {
    return this.calls[this.calls.length - 1 - back];
  }

  /** The call that is under way with an XHR object. */
  underWay(object: number): Expected | undefined {
    return this.calls.find(({ step, state }) => step.do === 'xhr' && step.object === object && state !== 'ended');
  }

  /** The last call whose `Request` has a body that is used by now. */
  used(): Expected | undefined {
    const isUsed = (step: AnyCall) =>
      step.do === 'fetch' && step.input === 'Request' && step.body !== 'undefined' && step.signal === 'none';
    return [...this.calls].reverse().find(({ step }) => isUsed(step));
  }

  waiting(): Expected[] {
    return this.calls.filter(({ state }) => state === 'waits for a token');
  }

  #make(step: AnyCall): void {
    const isRefused = step.do === 'fetch' && this.#refuses(step);
    const before = step.do === 'xhr' && this.underWay(step.object);
    if (before) this.#end(before);
    if (step.do === 'xhr' && step.becomes !== 'what it is') this.#become(step.becomes);
    const call: Expected = {
      step,
      key: this.newKey(),
      state: 'ended',
      arrives: 'never',
      carries: undefined,
      asked: undefined,
      hasWaited: false,
      isAnswered: step.do === 'synchronous',
      isCut: false,
    };
    this.calls.push(call);
    if (!isRefused) this.#send(call);
    if (step.do === 'synchronous' || !step.cut || (step.do === 'fetch' && step.signal === 'none')) return;
    this.#abort(call);
    if (call.arrives === 'once') call.arrives = 'perhaps';
  }

  /** Native refuses it at once. */
  #refuses({ answer, input, signal }: FetchCall): boolean {
    return (
      answer === 'bad URL' || (input === 'again' && !!this.used()) || (signal === 'shared' && this.#isSharedAborted)
    );
  }

  #send(call: Expected): void {
    const { do: kind, origin, header } = call.step;
    const hasOwnToken = header === 'Authorization';
    const facts = { isOurs: origin !== 'foreign', isSynchronous: kind === 'synchronous', hasOwnToken };
    const wait = !this.cookie && waitsFor(facts, this.session, this.mode);
    if (wait) this.#wait(call, wait === 'the session' ? 'held' : 'waits for a token');
    else this.#leave(call, !hasOwnToken);
  }

  #wait(call: Expected, state: 'held' | 'waits for a token'): void {
    call.state = state;
    call.asked = this.session;
    call.hasWaited = true;
  }

  #leave(call: Expected, hasToken: boolean): void {
    call.state = 'left';
    call.arrives = 'once';
    call.carries = mustCarry(
      { isOurs: call.step.origin !== 'foreign', hasToken },
      this.cookie ?? this.session,
      this.mode,
    );
  }

  #become(session: Session): void {
    this.session = session;
    if (session === undefined) return;
    this.cookie = undefined;
    const held = this.calls.filter(({ state }) => state === 'held');
    for (const call of held) this.#send(call);
    this.orders.push(held.filter((call) => call.state === 'left' && !this.#needsMore(call)).map(({ key }) => key));
  }

  /** Whether a call may wait for something of its own. */
  #needsMore({ step }: Expected): boolean {
    return step.do === 'fetch' && step.input === 'Request' && step.body !== 'undefined';
  }

  #giveTokens(areThere: boolean): void {
    for (const call of this.waiting()) {
      if (call.asked === this.session) this.#leave(call, areThere);
      else this.#send(call);
    }
  }

  #happen(event: Event): void {
    const call = this.find(event);
    if (!call || call.state === 'ended') return;
    if (event.do === 'answer') call.isAnswered = true;
    if (event.do === 'abort') this.#abort(call);
    if (event.do === 'time out' && call.step.do === 'xhr') {
      // One that waits never leaves.
      call.state = 'ended';
      // The answer must not be faster.
      call.isAnswered = false;
    }
  }

  #abort(call: Expected): void {
    const { step } = call;
    if (step.do === 'synchronous' || (step.do === 'fetch' && step.signal === 'none')) return;
    if (step.do === 'xhr' || step.signal === 'own') {
      this.#end(call);
      return;
    }
    this.#isSharedAborted = true;
    for (const other of this.calls) if (other.step.do === 'fetch' && other.step.signal === 'shared') this.#end(other);
  }

  /** Ends a call before it is answered; one that waits never leaves. */
  #end(call: Expected): void {
    call.isCut ||= call.state !== 'ended';
    call.state = 'ended';
  }
}
