/** Returns the function's result, or the fallback if it throws. */
export function quietly<T, Otherwise = undefined>(read: () => T, otherwise?: Otherwise): T | Otherwise {
  try {
    return read();
  } catch {
    return otherwise as Otherwise;
  }
}
