import { config, expect } from 'chai';
import { engine } from '../support/page.ts';
import { titleOf } from './compatibility.ts';
import { ORDERS, type Order, type Tool, TOOLS } from './tools.ts';
import { type Round, watchTool } from './watchTool.ts';

config.truncateThreshold = 0;

const runsAll = engine === 'chromium' || engine === 'firefox';

/** Every request of a round carried the session once, and the cookie; but for those that start with one of `without`. */
function expectSession(round: Round, what: string, without: string[] = []): void {
  round.requests.forEach(([method, path], i) => {
    const bare = without.some((api) => path.includes(`/k/${api}-`));
    // Without the shim's layer, a call goes as the page made it: to another origin, without cookies.
    const expected = bare ? { sessions: [], cookie: method === 'OPTIONS' } : { sessions: ['sess_A'], cookie: true };
    expect(round.carried[i], `${what}: what ${method} ${path} carries`).to.deep.equal(expected);
  });
}

/** What the page sees and what is sent is as on a page with the tool alone. */
function expectSame(round: Round, native: Round, what: string): void {
  expect(round.traces, `${what}: what the page sees`).to.deep.equal(native.traces);
  expect(round.requests, `${what}: what is sent`).to.deep.equal(native.requests);
}

function expectRecords(round: Round, native: Round, { seesSession, differs }: Tool, order: Order, held: boolean): void {
  const special = differs?.order === order && (held || !differs.held) ? differs : undefined;
  expect(round.records, 'what the tool records').to.deep.equal(special?.records(native.records) ?? native.records);
  expect(round.seesSession, 'the session ID is in its records').to.equal(seesSession.includes(order));
}

describe('A6, C1, D1, E7: tools that patch the same functions', () => {
  for (const tool of TOOLS) {
    describe(titleOf(tool), () => {
      let native: Round;

      before(async function () {
        this.timeout(30_000);
        native = (await watchTool(tool)).first;
        if (!native.works && !runsAll) this.skip();
        expect(native.works, `without the shim: ${JSON.stringify(native)}`).to.equal(true);
      });

      for (const order of ORDERS) {
        it(`loaded ${order} the shim, session known; then the shim is uninstalled`, async () => {
          const { first, second } = await watchTool(tool, { order, session: 'sess_A', afterwards: 'uninstall' });
          expectSame(first, native, 'with the shim');
          expectSession(first, 'with the shim');
          expectRecords(first, native, tool, order, false);
          expectSame(second, native, 'after uninstall()');
          expectSession(second, 'after uninstall()', ['fetch', 'xhr']);
          expect(second.records, 'after uninstall(): what the tool records').to.deep.equal(native.records);
        });

        it(`loaded ${order} the shim, Clerk still loading${tool.stops ? '; then the tool is taken off' : ''}`, async () => {
          const { first, second } = await watchTool(tool, { order, afterwards: tool.stops ? 'stop' : 'nothing' });
          expectSame(first, native, 'with the shim');
          expectSession(first, 'with the shim');
          expectRecords(first, native, tool, order, true);
          expect(second.traces, 'afterwards: what the page sees').to.deep.equal(native.traces);
          expectSession(second, 'afterwards', order === 'before' ? tool.takesAlong : []);
        });
      }
    });
  }
});
