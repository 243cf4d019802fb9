import { expect } from 'chai';
import { at, hasDebian, newKey, openPage, origins, type Part, received } from '../kit/page.ts';
import { carriedBy } from './carried.ts';

const SHIM: Part<never> = {
  shim: { 'data-backend-origins': `'self' ${origins.backend}`, 'data-send': 'credentials session-id' },
};
const PROTOTYPE: Part<never> = { src: '/debian/prototype/prototype.js' };
/** What Prototype 1.6 has, and 1.7 not any more: `JSON.stringify()` makes a string of every list. */
const PROTOTYPE_1_6: Part<never> = {
  script: `Object.extend(Array.prototype, {
    toJSON: function () {
      return '[' + this.map(Object.toJSON).join(', ') + ']';
    },
  });`,
};

if (hasDebian) {
  describe('A4: Prototype between two tags with the same options', () => {
    for (const [version, parts] of [
      ['1.7', [PROTOTYPE]],
      ['1.6', [PROTOTYPE, PROTOTYPE_1_6]],
    ] as const) {
      it(`A4: Prototype ${version}: the second tag is no other installation`, async () => {
        const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, SHIM, ...parts, SHIM] });
        const key = newKey();
        await page.run((url) => fetch(url), at('backend', key, 'body', 'json'));
        expect((await received(key)).map(carriedBy)).to.deep.equal([{ sessions: ['sess_A'], cookie: true }]);
        expect([...page.errors, ...page.said('error'), ...page.said('warn')]).to.deep.equal([]);
      });
    }
  });
}
