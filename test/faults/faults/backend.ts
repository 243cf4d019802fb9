import { BOTH, type Mode } from '../../model/contract.ts';
import { type Answers, type Fault, type Sight, withoutSession, withSession } from '../fault.ts';
import { STALLS } from '../stalls.ts';

interface Failure {
  /** As in "the backend …". */
  name: string;
  answers: Answers;
  /** What the first call sees natively: to be sure that the fault is one. */
  sees: Sight | ((mode: Mode) => Sight);
  happens?: Fault['happens'];
}

const letGo: Fault['happens'] = ({ release }) => release();

const failures: readonly Failure[] = [
  { name: 'refuses the connection', answers: { by: 'closed' }, sees: 'failure' },
  {
    name: 'never answers, until the connection is cut',
    answers: {
      by: 'fragile',
      // A synchronous call stops the test, which could not let it go.
      ending: (_, key, column) =>
        column === 'sync' ? ['delay', 200, 'read', 'close'] : ['until', key, 'read', 'close'],
      isSlow: true,
      isCut: true,
    },
    happens: letGo,
    sees: 'failure',
  },
  {
    name: 'stops in the middle of its answer, until the connection is cut',
    answers: {
      by: 'fragile',
      ending: (_target, _key, column) => (column === 'sync' ? ['delay', 200, 'read', 'truncate'] : ['read', ...STALLS]),
      isSlow: true,
    },
    happens: letGo,
    sees: 'broken answer',
  },
  {
    name: 'cuts the connection before it answers',
    answers: { by: 'fragile', ending: () => ['read', 'close'], isCut: true },
    sees: 'failure',
  },
  {
    name: 'cuts the connection in the middle of its answer',
    answers: { by: 'backend', ending: () => ['read', 'truncate'] },
    sees: 'broken answer',
  },
  {
    name: 'redirects to itself',
    answers: { by: 'backend', ending: (target) => ['redirect', 307, target('itself')], isForFew: true },
    sees: 'answer',
  },
  {
    name: 'redirects to the page',
    answers: { by: 'backend', ending: (target) => ['redirect', 307, target('page')] },
    sees: 'answer',
  },
  {
    name: 'redirects to a foreign origin',
    answers: { by: 'backend', ending: (target) => ['redirect', 307, target('foreign')] },
    sees: 'answer',
  },
  {
    name: 'allows no origin (CORS)',
    answers: { by: 'backend', modifiers: ['cors', 'none'] },
    sees: 'failure',
  },
  {
    name: 'allows the origin `*`',
    answers: { by: 'backend', modifiers: ['cors', 'any'] },
    sees: ({ credentials }) => (credentials ? 'failure' : 'answer'),
  },
  {
    name: 'allows no headers',
    answers: { by: 'backend', modifiers: ['cors', 'no-headers'] },
    sees: ({ token }) => (token ? 'failure' : 'answer'),
  },
  {
    name: 'refuses preflights',
    answers: { by: 'backend', modifiers: ['cors', 'refuse'] },
    sees: ({ token }) => (token ? 'failure' : 'answer'),
  },
  { name: 'answers with 401', answers: { by: 'backend', ending: () => ['status', 401] }, sees: 'answer' },
  { name: 'answers with 500', answers: { by: 'backend', ending: () => ['status', 500] }, sees: 'answer' },
];

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Each failure, with the session known. */
export const backendFaults: readonly Fault[] = failures.map(({ name, answers, sees, happens }) => ({
  rules: 'E1 B5',
  name: `the backend ${name}`,
  head: () => [{ clerk: { session: 'sess_A' } }],
  answers,
  sees: typeof sees === 'string' ? () => sees : sees,
  ...(happens ? { happens } : {}),
  becomes: { usual: withSession(), sync: withSession(), later: withSession() },
}));

/** The same with all that can be sent, while Clerk is loading as the calls are made. */
export const heldBackendFaults: readonly Fault[] = backendFaults.map((fault) => ({
  ...fault,
  rules: `D1 ${fault.rules}`,
  name: `${fault.name}, and Clerk is slow`,
  modes: [BOTH],
  event: 'when Clerk knows its session',
  head: () => [{ clerk: {} }],
  async happens(stage) {
    stage.clerk().become('sess_A');
    // The calls are to find the backend as it is.
    await pause(100);
    await fault.happens?.(stage);
  },
  becomes: { usual: withSession('at the event'), sync: withoutSession(), later: withSession() },
}));
