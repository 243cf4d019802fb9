/** In Chromium with `--expose-gc`. */
declare const gc: () => void;

/** Bytes in use once garbage is collected; to the byte in Chromium with `--enable-precise-memory-info`. */
export async function used(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}
