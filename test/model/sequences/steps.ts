import fc from 'fast-check';
import type { bodies } from '../../kit/bodies.ts';

/** What the server does when it is let answer, or what else becomes of the call. */
export type Answer = 'json' | 'xml' | 'error 500' | 'redirect' | 'truncated' | 'closed' | 'no CORS' | 'bad URL';

interface Call {
  method: 'GET' | 'POST' | 'put' | 'DELETE';
  body: keyof typeof bodies;
  header: 'none' | 'X-A' | 'Authorization';
  /** Calls to the last of these are not ours. */
  origin: 'backend' | 'page' | 'foreign';
  answer: Answer;
}

export interface FetchCall extends Call {
  do: 'fetch';
  /** `again` is the `Request` of an earlier call, whose body is used. */
  input: 'string' | 'URL' | 'object' | 'Request' | 'again';
  /** Whether `init` has getters, so that native alone reads it. */
  getters: boolean;
  signal: 'none' | 'own' | 'shared';
  /** Whether it is aborted in the task that makes it. */
  cut: boolean;
}

export interface XhrCall extends Call {
  do: 'xhr';
  /** Which object makes it: one that is under way is opened anew. */
  object: 0 | 1 | 2;
  responseType: '' | 'json' | 'arraybuffer';
  /** What the session becomes between `open()` and `send()`. */
  becomes: 'what it is' | 'sess_B' | null | undefined;
  cut: boolean;
}

export interface SynchronousCall extends Call {
  do: 'synchronous';
}

export type AnyCall = FetchCall | XhrCall | SynchronousCall;

/** Something that happens to a call: the one that was made so many calls before the last. */
export interface Event {
  /** `poke` does what an XHR refuses while it is under way. */
  do: 'answer' | 'abort' | 'time out' | 'poke';
  back: number;
}

/** One thing that the page, its user, Clerk or a server does. */
export type Step = AnyCall | Event | Become | Tokens;

export interface Become {
  do: 'become';
  session: 'sess_A' | 'sess_B' | null | undefined;
}

/** What becomes of the tokens that Clerk was asked for. */
export interface Tokens {
  do: 'tokens';
  come: 'all' | 'as null' | 'as errors';
}

export interface Sequence {
  /** The session at the start. */
  start: 'sess_A' | null | undefined;
  /** Whether Clerk's cookie answers until Clerk has known its session (D8). */
  isWarm: boolean;
  steps: Step[];
}

const call = fc.record<Call>({
  method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'put', 'DELETE'),
  body: fc.constantFrom('undefined', 'a string', 'FormData', 'URLSearchParams', 'a Blob with a type', 'an ArrayBuffer'),
  header: fc.constantFrom('none', 'none', 'none', 'X-A', 'Authorization'),
  origin: fc.constantFrom('backend', 'backend', 'backend', 'page', 'page', 'foreign'),
  answer: fc.constantFrom('json', 'json', 'json', 'xml', 'error 500', 'redirect', 'truncated', 'closed', 'no CORS'),
});

/** Without CORS, a preflight would fail before the server is let answer. */
const simple = <Some extends Call>(it: Some): Some =>
  it.answer === 'no CORS' ? { ...it, method: 'GET', body: 'undefined', header: 'none' } : it;

const rarely = fc.constantFrom(true, false, false, false, false, false);

const fetchCall = fc
  .tuple(
    call,
    fc.record<Omit<FetchCall, keyof Call>>({
      do: fc.constant('fetch'),
      input: fc.constantFrom('string', 'string', 'URL', 'object', 'Request', 'Request', 'again'),
      getters: rarely,
      signal: fc.constantFrom('none', 'own', 'own', 'shared'),
      cut: rarely,
    }),
    fc.constantFrom(true, ...Array(9).fill(false)),
  )
  .map(([one, other, isBad]): FetchCall => {
    const all = simple({ ...one, ...other });
    if (isBad) return { ...all, input: 'string', answer: 'bad URL' };
    return all.method === 'GET' ? { ...all, body: 'undefined' } : all;
  });

const xhrCall = fc
  .tuple(
    call,
    fc.record<Omit<XhrCall, keyof Call>>({
      do: fc.constant('xhr'),
      object: fc.constantFrom(0, 0, 1, 2),
      responseType: fc.constantFrom('', '', 'json', 'arraybuffer'),
      becomes: fc.constantFrom(...Array(9).fill('what it is'), 'sess_B', null, undefined),
      cut: rarely,
    }),
  )
  .map(([one, other]): XhrCall => simple({ ...one, ...other }));

const synchronousCall = call.map((one): SynchronousCall => simple({ ...one, do: 'synchronous' }));

const back = fc.constantFrom(0, 0, 1, 2, 3);
const event = (name: Event['do']) => fc.record<Event>({ do: fc.constant(name), back });

const become = (...sessions: Become['session'][]) =>
  fc.record<Become>({ do: fc.constant('become'), session: fc.constantFrom(...sessions) });
const tokens = fc.record<Tokens>({
  do: fc.constant('tokens'),
  come: fc.constantFrom('all', 'all', 'all', 'as null', 'as errors'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fetchCall },
  { weight: 4, arbitrary: xhrCall },
  { weight: 1, arbitrary: synchronousCall },
  { weight: 4, arbitrary: event('answer') },
  { weight: 2, arbitrary: event('abort') },
  { weight: 1, arbitrary: event('time out') },
  { weight: 1, arbitrary: event('poke') },
  { weight: 3, arbitrary: become('sess_A', 'sess_B', null, undefined) },
  { weight: 3, arbitrary: tokens },
);

const asynchronousCall = fc.oneof(fetchCall, xhrCall);

/** What comes together too rarely by chance, between other steps. */
const phrase: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(step) },
  // Two calls are held.
  {
    weight: 1,
    arbitrary: fc.tuple(become(undefined), asynchronousCall, asynchronousCall, become('sess_A', 'sess_B', null)),
  },
  // Something happens to a held call.
  {
    weight: 1,
    arbitrary: fc.tuple(
      become(undefined),
      asynchronousCall,
      fc.constantFrom<Event>({ do: 'abort', back: 0 }, { do: 'time out', back: 0 }, { do: 'poke', back: 0 }),
    ),
  },
  // The account is switched while a call waits for its token.
  { weight: 1, arbitrary: fc.tuple(become('sess_A'), asynchronousCall, become('sess_B', null, undefined), tokens) },
  // An object that has made a call of ours makes one that is not.
  {
    weight: 1,
    arbitrary: fc.tuple(xhrCall, xhrCall).map(([first, second]): Step[] => [
      { ...first, origin: 'backend' },
      { do: 'answer', back: 0 },
      { ...second, object: first.object, origin: 'foreign' },
    ]),
  },
);

export const isCall = (step: Step): step is AnyCall =>
  step.do === 'fetch' || step.do === 'xhr' || step.do === 'synchronous';

/** A browser has six connections to a server, and the test itself needs one. */
const MOST_AT_AN_ORIGIN = 4;

const fits = ({ steps }: Sequence) =>
  (['backend', 'page', 'foreign'] as const).every(
    (origin) => steps.filter((one) => isCall(one) && one.origin === origin).length <= MOST_AT_AN_ORIGIN,
  );

/**
 * Several calls of different kinds at once, with all that may happen between them.
 *
 * @param preflights whether simple calls have a preflight, too, which fails without CORS before the server is let answer
 */
export const sequences = (preflights: boolean): fc.Arbitrary<Sequence> =>
  fc
    .record<Sequence>({
      start: fc.constantFrom('sess_A', 'sess_A', null, undefined, undefined),
      isWarm: fc.boolean(),
      steps: fc.array(phrase, { minLength: 1, maxLength: 8 }).map((phrases) => phrases.flat()),
    })
    .filter(fits)
    .filter(({ steps }) => !preflights || !steps.some((one) => isCall(one) && one.answer === 'no CORS'));
