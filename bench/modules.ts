import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../test/servers/files.ts';
import { readSubject, sizeOf } from './sizes.ts';

/** The code of the subject by module of `src/`, taken apart by its source map. */
function textsOfModules(): [name: string, text: string][] {
  const map = new SourceMap(JSON.parse(readFileSync(join(ROOT, 'dist/clerk-ajax.min.js.map'), 'utf8')));
  const texts = new Map<string, string>();
  for (const [row, line] of readSubject().split('\n').entries()) {
    for (let column = 0; column < line.length; column++) {
      const entry = map.findEntry(row, column);
      // What the bundler has put around the modules has no source.
      if (!('originalSource' in entry)) continue;
      const name = entry.originalSource.replace(/^.*build\/|\.js$/g, '');
      texts.set(name, (texts.get(name) ?? '') + line[column]);
    }
  }
  return [...texts];
}

/** Bytes (brotli) of the modules that are chosen, together. */
const sizeOfModules = (texts: [string, string][], chosen: (name: string) => boolean): number =>
  sizeOf(texts.map(([name, text]) => (chosen(name) ? text : '')).join('')).brotli;

/**
 * What each module of the subject adds to it: the bytes (brotli) that the whole has more than the whole without it. Their
 * sum is less than the whole, since modules share words.
 */
export function sharesOfModules(): Record<string, number> {
  const texts = textsOfModules();
  const whole = sizeOfModules(texts, () => true);
  const shares = texts.map(([name]) => [name, whole - sizeOfModules(texts, (each) => each !== name)] as const);
  return Object.fromEntries(shares.sort(([, a], [, b]) => b - a));
}

/** Rules A, F and H. */
const AROUND = /^(?:script|index|install|config\/options|calls\/explain|clerk\/(?:loadClerk|scriptUrl))$/;
/** Rules D6 and E, which are about what a page could notice, with what gets into the calls. */
const CHANNELS = /^(?:channels|platform)\/(?!url|baseUrl|pageOrigin)/;

/** How large the subject would be with less and less in it: what no way of writing the rest could save. */
export function sizesOfParts(): Record<string, number> {
  const texts = textsOfModules();
  const sizeWith = (chosen: (name: string) => boolean) => sizeOfModules(texts, chosen);
  return {
    all: sizeWith(() => true),
    'without any message': sizeWith((name) => name !== 'messages'),
    '… and without rules A, F and H': sizeWith((name) => name !== 'messages' && !AROUND.test(name)),
    '… and without Clerk, waiting, source list and URLs: `fetch` and XHR alone': sizeWith((name) =>
      CHANNELS.test(name),
    ),
  };
}
