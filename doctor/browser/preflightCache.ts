import type { Answer, HttpClient, HttpRequest } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { judgePreflight, type PreflightFault, preflightOf } from './preflight.ts';
import type { BrowserRequest } from './request.ts';

/** Sends preflights as a browser does, and caches the answers. */
export class PreflightCache {
  readonly #client: HttpClient;
  readonly #known = new Map<string, Answer | RequestFailed>();

  constructor(client: HttpClient) {
    this.#client = client;
  }

  /** The answers to all preflights so far. */
  get answers(): Answer[] {
    return [...this.#known.values()].flatMap((each) => (each instanceof RequestFailed ? [] : each));
  }

  /** What is wrong with the permission of a call. @throws RequestBudgetSpent */
  async faultsOf(request: BrowserRequest): Promise<PreflightFault[]> {
    const answer = await this.#answerTo(preflightOf(request));
    return answer instanceof RequestFailed
      ? [{ kind: 'no-answer', why: answer.message }]
      : judgePreflight(answer, request);
  }

  async #answerTo(request: HttpRequest): Promise<Answer | RequestFailed> {
    const { origin, pathname } = request.url;
    const key = JSON.stringify([origin, pathname, request.headers]);
    const known = this.#known.get(key) ?? (await this.#client.trySend(request));
    this.#known.set(key, known);
    return known;
  }
}
