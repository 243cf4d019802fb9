import { expect } from 'chai';
import { snapshot } from '../../src/platform/snapshot.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';

const bytesOf = (body: unknown) => [...new Uint8Array(body as ArrayBuffer)];

describe('snapshot', () => {
  let page: NodePage;
  before(async () => {
    page = await openNodePage();
  });
  after(() => page.close());

  it('D5: a buffer is taken as it is at the call', () => {
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    const taken = snapshot(buffer);
    new Uint8Array(buffer).fill(9);
    expect(taken).to.be.an.instanceof(ArrayBuffer);
    expect(bytesOf(taken)).to.deep.equal([1, 2, 3]);
  });

  it('D5: the part that a view shows is taken', () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 4, 5]);
    const views = [
      new Uint8Array(bytes.buffer, 1, 4),
      new DataView(bytes.buffer, 1, 4),
      new Uint16Array(bytes.buffer, 2, 1),
      Buffer.from(bytes.buffer, 1, 4),
    ];
    const taken = views.map(snapshot) as Uint8Array[];
    bytes.fill(9);
    expect(taken.map((view) => [...view])).to.deep.equal([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [2, 3],
      [1, 2, 3, 4],
    ]);
    for (const view of taken) expect(view.buffer).not.to.equal(bytes.buffer);
  });

  it('D5: search parameters are taken as they are at the call, and stay such, for their content type', () => {
    const params = new URLSearchParams('a=1&a=2&b=%20');
    const taken = snapshot(params);
    params.append('c', '3');
    expect(taken).to.be.an.instanceof(URLSearchParams);
    expect(`${taken}`).to.equal('a=1&a=2&b=+');
  });

  it('D5: form data is taken as it is at the call, with its files and their names', () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('a', '2');
    form.append('file', new Blob(['x'], { type: 'text/plain' }), 'x.txt');
    const taken = snapshot(form) as FormData;
    form.append('b', '3');
    form.delete('a');
    expect([...taken.keys()]).to.deep.equal(['a', 'a', 'file']);
    expect(taken.getAll('a')).to.deep.equal(['1', '2']);
    expect(taken.get('file')).to.include({ name: 'x.txt', type: 'text/plain', size: 1 });
  });

  it('D6: a document is taken as it is at the call', () => {
    const { document } = page;
    const other = document.implementation.createDocument(null, 'root', null);
    other.documentElement.setAttribute('a', '1');
    const taken = snapshot(other) as Document;
    other.documentElement.setAttribute('a', '2');
    expect(taken.nodeType).to.equal(9);
    expect(taken.documentElement.getAttribute('a')).to.equal('1');

    const html = snapshot(document.implementation.createHTMLDocument('title')) as Document;
    expect(html.title).to.equal('title');
    expect(html.contentType).to.equal('text/html');
  });

  it('D5: what cannot change is taken itself', () => {
    const stream = new ReadableStream();
    const blob = new Blob(['x']);
    const file = new File(['x'], 'x.txt');
    for (const body of ['text', '', 7, null, undefined, true, stream, blob, file])
      expect(snapshot(body)).to.equal(body);
    void stream.cancel();
  });

  it('B4: any other object is left to native to make a string of, once', () => {
    const converted = { toString: () => expect.fail('it was converted') };
    for (const body of [converted, Object.assign([], converted), Object.assign(() => {}, converted)]) {
      expect(snapshot(body)).to.equal(undefined);
    }
  });
});
