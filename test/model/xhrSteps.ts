import fc from 'fast-check';
import { attempt } from '../kit/attempt.ts';
import type { PageWindow } from '../kit/page.ts';
import { next, stateOf, traceXhr } from '../kit/traceXhr.ts';

/** Where a call of a sequence leads. */
export type Target = 'ours' | 'own' | 'other' | 'stalled' | 'broken' | 'bad';

/** One thing that a page can do with an XHR. */
export type Step =
  | { do: 'open'; method: string; target: Target; async: boolean }
  | { do: 'setRequestHeader'; name: string; value: string }
  | { do: 'send'; body: string | null }
  | { do: 'abort' }
  | { do: 'responseType'; value: string }
  | { do: 'overrideMimeType'; type: string }
  /** Lets Clerk learn its session, and waits until nothing more happens. */
  | { do: 'wait' };

const method = fc.constantFrom('GET', 'GET', 'POST', 'POST', 'put', 'DELETE', 'TRACE', 'not one');
const target = fc.constantFrom<Target>('ours', 'ours', 'ours', 'own', 'own', 'other', 'stalled', 'broken', 'bad');
const open: fc.Arbitrary<Step> = fc
  .record<Step & { do: 'open' }>({
    do: fc.constant('open'),
    method,
    target,
    async: fc.constantFrom(true, true, true, true, true, false),
  })
  // A page would wait for such a call for ever.
  .filter(({ target, async }) => async || target !== 'stalled');
const send: fc.Arbitrary<Step> = fc.record({ do: fc.constant('send'), body: fc.constantFrom('body', '', null) });
const other: fc.Arbitrary<Step> = fc.oneof(
  fc.record<Step & { do: 'setRequestHeader' }>({
    do: fc.constant('setRequestHeader'),
    name: fc.constantFrom('X-A', 'x-a', 'Content-Type', 'Accept', 'not a name'),
    value: fc.constantFrom('1', 'text/plain', ''),
  }),
  fc.constant<Step>({ do: 'abort' }),
  fc.constant<Step>({ do: 'wait' }),
  fc.record<Step & { do: 'responseType' }>({
    do: fc.constant('responseType'),
    value: fc.constantFrom('', 'text', 'json', 'arraybuffer', 'nonsense'),
  }),
  fc.record<Step & { do: 'overrideMimeType' }>({
    do: fc.constant('overrideMimeType'),
    type: fc.constantFrom('text/plain', 'text/xml'),
  }),
);

/** Sequences in which any step may come at any time, and many calls get somewhere. */
export const sequences: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof(fc.tuple(open, send), fc.tuple(open, other, send), fc.tuple(fc.oneof(open, send, other))), {
    minLength: 1,
    maxLength: 7,
  })
  .map((lists) => [...lists.flat(), { do: 'wait' }]);

/** Whether a synchronous call is aborted before it is sent, which leaves an XHR of Firefox unusable. */
export function abortsSynchronous(steps: Step[]): boolean {
  let synchronous = false;
  for (const step of steps) {
    if (step.do === 'open') synchronous ||= !step.async;
    else if (step.do === 'abort' && synchronous) return true;
  }
  return false;
}

export interface Player {
  window: PageWindow;
  urlOf(target: Target): string;
  /** Whether Clerk does not know its session until the page waits. */
  held: boolean;
  upload: boolean;
}

/** Longest time of one `wait` step, in milliseconds. */
const LIMIT = 4000;

/** Plays a sequence with one XHR, and gives back all that the page can tell of it. */
export async function play(steps: Step[], { window, urlOf, held, upload }: Player): Promise<unknown> {
  const xhr = new window.XMLHttpRequest();
  const events = traceXhr(xhr, { upload });
  const trace: unknown[] = [];
  let opened: Target | undefined;
  let onItsWay: Target | undefined;
  xhr.addEventListener('loadend', () => {
    onItsWay = undefined;
  });
  if (held) window.Clerk?.control.become(undefined);

  const takers: { [Name in Step['do']]: (step: Step & { do: Name }) => unknown } = {
    open: ({ method, target, async }) => {
      xhr.open(method, urlOf(target), async);
      opened = target;
      onItsWay = undefined;
    },
    setRequestHeader: ({ name, value }) => xhr.setRequestHeader(name, value),
    send: ({ body }) => {
      onItsWay = opened;
      try {
        xhr.send(body);
      } catch (error) {
        onItsWay = undefined;
        throw error;
      }
    },
    abort: () => xhr.abort(),
    responseType: ({ value }) => {
      xhr.responseType = value as XMLHttpRequestResponseType;
    },
    overrideMimeType: ({ type }) => xhr.overrideMimeType(type),
    wait: async () => {
      window.Clerk?.control.become('sess_A');
      const end = onItsWay && next(xhr, onItsWay === 'stalled' ? 'progress' : 'loadend', 'loadend');
      // In Firefox, a call that follows an aborted synchronous one never ends, natively as well.
      const late = new Promise((resolve) => setTimeout(resolve, LIMIT, 'never ends'));
      if ((await Promise.race([end, late])) === 'never ends') return 'never ends';
      if (held) window.Clerk?.control.become(undefined);
      // What the page reads of credentials is the shim's doing (C5).
      return { ...stateOf(xhr), withCredentials: undefined };
    },
  };
  for (const step of steps) {
    const sending = onItsWay;
    const result = attempt(() => (takers[step.do] as (step: Step) => unknown)(step));
    // A send() that is refused changes nothing.
    if (step.do === 'send' && Array.isArray(result)) onItsWay = sending;
    trace.push([step.do, await result, xhr.readyState]);
  }
  trace.push(['abort', attempt(() => xhr.abort()), xhr.readyState]);
  // A held call starts when it goes out.
  return { trace, events: held ? events.filter((line) => !line.startsWith('loadstart')) : events };
}
