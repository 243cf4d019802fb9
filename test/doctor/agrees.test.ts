import { expect } from 'chai';
import { SESSION } from '../support/doctor/asked.ts';
import { BACKENDS, type Backend, pathOf } from '../support/doctor/backends.ts';
import { tokenOf } from '../support/jwt.ts';
import { askDoctor, openPage, origins, type Page } from '../support/page.ts';

// What the doctor says of a backend, and what becomes of the calls of a page with the shim, in a real browser.

const ALL = 'localhost:* 127.0.0.1:*';
const WAYS = { token: 'session-token', id: 'session-id credentials' } as const;

const now = Math.floor(Date.now() / 1000);
const token = tokenOf({ sid: SESSION, iat: now, exp: now + 3600 });

/** A page whose calls all go one way. */
async function pageOf(attribute: string): Promise<Page> {
  const page = await openPage(
    {
      head: [
        { shim: { [attribute]: ALL } },
        { clerk: { session: SESSION } },
        { run: ({ Clerk }) => Clerk?.control.tokens(async () => token) },
      ],
    },
    { stays: true },
  );
  page.window.document.cookie = `__session=${token}; SameSite=Lax; Path=/`;
  return page;
}

/** Whether calls work, by `fetch` and by XHR: the page can read the answer, and the backend has let it in. */
async function works({ window }: Page, url: string, { method = 'GET', headers = {} }: Backend): Promise<boolean[]> {
  const fetched = await window.fetch(url, { method, headers }).then(
    ({ ok }) => ok,
    () => false,
  );
  const xhr = new window.XMLHttpRequest();
  xhr.open(method, url);
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  await new Promise((resolve) => {
    xhr.onloadend = resolve;
    xhr.send();
  });
  return [fetched, xhr.status >= 200 && xhr.status < 300];
}

function argumentsFor(url: string, { method, headers = {} }: Backend): string[] {
  return [
    ...['check', url, '--page', `${origins.page}/orders`, '--json', '--token-env', 'TOKEN', '--timeout', '5000'],
    ...(method ? ['--method', method] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
}

describe('the doctor agrees with browsers', () => {
  const pages: Record<string, Page> = {};
  before('K1: a page for each way', async () => {
    pages.token = await pageOf('data-token-origins');
    pages.id = await pageOf('data-backend-origins');
  });
  after(() => {
    for (const page of Object.values(pages)) page.close();
  });

  for (const [name, backend] of Object.entries(BACKENDS)) {
    it(`K1: ${name}`, async () => {
      const url = origins[backend.at ?? 'backend'] + pathOf(name);
      const { code, out } = await askDoctor(argumentsFor(url, backend), { TOKEN: token });
      const { ways = {}, findings = [] } = JSON.parse(out);
      for (const way of ['token', 'id'] as const) {
        const said = code === 2 ? false : ways[WAYS[way]] !== 'will fail';
        const happened = await works(pages[way] as Page, url, backend);
        const expected = backend[way];
        expect({ way, happened, said }).to.deep.equal({ way, happened: [expected, expected], said: expected });
      }
      const found = findings.map(({ id }: { id: string }) => id);
      if (backend.finding) expect(found).to.include(backend.finding);
    });
  }
});
