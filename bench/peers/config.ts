/** What the bench page tells each peer before it is loaded. */
interface PeerConfig {
  /** The one origin that the session goes to. */
  backend: string;
}

export const { backend } = (window as unknown as { peerConfig: PeerConfig }).peerConfig;

export const SESSION_ID = 'sess_2aBcDeFgHiJkLmNoPqRsTuVwXyZ';

export const isOurs = (url: string): boolean => url.startsWith(`${backend}/`);

export const withSession = (url: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}_clerk_session_id=${SESSION_ID}`;
