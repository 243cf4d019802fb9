import type { Installation, Options } from './types.js';
export type { ClerkInstance, ClerkSession, Explanation, Installation, Options, Patch, Send } from './types.js';
/**
 * Patches `fetch`, `XMLHttpRequest`, `EventSource`, `WebSocket` and `navigator.sendBeacon`, so that calls to the configured
 * backend origins carry the active Clerk session.
 *
 * @param options the same as the attributes of the script tag (rule A)
 * @returns the installation; the one that is there already, if it has the same options (rule A4)
 * @throws TypeError when an option is wrong, outside a browser, or when another installation with other options is there
 */
export declare function install(options: Options): Installation;
