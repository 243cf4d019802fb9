import { kindOf } from './snapshot.ts';

/** The same error with another message, or a copy where its message cannot be changed. */
export function withMessage(error: Error, change: (text: string) => string): Error {
  const { message, name } = error;
  // A page may abort with anything as the reason.
  if (typeof message !== 'string') return error;
  const text = change(message);
  if (text === message) return error;
  if (kindOf(error) === 'DOMException') return new DOMException(text, name);
  const { stack } = error;
  error.message = text;
  // Engines put the message into it.
  if (stack) error.stack = change(stack);
  return error;
}
