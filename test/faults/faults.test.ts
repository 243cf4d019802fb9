import { expect } from 'chai';
import { engine, grep } from '../kit/page.ts';
import { MODES, type Mode } from '../model/contract.ts';
import type { Fault, Sent } from './fault.ts';
import { backendFaults, heldBackendFaults } from './faults/backend.ts';
import { clerkFaults } from './faults/clerk.ts';
import { pageFaults } from './faults/page.ts';
import { tokenFaults } from './faults/tokens.ts';
import { judge } from './judge.ts';
import { KINDS } from './kinds.ts';
import { type Performance, play } from './play.ts';
import { MIDDLE_WAIT, TOKEN_WAIT } from './timeLimits.ts';

const FAULTS: readonly Fault[] = [
  ...clerkFaults,
  ...tokenFaults,
  ...backendFaults,
  ...heldBackendFaults,
  ...pageFaults,
];
const isLong = ({ wait, happensAfter = 0, becomes }: Fault) =>
  wait === MIDDLE_WAIT || happensAfter > TOKEN_WAIT || becomes.usual.when === 'after 5 s';
const LONG = FAULTS.filter(isLong);

/** Of each way to make a call the plainest. */
const PLAIN = ['fetch of a string', 'XHR', 'synchronous XHR'];

/** Faults whose pages are open at the same time: most of them wait for something. */
const AT_A_TIME = 3;

/** What became of the calls of a fault in one mode of sending the session. */
interface Result {
  mode: Mode;
  shim: Performance;
  /** In a page whose calls send the same by themselves. */
  nativeFor(sent: Sent): Performance;
}

const results = new Map<Fault, Promise<Result[]>>();
/** By how the backend answers, or by the fault: what calls carry beside the session ID matters to backends alone. */
const natives = new Map<object, Map<string, Promise<Performance>>>();

function playNatively(fault: Fault, { credentials, token }: Sent): Promise<Performance> {
  const { answers } = fault;
  const known = natives.get(answers ?? fault) ?? new Map<string, Promise<Performance>>();
  natives.set(answers ?? fault, known);
  // Chromium before 81 refuses `keepalive` with an `Authorization`.
  const sent = (answers || engine === 'chromium75') && { credentials, token };
  const key = JSON.stringify(sent || {});
  const playing = known.get(key) ?? play(fault, undefined, sent || undefined);
  known.set(key, playing);
  return playing;
}

async function playInMode(fault: Fault, mode: Mode): Promise<Result> {
  const shim = await play(fault, mode);
  // Calls without a session have no token either.
  const [withToken, without] = [await playNatively(fault, mode), await playNatively(fault, { ...mode, token: false })];
  return { mode, shim, nativeFor: ({ token }) => (token ? withToken : without) };
}

async function playAll(fault: Fault): Promise<Result[]> {
  const { modes = MODES, answers } = fault;
  if (!answers?.isForFew) return Promise.all(modes.map((mode) => playInMode(fault, mode)));
  const results: Result[] = [];
  for (const mode of modes) results.push(await playInMode(fault, mode));
  return results;
}

/** Plays a fault, and meanwhile those that wait long and those that come next. */
function resultsOf(fault: Fault): Promise<Result[]> {
  const first = FAULTS.indexOf(fault);
  const meanwhile = grep === undefined ? [...LONG, ...FAULTS.slice(first, first + AT_A_TIME)] : [];
  for (const each of [fault, ...meanwhile]) {
    if (results.has(each)) continue;
    const playing = playAll(each);
    playing.catch(() => {});
    results.set(each, playing);
  }
  return results.get(fault) as Promise<Result[]>;
}

/** What is in a list and not in another one; Firefox itself leaves rejections of aborted calls unhandled. */
function without(list: unknown[], other: unknown[]): string[] {
  const left = other.map(String);
  return list.map(String).filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

for (const fault of FAULTS) {
  const when = `${fault.rules}: when ${fault.name}`;
  describe(when, () => {
    let played: Result[];
    before(async function () {
      this.timeout(60_000);
      played = await resultsOf(fault);
    });

    for (const kind of KINDS) {
      it(`${when}, a call is as natively and carries what it must: ${kind.name}`, () => {
        const wrong = played.flatMap(({ mode, ...result }) =>
          (['first', 'later', 'healed'] as const).flatMap((round) =>
            judge(fault, kind, mode, round, result).map((what) => `${mode.send}, ${round}: ${what}`),
          ),
        );
        expect(wrong.join('\n')).to.equal('');
      });
    }

    it(`${when}, nothing of the shim gets into the page (E8)`, () => {
      for (const { mode, shim, nativeFor } of played) {
        const native = nativeFor(mode);
        expect(shim.errors, `${mode.send}: uncaught errors`).to.deep.equal(native.errors);
        expect(without(shim.rejections, native.rejections), `${mode.send}: unhandled rejections`).to.deep.equal([]);
        const broken = shim.lines.filter((line) => line.includes('please report'));
        expect(broken, `${mode.send}: what the shim says`).to.have.length(fault.breaksClerk ? 1 : 0);
      }
    });

    const { sees } = fault;
    if (sees) {
      it(`${when}, calls fail natively`, () => {
        for (const { mode, nativeFor } of played) {
          const sight = sees(mode);
          // WebKit takes half an answer for a whole one where that came slowly.
          if (engine === 'webkit' && sight === 'broken answer') continue;
          for (const kind of KINDS.filter(({ name }) => PLAIN.includes(name))) {
            const seen = JSON.stringify(nativeFor(mode).of('first', kind)?.seen);
            expect(/rejects|throws|error/i.test(seen), `${mode.send}, ${kind.name}: ${seen}`).to.equal(
              sight !== 'answer',
            );
          }
        }
      });
    }
  });
}
