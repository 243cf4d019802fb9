import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { lineOf, markOf, numberOf } from '../model/soak/carried.ts';
import { answerPreflight, isPreflight, setCorsHeaders } from './cors.ts';

/**
 * What reached `/tally/<run>/…?n=<number>`: a line a request, by its number, instead of a record of all its bytes
 * (`records.ts`), for runs of 100,000 calls.
 */
export class Tallies {
  readonly #runs = new Map<string, string[][]>();

  /** What came under each number of a run. */
  of(run: string): string[][] {
    return this.#runs.get(run) ?? [];
  }

  /** Notes a request, and answers with its URL, as servers do that give links to go on with. */
  async take(run: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (isPreflight(req)) return answerPreflight(req, res, 'credentials');
    const { method = '', url = '', headers } = req;
    const n = numberOf(url) ?? 0;
    const calls = this.#runs.get(run) ?? [];
    this.#runs.set(run, calls);
    calls[n] ??= [];
    const place = calls[n].push(lineOf({ method, url, authorization: headers.authorization })) - 1;
    // The page may go away in the middle of an upload.
    const body = await buffer(req).catch(() => undefined);
    if (!body) return;
    const isWhole = method === 'GET' ? !body.length : body.includes(markOf(n));
    if (!isWhole) calls[n][place] += ', body of another call';
    setCorsHeaders(req, res, 'credentials');
    res
      .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
      .end(JSON.stringify({ next: url }));
  }
}
