import { bodies, changes } from '../kit/bodies.ts';
import { compareRows, type Row } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import type { PageWindow } from '../kit/page.ts';

/** Bodies of XHR alone. */
const documents: Record<string, (window: PageWindow) => unknown> = {
  'an HTML document': ({ document }) => {
    const html = document.implementation.createHTMLDocument('t\u00eftle');
    html.body.innerHTML = '<p class="x">h\u00e9llo<br>';
    return html;
  },
  ...Object.fromEntries(
    Object.entries({
      'a declaration': '<?xml version="1.0" encoding="UTF-8"?><root>h\u00e9</root>',
      'a declaration without an encoding': '<?xml version="1.0"?>\n<root/>',
      'a standalone declaration': '<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?><root/>',
      'a doctype, a comment and an instruction':
        '<?xml version="1.0"?><!DOCTYPE root><?style x="y"?><!-- c --><root xmlns="urn:a" xmlns:b="urn:b" b:c="1"/>',
    }).map(([what, text]) => [
      `an XML document with ${what}`,
      ({ DOMParser }: PageWindow) => new DOMParser().parseFromString(text, 'application/xml'),
    ]),
  ),
  'an XML document that the page has made': ({ document }) =>
    document.implementation.createDocument('urn:a', 'b', null),
  'an XHTML document': ({ DOMParser }) =>
    new DOMParser().parseFromString(
      '<html xmlns="http://www.w3.org/1999/xhtml"><body><br/></body></html>',
      'application/xhtml+xml',
    ),
  'an XML document': ({ DOMParser }) =>
    new DOMParser().parseFromString('<root a="1">h\u00e9<br/></root>', 'application/xml'),
};

const kinds = { ...bodies, ...documents };

function rows(method: string, upload: boolean): Record<string, Row['run']> {
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, make]) => [
      `${method} sends ${kind}${upload ? ', with upload listeners' : ''}`,
      (scene) => exchange(scene, { method, upload, body: make(scene.window) }),
    ]),
  );
}

describe('bodies of XHR', () => {
  compareRows('D6 E1', {
    ...rows('POST', false),
    ...rows('POST', true),
    'GET sends no body': (scene) => exchange(scene, { body: 'nothing', upload: true }),
    'HEAD sends no body': (scene) => exchange(scene, { method: 'HEAD', body: 'nothing', upload: true }),
    'DELETE sends nothing': (scene) => exchange(scene, { method: 'DELETE' }),
    'DELETE sends a string': (scene) => exchange(scene, { method: 'DELETE', body: 'gone' }),
    'a content type of the page': (scene) =>
      exchange(scene, {
        method: 'PUT',
        body: '{}',
        opened: (xhr) => xhr.setRequestHeader('content-type', 'application/json; charset=iso-8859-1'),
      }),
    'a content type of the page for an HTML document': (scene) =>
      exchange(scene, {
        method: 'POST',
        body: documents['an HTML document']?.(scene.window),
        opened: (xhr) => xhr.setRequestHeader('Content-Type', 'text/html;charset=shift_jis'),
      }),
    'headers of the page, one of them twice': (scene) =>
      exchange(scene, {
        opened: (xhr) => {
          xhr.setRequestHeader('X-B', '1');
          xhr.setRequestHeader('x-a', '\u00e9 ');
          xhr.setRequestHeader('X-B', '2');
        },
      }),
    'a stream is a string or an error': (scene) =>
      exchange(scene, { method: 'POST', body: new scene.window.ReadableStream() }),
    'a body whose toString throws': (scene) =>
      exchange(scene, {
        method: 'POST',
        body: {
          toString() {
            throw new scene.window.RangeError('no');
          },
        },
      }),
    'a symbol': (scene) => exchange(scene, { method: 'POST', body: Symbol('s') }),
  });
});

describe('bodies of XHR that the page changes after send()', () => {
  compareRows(
    'D6',
    Object.fromEntries(
      Object.entries(changes).map(([kind, change]) => [
        `${kind} is sent as it was`,
        (scene) => {
          const body = bodies[kind]?.(scene.window);
          return exchange(scene, { method: 'POST', body, sent: () => change(body as never, scene.window) });
        },
      ]),
    ),
  );
  compareRows('D6', {
    'a document is sent as it was': (scene) => {
      const body = documents['an XML document']?.(scene.window) as Document;
      return exchange(scene, { method: 'POST', body, sent: () => body.documentElement.remove() });
    },
  });
});
