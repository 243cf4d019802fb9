import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { BROWSER_BUILD } from '../servers/build.ts';

/** The tests of a suite as one script. */
export interface Bundle {
  script: string;
  /** Puts the names and lines of the sources into a stack of the script. */
  mapStack(stack: string): string;
}

export async function bundleTests(files: string[]): Promise<Bundle> {
  const modules = ['./test/harness/setup.ts', ...files.map((file) => `./${file}`), './test/harness/start.ts'];
  const { outputFiles } = await build({
    ...BROWSER_BUILD,
    stdin: {
      contents: modules.map((module) => `import ${JSON.stringify(module)};`).join('\n'),
      resolveDir: BROWSER_BUILD.absWorkingDir,
      sourcefile: 'tests.ts',
    },
    outfile: 'tests.js',
    sourcemap: 'external',
    sourcesContent: false,
  });
  const output = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const map = new SourceMap(JSON.parse(output('.js.map')));
  return {
    script: output('.js'),
    mapStack: (stack) =>
      stack
        .replace(/https?:\/\/[^\s/]+\/support\/tests-[\w-]+\.js:(\d+):(\d+)/g, (all, line, column) => {
          const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
          return 'originalSource' in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : all;
        })
        .split('\n')
        .filter((line) => !/node_modules\/(mocha|chai)\//.test(line))
        .join('\n'),
  };
}
