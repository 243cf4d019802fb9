import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../support/page.ts';
import { sendXhr, sessions } from '../support/session.ts';

/** What a page puts in place of built-ins after the tag, as old pages do without a look at what is there. */
const overrides: Record<string, (window: PageWindow & typeof globalThis) => void> = {
  'startsWith and endsWith, well known and wrong': ({ String: { prototype } }) => {
    prototype.startsWith = function (start: string) {
      return `${this.match(start)}` === start;
    };
    prototype.endsWith = prototype.startsWith;
  },
  'exec and test that find everything': ({ RegExp: { prototype } }) => {
    prototype.exec = () => Object.assign(['http://localhost/'], { index: 0, input: '' }) as RegExpExecArray;
    prototype.test = () => true;
  },
  'indexOf, slice and match that find nothing': ({ String: { prototype } }) => {
    prototype.indexOf = () => -1;
    prototype.slice = () => '';
    prototype.match = () => null;
  },
  'a URL of its own': (window) => {
    window.URL = class {
      origin = origins.backend;
      pathname = '/';
      href = `${origins.backend}/`;
    } as unknown as typeof URL;
  },
};

describe('a page that overrides built-ins after the tag', () => {
  for (const [name, override] of Object.entries(overrides)) {
    it(`B5a, B5: ${name}: the border stays where it was`, async () => {
      const { window } = await openPage(shimmedPage());
      const foreign = newKey();
      const ours = newKey();
      override(window as PageWindow & typeof globalThis);
      for (const send of [window.fetch, (url: string) => sendXhr(window, url)]) {
        await send(at('backend', ours, 'echo'));
        await send(`${at('foreign', foreign, 'echo')}?page=${origins.backend}/x`);
      }
      expect(await sessions(ours, 2)).to.deep.equal(['sess_A', 'sess_A']);
      expect(await sessions(foreign, 2)).to.deep.equal([null, null]);
    });
  }
});
