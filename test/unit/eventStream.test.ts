import { expect } from 'chai';
import fc from 'fast-check';
import { createParser, type Memory } from '../../src/channels/eventSource/parser.ts';

/** The events of a stream that comes in these pieces. */
function parse(...pieces: string[]) {
  const memory: Memory = { lastEventId: '', retry: 3000 };
  const events: [type: string, data: string, lastEventId: string][] = [];
  const feed = createParser(memory, (...event) => events.push(event));
  for (const piece of pieces) feed(piece);
  return { events, memory };
}
const eventsOf = (...pieces: string[]) => parse(...pieces).events;

describe('I2: the parser of event streams', () => {
  it('gives an event for each blank line after data', () => {
    expect(eventsOf('data: one\n\ndata: two\n\n')).to.deep.equal([
      ['message', 'one', ''],
      ['message', 'two', ''],
    ]);
  });

  it('joins lines of data', () => {
    expect(eventsOf('data: a\ndata:b\ndata\ndata:  c\n\n')).to.deep.equal([['message', 'a\nb\n\n c', '']]);
  });

  it('gives no event without data, and an empty one for empty data', () => {
    expect(eventsOf('event: x\n\n\n: comment\n\nid: 1\n\ndata\n\ndata:\n\ndata\ndata\n\n')).to.deep.equal([
      ['message', '', '1'],
      ['message', '', '1'],
      ['message', '\n', '1'],
    ]);
  });

  it('gives an event its type, which does not last', () => {
    expect(
      eventsOf('event: a\nevent: b\ndata: 1\n\ndata: 2\n\nevent: c\n\ndata: 3\n\nevent\ndata: 4\n\n'),
    ).to.deep.equal([
      ['b', '1', ''],
      ['message', '2', ''],
      ['message', '3', ''],
      ['message', '4', ''],
    ]);
  });

  it('gives each event the last ID, which lasts until another comes, an empty one too', () => {
    expect(eventsOf('id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: ö\ndata: d\n\n')).to.deep.equal([
      ['message', 'a', '1'],
      ['message', 'b', '1'],
      ['message', 'c', ''],
      ['message', 'd', 'ö'],
    ]);
  });

  it('ignores an ID with U+0000', () => {
    expect(eventsOf('id: 1\nid: 2\0\ndata: a\n\n')).to.deep.equal([['message', 'a', '1']]);
  });

  it('keeps the last ID for the next connection, from the blank line on', () => {
    expect(parse('id: 7\ndata: a\n\nid: 8\ndata: b\n').memory.lastEventId).to.equal('7');
    expect(parse('id: 7\n\n').memory.lastEventId).to.equal('7');
  });

  it('begins with the last ID of the connection before', () => {
    const events: unknown[] = [];
    createParser({ lastEventId: '5', retry: 0 }, (...event) => events.push(event))('data: a\n\n');
    expect(events).to.deep.equal([['message', 'a', '5']]);
  });

  it('takes the time of a reconnect, if it is of digits alone', () => {
    expect(parse('retry: 10\n').memory.retry).to.equal(10);
    for (const value of ['', ' ', '-1', '1.5', '1e3', '0x1', 'x', ' 10', '10 ']) {
      expect(parse(`retry: ${value}\n`).memory.retry, value).to.equal(3000);
    }
  });

  it('takes a time that no timer can wait for as the longest that one can', () => {
    for (const value of ['2147483647', '2147483648', '4294967296', '9'.repeat(400)]) {
      expect(parse(`retry: ${value}\n`).memory.retry, value).to.equal(2 ** 31 - 1);
    }
  });

  it('E8: does without what a page may have replaced', () => {
    const methods: [object, string[]][] = [
      [String.prototype, ['split', 'slice', 'substring', 'indexOf', 'charAt', 'trim', 'match', 'replace']],
      [Array.prototype, ['push', 'pop', 'join', 'forEach', 'map', 'slice']],
      [RegExp.prototype, ['exec', 'test']],
    ];
    const undo: (() => void)[] = [];
    let result: ReturnType<typeof parse>;
    try {
      for (const [owner, names] of methods) {
        for (const name of names) {
          const before = Reflect.get(owner, name);
          undo[undo.length] = () => Reflect.set(owner, name, before);
          Reflect.set(owner, name, () => '');
        }
      }
      const events: [string, string, string][] = [];
      const memory: Memory = { lastEventId: '', retry: 3000 };
      const feed = createParser(memory, (type, data, id) => {
        events[events.length] = [type, data, id];
      });
      feed('event: x\r\nid: 7\r');
      feed('\ndata: a\ndata: b\n\nretry: 5\n');
      result = { events, memory };
    } finally {
      for (let i = 0; i < undo.length; i++) undo[i]?.();
    }
    expect(result).to.deep.equal({ events: [['x', 'a\nb', '7']], memory: { lastEventId: '7', retry: 5 } });
  });

  it('takes away one space after the colon, and nothing else', () => {
    expect(eventsOf('data:  a \ndata:\tb\ndata::c\n\n')).to.deep.equal([['message', ' a \n\tb\n:c', '']]);
  });

  it('ignores comments and unknown fields', () => {
    expect(eventsOf(':\n: data: x\nDATA: x\ndata : x\n data: x\nfoo: x\n__proto__: x\ndata: a\n\n')).to.deep.equal([
      ['message', 'a', ''],
    ]);
  });

  it('ends lines at CR, LF and CRLF, and at nothing else', () => {
    expect(eventsOf('data: a\rdata: b\r\ndata: c\n\r\ndata: d\u2028\u0085e\u000b\r\r')).to.deep.equal([
      ['message', 'a\nb\nc', ''],
      ['message', 'd\u2028\u0085e\u000b', ''],
    ]);
  });

  it('drops what has no blank line at the end', () => {
    expect(eventsOf('data: a\n\ndata: b\n')).to.deep.equal([['message', 'a', '']]);
  });

  it('gives the same events, however the stream is cut', () => {
    const piece = fc.constantFrom('data', 'event', 'id', 'retry', ':', ' ', 'x', '\r', '\n', '\r\n', '\n\n', '1');
    const stream = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(60), { maxLength: 8 }), (text, places) => {
        const cuts = [0, ...places.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
        const pieces = cuts.slice(1).map((end, i) => text.slice(cuts[i], end));
        expect(parse(...pieces)).to.deep.equal(parse(text));
        expect(parse(...text)).to.deep.equal(parse(text));
      }),
    );
  });
});
