import { config, expect } from 'chai';
import { engine } from '../kit/page.ts';
import { expectedOf } from './carried.ts';
import { modes } from './modes.ts';
import { TOOL_SUITE, testTitle, titleOf, titleOfHeld, titleOfUninstall } from './titles.ts';
import { ORDERS, type Order, TOOLS, type Tool } from './tools.ts';
import { type Round, type ToolOptions, watchTool } from './watchTool.ts';

config.truncateThreshold = 0;

const runsAll = engine === 'chromium' || engine === 'firefox';

/** Every request of a round carried the session once; but for those that start with one of `without`. */
function expectSession(round: Round, native: Round, what: string, order: Order, without: string[] = []): void {
  for (const mode of modes) {
    round.requests[mode].forEach(([method, path], i) => {
      const natively = native.carried[mode][i] ?? { sessions: [], cookie: false };
      const bare = without.some((api) => path.includes(`/k/${api}-`));
      // Without the shim's layer, a call goes as the page made it: to another origin, without cookies.
      const expected = bare ? natively : expectedOf(mode, natively);
      // A `Headers` stays one where a tool below sees it, and has all names in lower case.
      const { token, ...carried } = round.carried[mode][i] ?? { sessions: [], cookie: false };
      const spelled = order === 'before' ? token?.replace('authorization:', 'Authorization:') : token;
      const actual = { ...carried, ...(spelled && { token: spelled }) };
      expect(actual, `${what}: what ${method} ${path} carries`).to.deep.equal(expected);
    });
  }
}

/** What the page sees and what is sent is as on a page with the tool alone. */
function expectSame(round: Round, native: Round, what: string): void {
  expect(round.traces, `${what}: what the page sees`).to.deep.equal(native.traces);
  expect(round.requests, `${what}: what is sent`).to.deep.equal(native.requests);
}

/** What the tool has to record with the shim. */
function recordsOf(native: Round, { differs }: Tool, order: Order, held: boolean): string[] {
  return differs?.order === order ? differs.records(native.records, held).sort() : native.records;
}

describe(TOOL_SUITE, () => {
  for (const tool of TOOLS) {
    describe(titleOf(tool), () => {
      let native: Round;

      before(async function () {
        this.timeout(30_000);
        if (tool.erraticIn?.engine === engine) this.skip();
        const alone = await watchTool(tool).catch(String);
        const works = typeof alone === 'object' && alone.first.works;
        if (!works && !runsAll) this.skip();
        expect(works, `without the shim: ${JSON.stringify(alone)}`).to.equal(true);
        native = (alone as Exclude<typeof alone, string>).first;
      });

      for (const order of ORDERS) {
        /** The first round, which is the same in both tests; then something is done, and there is a second one. */
        const watch = async (options: Pick<ToolOptions, 'session' | 'afterwards'>) => {
          const records = recordsOf(native, tool, order, !options.session);
          const rounds = await watchTool(tool, { ...options, order, count: records.length });
          expectSame(rounds.first, native, 'with the shim');
          expectSession(rounds.first, native, 'with the shim', order);
          expect(rounds.first.records, 'what the tool records').to.deep.equal(records);
          expect(rounds.first.seesSession, 'the session ID in its records').to.equal(tool.seesSession.includes(order));
          return rounds.second;
        };

        it(testTitle(tool, titleOfUninstall(order)), async () => {
          const second = await watch({ session: 'sess_A', afterwards: 'uninstall' });
          expectSame(second, native, 'after uninstall()');
          expectSession(second, native, 'after uninstall()', order, ['fetch', 'xhr']);
          expect(second.records, 'after uninstall(): what the tool records').to.deep.equal(native.records);
        });

        it(testTitle(tool, titleOfHeld(order)), async () => {
          const second = await watch({ afterwards: tool.stops ? 'stop' : 'nothing' });
          expect(second.traces, 'afterwards: what the page sees').to.deep.equal(native.traces);
          expectSession(second, native, 'afterwards', order, order === 'before' ? tool.takesAlong : []);
        });
      }
    });
  }
});
