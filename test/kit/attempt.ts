/** What a function gives back, or what it throws, as data that can be compared. */
export function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return ['throws', error];
  }
}

/** What a promise resolves to, or why it is rejected, as data that can be compared. */
export async function settled(promise: unknown): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return ['rejects', error];
  }
}
