import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

const DECODERS: { [encoding: string]: (body: Buffer) => Buffer } = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Undoes the `Content-Encoding` of a body; what cannot be undone stays as it is. */
export function decode(body: Buffer, encoding = ''): Buffer {
  try {
    return DECODERS[encoding.toLowerCase()]?.(body) ?? body;
  } catch {
    return body;
  }
}
