import type { Options } from './options.ts';

/** Makes a text from outside fit to be printed. */
export type Quote = (text: string, length?: number) => string;

type Secrets = Pick<Options, 'token' | 'cookies'>;

/** Of a sentence, in characters: a page may say anything, at any length. */
const LENGTH = 600;

/** A piece of a secret that is not printed: shorter ones are in other words, too, and tell nobody anything. */
const PIECE = 6;

/** Of a cookie that is more than a setting. */
const SECRET_VALUE = /^[\w.%+/=~-]{16,}$/;

/** Control characters, and what turns or breaks a line in a terminal: with them, a page could forge a verdict, or reach the clipboard. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** What is taken out of error messages besides: arguments may be anything, pasted where they do not belong. */
const LOOKS_SECRET = /(?:sk_(?:live|test)_\w+|\bsess_\w{12,}|\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*)?)/g;

/** Quotes what a page, a backend or a command line says: without secrets, on one line, with control characters shown, and not too long. */
export function quoting(secrets: Partial<Secrets>): Quote {
  const hide = hidingPieces(secrets);
  return (text, length = LENGTH) => shortened(show(hide(shortened(text, 10 * length))), length);
}

export const hideArguments = (text: string): string => text.replace(LOOKS_SECRET, '(a secret)');

const show = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });

/** Beginning and end of a text. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 100)}…${text.slice(-100)}`;

/** Hides secrets that a backend or a page repeats: whole, in pieces, whatever stands between them, and in base64. */
export function hidingPieces({ token, cookies }: Partial<Secrets>): (text: string) => string {
  const values = cookies?.text.split(/[;=]\s*/).filter((value) => SECRET_VALUE.test(value)) ?? [];
  const secrets = [token?.text, token?.claims.sid, ...values].flatMap((secret) => secret ?? []);
  const pieces = new Set(secrets.flatMap(formsOf).flatMap(piecesOf));
  return (text) => (pieces.size ? hideIn(text, pieces) : text);
}

/** Base64 of a text depends on where in a longer text it stands. */
const formsOf = (secret: string): string[] => [
  secret,
  ...[0, 1, 2].map((before) => Buffer.from(' '.repeat(before) + secret).toString('base64')),
];

const lettersOf = (text: string) => text.replace(/[^a-z\d]/gi, '');

const piecesOf = (text: string): string[] => {
  const letters = lettersOf(text);
  return Array.from({ length: Math.max(0, letters.length - PIECE + 1) }, (_, at) => letters.slice(at, at + PIECE));
};

function hideIn(text: string, pieces: Set<string>): string {
  const places = [...text.matchAll(/[a-z\d]/gi)].map(({ index }) => index);
  let result = '';
  let end = 0;
  piecesOf(text).forEach((piece, at) => {
    if (!pieces.has(piece)) return;
    const first = places[at] as number;
    if (first >= end) result += `${text.slice(end, first)}(a secret)`;
    end = (places[at + PIECE - 1] as number) + 1;
  });
  return result + text.slice(end);
}
