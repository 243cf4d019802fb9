import { expect } from 'chai';
import { BACKENDS, type Backend, pathOf } from '../kit/doctor/backends.ts';
import { openCaller, TOKEN, works } from '../kit/doctor/caller.ts';
import { askDoctor, origins, type Page } from '../kit/page.ts';

// What the doctor says of a backend, and what becomes of the calls of a page with the shim, in a real browser.

const MODES = { token: 'session-token', id: 'session-id credentials' } as const;

/** A page whose calls all go in one mode. */
const pageOf = (attribute: string) =>
  openCaller({ head: [{ shim: { [attribute]: 'localhost:* 127.0.0.1:*' } }] }, { stays: true });

function argumentsFor(url: string, { method, headers = {} }: Backend): string[] {
  return [
    ...['check', url, '--page', `${origins.page}/orders`, '--json', '--token-env', 'TOKEN', '--timeout', '5000'],
    ...(method ? ['--method', method] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
}

describe('the doctor agrees with browsers', () => {
  const pages: Record<string, Page> = {};
  before('K1: a page for each mode', async () => {
    pages.token = await pageOf('data-token-origins');
    pages.id = await pageOf('data-backend-origins');
  });
  after(() => {
    for (const page of Object.values(pages)) page.close();
  });

  for (const [name, backend] of Object.entries(BACKENDS)) {
    it(`K1: ${name}`, async () => {
      const url = origins[backend.at ?? 'backend'] + pathOf(name);
      const { code, out } = await askDoctor(argumentsFor(url, backend), { TOKEN });
      const { modes = {}, findings = [] } = JSON.parse(out);
      for (const mode of ['token', 'id'] as const) {
        const said = code === 2 ? false : modes[MODES[mode]] !== 'will fail';
        const happened = await works(pages[mode] as Page, url, backend);
        const expected = backend[mode];
        expect({ mode, happened, said }).to.deep.equal({ mode, happened: [expected, expected], said: expected });
      }
      const found = findings.map(({ id }: { id: string }) => id);
      if (backend.finding) expect(found).to.include(backend.finding);
    });
  }
});
