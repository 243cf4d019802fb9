import type { PageWindow } from './page.ts';

/** Older engines make one of the usual kind. */
const resizable = (window: PageWindow): ArrayBuffer =>
  new (window.ArrayBuffer as new (length: number, options: object) => ArrayBuffer)(3, { maxByteLength: 8 });

const shared = ({ WebAssembly }: PageWindow) =>
  new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer as ArrayBuffer;

/** Every kind of body that a page can hand to `fetch()` and to `send()`, made in the page's realm. */
export const bodies: Record<string, (window: PageWindow) => unknown> = {
  undefined: () => undefined,
  null: () => null,
  'an empty string': () => '',
  'a string': () => 'h\u00e9llo \u65e5\u672c \u{1f600}',
  'a string with a lone surrogate': () => 'a\ud800b',
  'a number': () => 42,
  false: () => false,
  'a plain object': () => ({ a: 1 }),
  'an array': () => [1, 'b'],
  'an object with toString': () => ({ toString: () => 'converted' }),
  'a Blob with a type': ({ Blob }) => new Blob(['blob'], { type: 'application/x-test' }),
  'a Blob without a type': ({ Blob }) => new Blob(['blob']),
  'an empty Blob': ({ Blob }) => new Blob([]),
  'a File': ({ File }) => new File(['file'], 'a b.txt', { type: 'text/plain' }),
  'an ArrayBuffer': (window) => new window.Uint8Array([1, 2, 0, 255]).buffer,
  'an empty ArrayBuffer': (window) => new window.ArrayBuffer(0),
  'a view of the middle of a buffer': (window) => new window.Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4),
  'an array of 16-bit numbers': (window) => new window.Uint16Array([1, 0x1234]),
  'a DataView': (window) => new window.DataView(new window.Uint8Array([7, 8, 9]).buffer, 1),
  // Most engines refuse these, some of them in `send()` alone; WebKit converts them to strings.
  'a resizable ArrayBuffer': resizable,
  'a view of a resizable ArrayBuffer': (window) => new window.Uint8Array(resizable(window)),
  'a view of shared memory': (window) => new window.Uint8Array(shared(window), 0, 3),
  URLSearchParams: ({ URLSearchParams }) =>
    new URLSearchParams([
      ['a', '1 2'],
      ['b', '\u00e9'],
    ]),
  FormData: ({ FormData }) => {
    const form = new FormData();
    form.append('a', '1');
    form.append('\u00e9', 'line\nbreak "quoted"');
    return form;
  },
  'an empty FormData': ({ FormData }) => new FormData(),
  'FormData with an empty file': ({ FormData, File }) => {
    const form = new FormData();
    form.append('empty', new File([], 'empty.txt'));
    return form;
  },
  'FormData with files': ({ FormData, File, Blob }) => {
    const form = new FormData();
    form.append('file', new File(['\u00e9'], 'n\u00e4me.txt', { type: 'text/plain' }));
    form.append('blob', new Blob(['bytes']));
    form.append('renamed', new Blob(['{}'], { type: 'application/json' }), 'data.json');
    return form;
  },
};

/** Bodies that a page can change after the call, and how. */
export const changes: Record<string, (body: never, window: PageWindow) => void> = {
  'an object with toString': (body: { toString(): string }) => {
    body.toString = () => 'changed';
  },
  'an array': (body: unknown[]) => {
    body.push('changed');
  },
  'an ArrayBuffer': (body: ArrayBuffer, window) => {
    new window.Uint8Array(body).fill(9);
  },
  'a view of the middle of a buffer': (body: Uint8Array) => {
    body.fill(9);
  },
  'a DataView': (body: DataView) => {
    body.setUint8(0, 9);
  },
  URLSearchParams: (body: URLSearchParams) => {
    body.set('a', 'changed');
  },
  FormData: (body: FormData) => {
    body.set('a', 'changed');
  },
  'FormData with files': (body: FormData, { File }) => {
    body.set('file', new File(['changed'], 'changed.txt'));
  },
};
