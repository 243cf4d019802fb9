/** Waits until something holds that no event tells of; the test's own time limit ends it. */
export async function until(holds: () => unknown): Promise<void> {
  await holdsWithin(Infinity, holds);
}

/** Waits so many ms: long enough for what must not happen. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, for so many ms at the most. @returns whether it holds */
export async function holdsWithin(limit: number, holds: () => unknown): Promise<boolean> {
  const end = performance.now() + limit;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(5);
  }
  return true;
}
