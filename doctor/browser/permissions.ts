import type { Answer, Asker, Question } from '../asking/asker.ts';
import { NotAsked } from '../asking/failures.ts';
import { judgePreflight, type PreflightFault, preflightOf } from './preflight.ts';
import type { Errand } from './visit.ts';

/** Asks for permission as the browser does, once for each kind of call. */
export class Permissions {
  readonly #asker: Asker;
  readonly #known = new Map<string, Answer | NotAsked>();

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  /** The answers to all preflights so far. */
  get answers(): Answer[] {
    return [...this.#known.values()].flatMap((each) => (each instanceof NotAsked ? [] : each));
  }

  /** What is wrong with the permission of a call. @throws AskedEnough */
  async faultsOf(errand: Errand): Promise<PreflightFault[]> {
    const browser = errand.browser.filter(({ name }) => !/^cookie$/i.test(name));
    const answer = await this.#ask(preflightOf(errand, browser));
    return answer instanceof NotAsked ? [{ kind: 'no-answer', why: answer.message }] : judgePreflight(answer, errand);
  }

  async #ask(question: Question): Promise<Answer | NotAsked> {
    const { origin, pathname } = question.url;
    const key = JSON.stringify([origin, pathname, question.headers]);
    const known = this.#known.get(key) ?? (await this.#asker.attempt(question));
    this.#known.set(key, known);
    return known;
  }
}
