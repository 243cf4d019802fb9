/** A way to send the session: `data-send`, taken apart. */
export interface Way {
  send: string;
  id: boolean;
  credentials: boolean;
  token: boolean;
}

export const WAYS: readonly Way[] = [
  { send: 'session-id credentials', id: true, credentials: true, token: false },
  { send: 'session-token', id: false, credentials: false, token: true },
  { send: 'session-id credentials session-token', id: true, credentials: true, token: true },
];
