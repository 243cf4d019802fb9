import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { ROOT } from '../../servers/files.ts';
import { showInChromium } from './chromium.ts';
import type { Engine } from './engine.ts';

const BINARY = 'chromium-75.0.3738.0';

/** A browser of 2019, of an npm package that brings the program along, packed. */
export const chromium75: Engine = {
  name: 'chromium75',
  async find() {
    if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
    const packed = packedBinary();
    if (!packed) return undefined;
    const directory = join(ROOT, '.cache');
    const program = join(directory, BINARY);
    const isThere = await access(program).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      // Under another name first: a run that was interrupted must not leave half a program.
      const half = `${program}.${process.pid}`;
      await mkdir(directory, { recursive: true });
      await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(half, { mode: 0o755 }));
      await rename(half, program);
    }
    return program;
  },
  install: 'npm ci --prefix test (on Linux on x64)',
  show: showInChromium,
};

function packedBinary(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('chrome-aws-lambda/package.json');
    return join(dirname(manifest), 'bin', `${BINARY}.br`);
  } catch {
    return undefined;
  }
}
