/** A mode of sending the session: `data-send`, taken apart. */
export interface Mode {
  send: string;
  id: boolean;
  credentials: boolean;
  token: boolean;
}

export const MODES: readonly Mode[] = [
  { send: 'session-id credentials', id: true, credentials: true, token: false },
  { send: 'session-token', id: false, credentials: false, token: true },
  { send: 'session-id credentials session-token', id: true, credentials: true, token: true },
];

/** What calls can carry beside the session ID. */
export type Sent = Pick<Mode, 'credentials' | 'token'>;
