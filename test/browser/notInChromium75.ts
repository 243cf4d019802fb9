/**
 * What a browser of 2019 has nothing of its own to say about, and what takes a third of the suite's time there: built-ins and globals that a
 * page has overridden (B5a, E8), which the other engines try with the same code of the shim, and long random runs (E1, C3), whose model is
 * the same in all engines. The random sequences on one XHR stay, for its XMLHttpRequest is an older one. `npm run soak` runs in it, too.
 */
export const NOT_IN_CHROMIUM_75 = [
  'built-ins-before',
  'patched-builtins',
  'polluted',
  'poor-console',
  'replaced-globals',
  'sequences',
  'soak',
].map((name) => `test/browser/${name}.test.ts`);
