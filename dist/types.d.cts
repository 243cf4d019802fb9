/** What a call of ours can be given (`data-send`, rule C). */
export type Send = 'session-id' | 'credentials' | 'session-token';
/**
 * What can be patched (`data-patch`, rule A). The last three are in `clerk-ajax/all` and `clerk-ajax.all.min.js` alone (rule I1).
 */
export type Patch = 'fetch' | 'xhr' | 'eventsource' | 'websocket' | 'beacon';
/** The part of a Clerk instance that is used here; ClerkJS 4, 5 and 6 all have it. */
export interface ClerkInstance {
    /** `undefined` while Clerk does not know its session, `null` when nobody is signed in. */
    session?: ClerkSession | null | undefined;
    loaded?: boolean | undefined;
    publishableKey?: string | undefined;
    /** The active organization. It changes after Clerk's cookie does. */
    organization?: {
        id: string;
    } | null | undefined;
    addListener(listener: (resources: any) => void): () => void;
}
/** The part of a Clerk session that is used here. */
export interface ClerkSession {
    id: string;
    /** Default: `active`. */
    status?: string | undefined;
    expireAt?: Date | undefined;
    getToken(options?: {
        skipCache?: boolean;
    }): Promise<string | null>;
    /** The organization that its tokens are for; `null` if there is none. */
    lastActiveOrganizationId?: string | null | undefined;
    lastActiveToken?: {
        getRawString(): string;
        jwt?: {
            claims: SessionClaims;
        } | undefined;
    } | null;
}
/** The claims of a session token that are used here. */
export interface SessionClaims {
    exp?: number | undefined;
    sid?: string | undefined;
    /** The organization, in version 2 of the claims. */
    o?: {
        id?: string | undefined;
    } | undefined;
    /** The organization, in version 1 of the claims. */
    org_id?: string | undefined;
}
/** A source list as in a Content Security Policy (rule B1), as a string or one source an item. */
type SourceList = string | readonly string[];
/** Options of {@link install}; the script tag takes the same as `data-` attributes. One of the lists is required. */
export type Options = AllOptions & ({
    backendOrigins: SourceList;
} | {
    tokenOrigins: SourceList;
});
interface AllOptions {
    /** The backends whose calls get what `send` says. */
    backendOrigins?: SourceList | undefined;
    /** The backends whose calls get a session token and nothing else (rule C8). */
    tokenOrigins?: SourceList | undefined;
    /** Name of the query parameter. Default: `_clerk_session_id`. */
    sessionParam?: string | undefined;
    /**
     * Name of a query parameter that takes the session token where no header can be set: in `WebSocket` and `sendBeacon`
     * (rules I3, I4). Default: none.
     */
    tokenParam?: string | undefined;
    /** What calls to `backendOrigins` get. Default: `session-id credentials`. */
    send?: string | readonly Send[] | undefined;
    /** What is patched. Default: all that the file has. */
    patch?: string | readonly Patch[] | undefined;
    /**
     * Longest time, in milliseconds, that calls are held while Clerk loads; 0 never holds. Default: 5000, and less where
     * no Clerk is in sight one second after the page's `load` (rule D3).
     */
    wait?: number | undefined;
    /** One `console.debug` line per call to a backend origin. Default: false. */
    debug?: boolean | undefined;
    /** A Clerk instance from a bundle. Default: `window.Clerk`, whenever it appears. */
    clerk?: ClerkInstance | undefined;
}
/** What `explain(url)` gives back (rule F2). */
export interface Explanation {
    /** The URL as the browser resolves it. */
    url: string;
    /** Whether a call to it is ours. */
    ours: boolean;
    /** The source that it matches, as it was written, or `null`. */
    source: string | null;
    /** What the call would get at this moment. */
    sends: Send[];
    /** Why, in one sentence. */
    reason: string;
    /** Whether Clerk's cookie `__session` can reach the URL: ClerkJS sets it for the page's own host. */
    cookie: boolean;
    /** How long the token in ClerkJS's cache is valid, in seconds; `null` if there is none. */
    tokenExpiresIn: number | null;
    /** Whether Clerk is on the page, and how far it has come. */
    clerk: ClerkStatus;
    /** The channels that are patched. */
    patched: string[];
}
/**
 * Clerk's own status; `absent` if the page has no Clerk and no script that loads one; `error` also if all scripts that were to
 * load one have failed.
 */
export type ClerkStatus = 'absent' | 'loading' | 'ready' | 'degraded' | 'error';
/** One installation (rule A5). */
export interface Installation {
    /** Puts the native functions back, or passes everything through where others have patched over them (rule A6). */
    uninstall(): void;
    /** Tells what a call to `url` would get at this moment (rule F2). Never throws. */
    explain(url: string | URL): Explanation;
}
export {};
