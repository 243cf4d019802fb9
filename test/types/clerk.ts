import type { Clerk } from '@clerk/shared/types';
import type { Options } from '../../src/entries/index.ts';

// Checked by the compiler alone: what Clerk's own packages call a Clerk can be given to `install()`.
export const clerkOption = (clerk: Clerk): NonNullable<Options['clerk']> => clerk;
