import { kindOf } from './snapshot.ts';

/** Changes an error's message; returns a copy if the message cannot be changed. */
export function withMessage(error: Error, change: (text: string) => string): Error {
  const { message, name } = error;
  // A page may abort with any value as the reason.
  if (typeof message !== 'string') return error;
  const text = change(message);
  if (text === message) return error;
  if (kindOf(error) === 'DOMException') return new DOMException(text, name);
  const { stack } = error;
  error.message = text;
  // Engines include the message in it.
  if (stack) error.stack = change(stack);
  return error;
}
