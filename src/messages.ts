/** Says a thing in the console. Every message goes through here, so that each has the prefix (rule F1). */
export type Say = (level: 'error' | 'warn' | 'debug', message: string) => void;

export const say: Say = (level, message) => {
  console[level](`[clerk-ajax] ${message}`);
};

/** Gives back a `say` that says each message once (rule F1: not per call). */
export function createSayOnce(): Say {
  const said = new Set<string>();
  return (level, message) => {
    if (!said.has(message)) {
      said.add(message);
      say(level, message);
    }
  };
}
