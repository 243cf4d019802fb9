import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { RequestFailed } from './failures.ts';

/** The largest body that is read, in bytes, as it is when unpacked: a page, or a script. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Of a text, in bytes and in ms: enough to tell the answers of an API apart. */
const EXCERPT = { bytes: 16 * 1024, time: 1000 };

const DECODERS: { [encoding: string]: () => Duplex } = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const encodingOf = ({ headers }: IncomingMessage) => headers['content-encoding'] ?? '';

/** Undoes the `Content-Encoding`, piece by piece: a bomb is not unpacked further than it is read. */
function unpacked(response: IncomingMessage): Readable {
  const encodings = encodingOf(response).toLowerCase().split(',').reverse();
  const decoders = encodings.slice(0, 3).flatMap((each) => DECODERS[each.trim()]?.() ?? []);
  // What goes wrong reaches whoever reads.
  return decoders.reduce((stream: Readable, decoder) => pipeline(stream, decoder, () => {}), response);
}

/** Reads a page or a script. @throws RequestFailed if it is too large */
export async function readBody(response: IncomingMessage, { host }: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked(response)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES)
        throw new RequestFailed('TOO_LARGE', `what ${host} answers is larger than 4 MiB, and is not read further`);
    }
  } catch (error) {
    if (!/^(?:Z_|ERR_(?:_ERROR|BROTLI|PADDING))/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const encoding = encodingOf(response);
    throw new RequestFailed(
      'CONTENT_ENCODING',
      `what ${host} answers cannot be unpacked (Content-Encoding: ${encoding})`,
    );
  }
  return Buffer.concat(chunks);
}

/** Reads the beginning of a text. What does not come in time, or breaks off, is left out: the headers say enough. */
export async function readExcerpt(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // An event stream has no end.
  if (!/json|xml|text\/(?!event-stream)/i.test(response.headers['content-type'] ?? '')) return Buffer.alloc(0);
  const timer = setTimeout(() => response.destroy(), EXCERPT.time);
  try {
    for await (const chunk of unpacked(response)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > EXCERPT.bytes) break;
    }
  } catch {
    // See above.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}
