import { carriedBy } from '../contract.ts';

/** What a call carries of the session, as one line: what was sent is compared with what arrived. */
export function lineOf(call: Parameters<typeof carriedBy>[0] & { method: string }): string {
  return lineFor(call.method, carriedBy(call));
}

export const lineFor = (method: string, { id, token }: ReturnType<typeof carriedBy>): string =>
  `${method}, ID ${id ?? 'none'}, token ${token ?? 'none'}`;

/** The number of a call, which stands in its URL. */
export function numberOf(url: string): number | undefined {
  const [, digits] = /[?&]n=(\d+)/.exec(url) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What the body of a call has in it, however it is encoded. */
export const markOf = (n: number): string => `call${n}end`;
