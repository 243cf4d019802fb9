import { SESSION_PARAM } from '../session.ts';

/** The one origin that the session goes to: the page says so before the peer is loaded. */
export const { backend } = (window as unknown as { peerConfig: { backend: string } }).peerConfig;

export const isOurs = (url: string): boolean => url.startsWith(`${backend}/`);

export const withSession = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}${SESSION_PARAM}`;
