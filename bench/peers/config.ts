import { SESSION_ID, SESSION_PARAM } from '../session.ts';

export { SESSION_ID };

/** What the bench page tells each peer before it is loaded. */
interface PeerConfig {
  /** The one origin that the session goes to. */
  backend: string;
}

export const { backend } = (window as unknown as { peerConfig: PeerConfig }).peerConfig;

export const isOurs = (url: string): boolean => url.startsWith(`${backend}/`);

export const withSession = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}${SESSION_PARAM}`;
