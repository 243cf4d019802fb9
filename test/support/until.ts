/** Waits until something holds that no event tells of; the test's own time limit ends it. */
export async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
