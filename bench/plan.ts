// What is measured; known to the pages that measure and to the report. Figures have names such as `open backend`.

export const OPERATIONS = ['open', 'fetch'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Where calls go: not ours (another origin, the page's own), and ours (likewise). */
export const TARGETS = ['elsewhere', 'own', 'backend', 'self'] as const;
export type Target = (typeof TARGETS)[number];
export const TWO_TARGETS = ['elsewhere', 'backend'] as const;

/**
 * What grows, up to how much: sources in the list, calls held at once, frames with the tag, each of which holds a call. Of 1,000
 * frames, Chromium (156) gave one no window.
 */
export const GROWTH = {
  sources: [1, 10, 100, 1000],
  held: [1, 10, 100, 1000, 10_000],
  frames: [1, 10, 100, 900],
};
/** XHRs, and as many fetches, between two looks at the memory; and how many looks. */
export const HEAP_CALLS = 5000;
export const HEAP_STEPS = 10;
/** What is held by the thousand to see what it weighs. */
export const HELD_KINDS = ['XMLHttpRequest', 'fetch', 'EventSource', 'WebSocket'] as const;

/** How long a step may take, in ms: most take a second; the growth to 900 frames takes the longest. */
export const LIMIT = 90_000;

/** Response headers that give a page the clock that is not coarsened. */
export const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Where the servers have a script of `page/`, with its exports on `window` by its name; and that of a peer. */
export const scriptAt = (name: string) => `/iife/${name}/bench/page/${name}.ts`;
export const peerAt = (name: string) => `/support/bench/${name}.js`;

/** All combinations of one item of each list. */
export const productOf = <const Lists extends readonly (readonly unknown[])[]>(...lists: Lists) =>
  lists.reduce<unknown[][]>((some, list) => some.flatMap((one) => list.map((item) => [...one, item])), [[]]) as {
    -readonly [I in keyof Lists]: Lists[I][number];
  }[];
