/** An object that notes each of its conversions to a string, by the way that it is asked. */
export function noting<Type = string>(log: unknown[], name: string, text = name): Type {
  const note = (how: string, value: unknown) => () => {
    log.push(`${name} ${how}`);
    return value;
  };
  return { toString: note('toString', text), valueOf: note('valueOf', {}) } as unknown as Type;
}

/** An object whose conversion to a string throws. */
export function throwing<Type = string>(log: unknown[], name: string, error: unknown): Type {
  return {
    toString() {
      log.push(`${name} throws`);
      throw error;
    },
  } as unknown as Type;
}
