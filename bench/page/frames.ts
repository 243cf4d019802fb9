import type { FrameSpec } from '../protocol.ts';
import type { Bench } from './frame.ts';

export type FrameWindow = Window & { bench: Bench };

/** Some peers go on setting up after their script. */
const SETTLE = 300;

const kept = new Map<string, Promise<FrameWindow>>();

/** Opens a page in an iframe. */
export async function openFrame(spec: FrameSpec): Promise<{ window: FrameWindow; close(): void }> {
  const frame = document.createElement('iframe');
  frame.src = `/frame?spec=${encodeURIComponent(JSON.stringify(spec))}`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  return { window: frame.contentWindow as FrameWindow, close: () => frame.remove() };
}

/** The page for a specification, opened once; `role` tells two apart that are the same. */
export function frameFor(spec: FrameSpec, role: 'a' | 'b'): Promise<FrameWindow> {
  const key = role + JSON.stringify(spec);
  let frame = kept.get(key);
  if (!frame) {
    frame = openFrame(spec).then(async ({ window }) => {
      await new Promise((resolve) => setTimeout(resolve, SETTLE));
      return window;
    });
    kept.set(key, frame);
  }
  return frame;
}
