import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import type { PageWindow } from '../kit/page.ts';

// XHR encodes a query as its page is encoded, fetch in UTF-8: what is spliced into the query must leave that alone (C1).

const QUERIES: Record<string, string> = {
  'a query of letters beyond ASCII': '?q=\u00e9\u20ac',
  'a query of Japanese': '?q=\u65e5\u672c\u8a9e',
  'a query that the charset does not have': '?q=\u{1f600}\u0628',
  'a query that is escaped already': '?q=%E9%93%FA&b=%zz',
  'a query with odd characters': `?a=1&&b=~!'()*;:@,$/?[]{}|\\^\`"<> +&c`,
  'a query and a fragment': '?q=\u00e9#\u00e9?x',
  'a path and a fragment': '/\u00e9/%2f~#frag',
};

describe('pages in other charsets', () => {
  for (const charset of ['windows-1252', 'shift_jis']) {
    const rows: Record<string, Row['run']> = {};
    for (const [name, query] of Object.entries(QUERIES)) {
      const absolute = ({ at }: RowScene) => at('backend', 'body', 'json') + query;
      const relative = ({ key }: RowScene) => `/k/${key}/body/json${query}`;
      rows[`${charset}: ${name}, by XHR`] = (scene) => exchange(scene, { url: absolute(scene) });
      rows[`${charset}: ${name}, by fetch`] = (scene) => fetchOnce(scene, [absolute(scene)]);
      rows[`${charset}: ${name}, relative, by XHR`] = (scene) => exchange(scene, { url: relative(scene) });
      rows[`${charset}: ${name}, relative, by fetch`] = (scene) => fetchOnce(scene, [relative(scene)]);
    }
    rows[`${charset}: a query beyond ASCII in a Request`] = (scene) =>
      fetchOnce(scene, [new scene.window.Request(`${scene.at('backend', 'body', 'json')}?q=\u00e9\u65e5`)]);
    rows[`${charset}: a query beyond ASCII in a URL`] = (scene) => {
      const url = new (scene.window as PageWindow).URL(`${scene.at('backend', 'body', 'json')}?q=\u00e9\u65e5`);
      return exchange(scene, { url: url as unknown as string });
    };
    rows[`${charset}: a body, by XHR`] = (scene) => exchange(scene, { method: 'POST', body: '\u00e9\u65e5\u672c' });
    rows[`${charset}: a document, by XHR`] = (scene) => {
      const body = scene.window.document.implementation.createHTMLDocument('\u65e5\u672c');
      return exchange(scene, { method: 'POST', body });
    };
    rows[`${charset}: the document of the page, by XHR`] = async (scene) => {
      // Its markup is not the same in both pages: the tag of the shim is a part of it.
      const { events, sent, ended } = await exchange(scene, {
        method: 'POST',
        url: scene.at('foreign', 'body', 'json'),
        body: scene.window.document.cloneNode(),
      });
      return { events: events.filter((line) => !line.startsWith('loadstart')), sent, ended };
    };
    compareRows('C1 E1', rows, { page: { charset } });
  }
});
