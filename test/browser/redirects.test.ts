import { expect } from 'chai';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import { at, newKey, openPage, origins, received } from '../kit/page.ts';

type Place = 'page' | 'backend' | 'foreign';

/** URL that redirects from one place to the next, and at last to JSON. */
function chain({ at }: RowScene, code: number, [first, ...rest]: readonly Place[], ...modifiers: string[]): string {
  const target = rest.length ? chain({ at } as RowScene, code, rest, ...modifiers) : '';
  return first === undefined
    ? ''
    : at(first, ...modifiers, ...(target ? ['redirect', code, target] : ['body', 'json']));
}

const CHAINS: readonly (readonly Place[])[] = [
  ['page', 'page'],
  ['page', 'backend'],
  ['page', 'foreign'],
  ['backend', 'backend'],
  ['backend', 'foreign'],
  ['backend', 'page'],
  ['foreign', 'backend'],
  ['page', 'backend', 'foreign'],
];

/** The session goes to the first place alone, if that is ours. */
const sessionsOf = (places: readonly Place[]) =>
  places.map((place, i) => (i === 0 && place !== 'foreign' ? 'sess_A' : undefined));

describe('redirects', () => {
  const rows: Record<string, Row> = {};
  for (const places of CHAINS) {
    const title = places.join(' to ');
    const own: Record<string, Row['run']> = {
      // Natively, credentials are the page's choice: here as the shim makes them.
      [`302 of a fetch, ${title}`]: (scene) =>
        fetchOnce(scene, [chain(scene, 302, places), { credentials: 'include' }]),
      [`307 of a POST by fetch, ${title}`]: (scene) =>
        fetchOnce(scene, [chain(scene, 307, places), { method: 'POST', body: 'x', credentials: 'include' }]),
      [`302 of an XHR, ${title}`]: (scene) => exchange(scene, { url: chain(scene, 302, places) }),
      [`307 of a POST by XHR, ${title}`]: (scene) =>
        exchange(scene, { method: 'POST', body: 'x', upload: true, url: chain(scene, 307, places) }),
    };
    for (const [name, run] of Object.entries(own)) {
      rows[name] = {
        run,
        sessions: sessionsOf(places),
        // What is not ours is not held, and gets to ours at once.
        ...(places[0] === 'foreign' ? { ways: ['known'] } : {}),
      };
    }
  }
  compareRows('B5 E1', rows, { anyOrder: true });

  compareRows('E4', {
    'redirect: error': {
      run: (scene) => fetchOnce(scene, [chain(scene, 302, ['backend', 'backend']), { redirect: 'error' }]),
    },
    'redirect: manual': {
      run: (scene) => fetchOnce(scene, [chain(scene, 302, ['backend', 'backend']), { redirect: 'manual' }]),
    },
  });

  it('C5: a same-origin call may be redirected to an origin that answers with *', async () => {
    const key = newKey();
    const { window } = await openPage({
      head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-backend-origins': `'self' ${origins.backend}` } }],
    });
    const url = at('page', key, 'redirect', 302, at('backend', key, 'cors', 'any', 'echo'));
    expect((await window.fetch(url)).status).to.equal(200);
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', url);
    const ended = new Promise((resolve) => {
      xhr.onloadend = resolve;
    });
    xhr.send();
    await ended;
    expect(xhr.status).to.equal(200);
    expect(await received(key)).to.have.length(4);
  });
});
