export const STACKS = ['express', 'django', 'rails', 'php', 'nginx', 'apache', 'spring', 'go'] as const;

/** What a backend is built with (`--for`). */
export type Stack = (typeof STACKS)[number];
