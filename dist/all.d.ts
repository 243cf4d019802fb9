import type { Installation, Options } from './types.js';
export type { ChannelName, ClerkInstance, ClerkSession, Explanation, Installation, Options, Send, SessionState, UnauthorizedDetail, } from './types.js';
/**
 * Patches `fetch`, `XMLHttpRequest`, `EventSource`, `WebSocket` and `navigator.sendBeacon`, so that calls to the configured
 * backend origins carry the active Clerk session.
 *
 * @param options the same settings as the attributes of the script tag
 * @returns the installation; the existing one, if it has the same options
 * @throws TypeError if an option is invalid, outside a browser, or if clerk-ajax is already installed with different options
 * @example
 * ```js
 * import { install } from 'clerk-ajax/all';
 *
 * const shim = install({ tokenOrigins: 'https://api.example.com' });
 * console.log(shim.explain('https://api.example.com/me'));
 * ```
 */
export declare function install(options: Options): Installation;
