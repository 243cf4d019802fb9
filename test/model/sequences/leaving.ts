import type { NativeCall } from '../../kit/watchNatives.ts';

/** The keys of calls in the order in which they have reached the native functions, which may refuse them when they come again. */
export function leaving(calls: NativeCall[]): Set<string> {
  const opened = new Map<unknown, string>();
  const keys = new Set<string>();
  for (const { name, self, args, url: fetched } of calls) {
    if (name === 'open') opened.set(self, `${args[1]}`);
    const url = name === 'send' ? opened.get(self) : name === 'fetch' ? fetched : undefined;
    const [key] = /key\d{6}/.exec(url ?? '') ?? [];
    if (key) keys.add(key);
  }
  return keys;
}
