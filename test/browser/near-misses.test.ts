import { expect } from 'chai';
import { at, newKey, openPage, origins } from '../kit/page.ts';
import { shimOf } from '../kit/session.ts';

const pageWith = (attributes: Record<string, string>, key = 'pk_live_ZmFrZS5jbGVyay5sb2NhbCQ') =>
  openPage({
    head: [
      { clerk: { session: 'sess_A' } },
      { run: ({ Clerk }) => void Object.assign(Clerk as object, { publishableKey: key }) },
      { shim: attributes },
    ],
  });
/** The backend, with the wrong scheme. */
const LISTED = origins.backend.replace('http:', 'https:');

describe('near misses', () => {
  it('F7: with a development key, the first call that misses a source by its scheme is said, once', async () => {
    const page = await pageWith({ 'data-token-origins': LISTED }, 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ');
    const { fetch } = page.window;
    shimOf(page.window).explain(origins.backend);
    expect(page.console).to.deep.equal([]);
    for (let i = 0; i < 2; i++) await fetch(at('backend', newKey(), 'echo'));
    await fetch(at('foreignIp', newKey(), 'echo'));
    await fetch(at('page', newKey(), 'echo'));
    expect(page.console.map(({ level, text }) => [level, text])).to.deep.equal([
      ['warn', `[clerk-ajax] ${origins.backend} is called, but ${LISTED} is listed: these calls carry no session`],
    ]);
  });

  it('F7: in production it is quiet', async () => {
    const page = await pageWith({ 'data-token-origins': LISTED });
    await page.window.fetch(at('backend', newKey(), 'echo'));
    expect(page.console).to.deep.equal([]);
  });

  it('F7: with data-debug, each origin that is not listed is named once, with the nearest source', async () => {
    const page = await pageWith({ 'data-token-origins': LISTED, 'data-debug': '' });
    for (const origin of ['backend', 'foreignIp', 'backend', 'foreignIp'] as const) {
      await page.window.fetch(at(origin, newKey(), 'echo'));
    }
    expect(page.said('warn')).to.have.length(1);
    expect(page.said('debug')).to.deep.equal([
      `[clerk-ajax] ${origins.foreignIp} is called, but ${LISTED} is listed: these calls carry no session`,
    ]);
  });

  it('F7, B7: an excluded URL, and a path that is not listed, are not missed', async () => {
    const page = await pageWith(
      { 'data-token-origins': `${LISTED} ${origins.foreign}/api/`, 'data-exclude': `${origins.backend}` },
      'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ',
    );
    await page.window.fetch(at('backend', newKey(), 'echo'));
    await page.window.fetch(at('foreign', newKey(), 'echo'));
    expect(page.console).to.deep.equal([]);
  });
});
