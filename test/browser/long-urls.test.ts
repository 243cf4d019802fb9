import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { openPage, origins, type PageWindow } from '../kit/page.ts';
import { shimOf } from '../kit/session.ts';

// What the shim does to a URL must take no more time than its length asks for: with work that grows by the square, each of
// these takes 5 s and more. Nothing is sent: no server takes URLs that are so long.

const COUNT = 80_000;
/** In ms, for one URL. */
const LIMIT = 1500;

const PIECES = [' ', '\t', '\r\n', 'a\t', '&', '%', '%20', '&a=b', '#', '?', '/', '../', ':', '@', '=', '\\', '\ud83d'];
const PLACES: Record<string, (text: string) => string> = {
  'in a path': (text) => `${origins.backend}/x${text}y`,
  'behind a long path': (text) => `${origins.backend}/${'x'.repeat(COUNT)}${text}y`,
  'in a query': (text) => `${origins.backend}/x?a=b${text}y`,
  'in a fragment': (text) => `/x#${text}y`,
  'before a URL': (text) => `${text}${origins.backend}/`,
};

function slowest(window: PageWindow, pieces: string[], place: (text: string) => string): string[] {
  const { explain } = shimOf(window);
  return pieces.flatMap((piece) => {
    const url = place(piece.repeat(COUNT));
    const xhr = new window.XMLHttpRequest();
    const start = performance.now();
    explain(url);
    try {
      xhr.open('GET', url);
    } catch {
      // Not a URL.
    }
    const time = performance.now() - start;
    return time < LIMIT ? [] : [`${JSON.stringify(piece)}: ${Math.round(time)} ms`];
  });
}

describe('long URLs', () => {
  for (const [where, place] of Object.entries(PLACES)) {
    it(`E8: ${COUNT} of a character ${where} take no time to speak of`, async () => {
      const { window } = await openPage(shimmedPage());
      expect(slowest(window, PIECES, place)).to.deep.equal([]);
    });

    it(`E8: ${COUNT} torn characters ${where} take no time to speak of`, async () => {
      const { window } = await openPage(shimmedPage());
      expect(slowest(window, ['\ud83d\n', '\ud83d\r\ude00'], place)).to.deep.equal([]);
    });
  }
});
