import { exec, FormData, slice, URLSearchParams, uncurry } from './natives.ts';
import { quietly } from './quietly.ts';

const { Blob } = globalThis;

export const toString = uncurry<string>(Object.prototype.toString);
/** The name of an object's interface, in any realm. */
export const kindOf = (value: unknown): string => slice(toString(value), 8, -1);

/**
 * How native treats bytes whose buffer is shared or resizable: rejects them (-1), takes them as bytes (0), or converts
 * them to a string. In each engine, a `Blob` treats them as an XHR does.
 */
function specialBytes(body: unknown): number {
  const isView = ArrayBuffer.isView(body);
  const buffer = isView ? body.buffer : (body as ArrayBuffer);
  const isShared = kindOf(buffer) === 'SharedArrayBuffer';
  if (!isShared && (kindOf(buffer) !== 'ArrayBuffer' || !(buffer as { resizable?: unknown }).resizable)) return 0;
  return quietly(() => new Blob([(isShared && !isView ? buffer : new DataView(buffer, 0, 0)) as ArrayBuffer]).size, -1);
}

/** Whether native rejects a body in `send()`. */
export const isRejected = (body: unknown): boolean => specialBytes(body) < 0;

/**
 * Copies a request body, since the page may change it before it is sent (D5, D6). The type is read from its string tag,
 * since it may come from another realm.
 *
 * @returns `undefined` for an object that native converts to a string; native must do that, once (B4). The body itself
 * if native must decide about it
 */
export function snapshot(body: unknown): unknown {
  const kind = kindOf(body);
  if (Object(body) !== body || exec(/^(?:Blob|File|ReadableStream)$/, kind)) return body;
  const special = specialBytes(body);
  if (special) return special < 0 ? body : undefined;
  if (ArrayBuffer.isView(body))
    return new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength).slice();
  if (kind === 'ArrayBuffer') return (body as ArrayBuffer).slice(0);
  if (kind === 'URLSearchParams') return new URLSearchParams(`${body}`);
  if (kind === 'FormData') {
    const copy = new FormData();
    (body as FormData).forEach((value, name) => {
      copy.append(name, value as string);
    });
    return copy;
  }
  if (exec(/Document$/, kind)) return copyOf(body as Document);
  return;
}

/** A copy of a document that native serializes to the same text. */
function copyOf(document: Document): Node {
  const serialize = (it: Node) => new XMLSerializer().serializeToString(it);
  const text = serialize(document);
  if (exec(/^<\?xml/, text)) {
    // Chromium does not clone the XML declaration.
    const parsed = new DOMParser().parseFromString(text, 'application/xml');
    if (serialize(parsed) === text) return parsed;
  }
  return document.cloneNode(true);
}
