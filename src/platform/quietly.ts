/** What a function returns; if it throws, the other value. */
export function quietly<T, Otherwise = undefined>(read: () => T, otherwise?: Otherwise): T | Otherwise {
  try {
    return read();
  } catch {
    return otherwise as Otherwise;
  }
}
