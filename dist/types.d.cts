/** What clerk-ajax can add to a call (`data-send`). */
export type Send = 'session-id' | 'credentials' | 'session-token';
/**
 * What clerk-ajax can patch (`data-patch`). The last three are only in `clerk-ajax/all` and `clerk-ajax.all.min.js`.
 */
export type ChannelName = 'fetch' | 'xhr' | 'eventsource' | 'websocket' | 'beacon';
/** The part of a Clerk instance that clerk-ajax uses. ClerkJS 4, 5 and 6 all have it. */
export interface ClerkInstance {
    /** `undefined` while Clerk is loading or switching accounts, `null` when the user is signed out. */
    session?: ClerkSession | null | undefined;
    loaded?: boolean | undefined;
    publishableKey?: string | undefined;
    /** The satellite domain; empty or absent elsewhere. */
    domain?: string | undefined;
    /** Where a proxy serves Clerk's Frontend API; empty or absent without one. */
    proxyUrl?: string | undefined;
    /** The version of ClerkJS. */
    version?: string | undefined;
    /** The active organization. It changes after Clerk's cookie does. */
    organization?: {
        id: string;
    } | null | undefined;
    addListener(listener: (resources: any) => void): () => void;
    /** These four are needed for `signedOut: 'sign-in'`; ClerkJS 4 has the first two. */
    buildSignInUrl?: (() => string) | undefined;
    redirectToSignIn?: (() => Promise<unknown>) | undefined;
    buildTasksUrl?: (() => string) | undefined;
    redirectToTasks?: (() => Promise<unknown>) | undefined;
}
/** The part of a Clerk session that clerk-ajax uses. */
export interface ClerkSession {
    id: string;
    /** @default 'active' */
    status?: string | undefined;
    expireAt?: Date | undefined;
    getToken(options?: {
        template?: string;
        organizationId?: string;
        skipCache?: boolean;
    }): Promise<string | null>;
    /** The organization of the session's tokens; `null` if there is none. */
    lastActiveOrganizationId?: string | null | undefined;
    /** What the user of a pending session must do first, such as `choose-organization`. */
    currentTask?: {
        key: string;
    } | null | undefined;
    lastActiveToken?: {
        getRawString(): string;
        jwt?: {
            claims: SessionClaims;
        } | undefined;
    } | null;
}
/** The claims of a session token that clerk-ajax uses. */
export interface SessionClaims {
    /** When the token expires, in seconds since 1970. */
    exp?: number | undefined;
    /** When it was issued, likewise. */
    iat?: number | undefined;
    /** When it becomes valid, likewise. */
    nbf?: number | undefined;
    /** The instance's Frontend API. */
    iss?: string | undefined;
    /** The origin of the page that it was issued for. */
    azp?: string | undefined;
    /** The session's status. Without it, the session is active. */
    sts?: string | undefined;
    /** The session's ID. */
    sid?: string | undefined;
    /** The organization, in version 2 of the claims. */
    o?: {
        id?: string | undefined;
    } | undefined;
    /** The organization, in version 1 of the claims. */
    org_id?: string | undefined;
}
/**
 * A source list as in a Content Security Policy, such as `'self'/api/ https://*.example.com`: a string, or an array with one
 * source per item.
 */
type SourceList = string | readonly string[];
/** Options of {@link install}; the script tag takes the same as `data-` attributes. One of the two lists is required. */
export type Options = AllOptions & ({
    backendOrigins: SourceList;
} | {
    tokenOrigins: SourceList;
});
interface AllOptions {
    /** The backends whose calls carry what `send` says. */
    backendOrigins?: SourceList | undefined;
    /**
     * The backends whose calls carry a session token in the `Authorization` header (or `tokenHeader`), and nothing else. They take precedence over
     * `backendOrigins`. A fragment names a JWT template of Clerk, whose tokens such calls carry instead:
     * `https://hasura.example.com/v1/graphql#hasura`.
     */
    tokenOrigins?: SourceList | undefined;
    /**
     * URLs that clerk-ajax leaves alone although they are in one of the other lists, such as signed upload URLs or public
     * endpoints: `"'self'/livewire/ https://api.example.com/public/"`.
     */
    exclude?: SourceList | undefined;
    /**
     * Name of the query parameter that carries the session ID.
     *
     * @default '_clerk_session_id'
     */
    sessionParam?: string | undefined;
    /**
     * Name of the query parameter that carries the session token of APIs that cannot send headers: `WebSocket` and
     * `navigator.sendBeacon()`. Without it, they are sent without a token.
     */
    tokenParam?: string | undefined;
    /**
     * ID of the organization that tokens are for, whichever is active: a page that a server has rendered for one tenant keeps
     * calling as that tenant, also when another tab switches. An empty string means the personal account. Needs ClerkJS 5.16
     * or later.
     *
     * @default the active organization
     */
    organization?: string | undefined;
    /**
     * Name of the request header that carries the token: `Bearer <token>` in `Authorization`, the bare token in any other. Needed
     * where `Authorization` is taken, for example by HTTP Basic authentication, and for gateways that read a header of their own.
     *
     * @default 'Authorization'
     */
    tokenHeader?: string | undefined;
    /**
     * What calls to `backendOrigins` carry.
     *
     * @default 'session-id credentials'
     */
    send?: string | readonly Send[] | undefined;
    /** Which APIs are patched. By default, all that the file supports. */
    patch?: string | readonly ChannelName[] | undefined;
    /**
     * Maximum time in milliseconds that a call waits for Clerk; `0` disables waiting. If it is not set, the wait ends earlier on a
     * page that has no sign of Clerk one second after it has loaded, and a `WebSocket` waits for two seconds at most.
     *
     * @default 15000
     */
    wait?: number | undefined;
    /**
     * Whether Clerk's own cookie answers until Clerk knows its session, so that calls need not wait for it.
     *
     * @default true
     */
    warmStart?: boolean | undefined;
    /**
     * Logs each call to a backend with `console.debug`.
     *
     * @default false
     */
    debug?: boolean | undefined;
    /**
     * What happens when a backend refuses a call and nobody is signed in: with `sign-in`, the user goes to Clerk's sign-in page, and
     * comes back to this page afterwards. A pending session leads to its task. By default, nothing happens.
     */
    signedOut?: 'sign-in' | undefined;
    /** A Clerk instance from a bundle. By default, `window.Clerk` is used as soon as it exists. */
    clerk?: ClerkInstance | undefined;
}
/** The result of `explain(url)`. */
export interface Explanation {
    /** The URL as the browser resolves it. */
    url: string;
    /** Whether clerk-ajax handles calls to it. */
    ours: boolean;
    /** The source that the URL matches, as it was configured; `null` if there is none. */
    source: string | null;
    /** The JWT template whose token a call gets instead of a session token; `null` if there is none. */
    template: string | null;
    /** What a call would carry right now. */
    sends: Send[];
    /** Why, in one sentence. */
    reason: string;
    /** The active organization; `null` if there is none. */
    organization: string | null;
    /** Whether Clerk's cookie `__session` can reach the URL: ClerkJS sets it for the page's own host. */
    cookie: boolean;
    /** How long the token in ClerkJS's cache or in its cookie is still valid, in seconds; `null` if there is none. */
    tokenExpiresIn: number | null;
    /** Clerk's loading status. */
    clerk: ClerkStatus;
    /** The APIs that are patched, by their names in `data-patch`. */
    patched: string[];
}
/**
 * Clerk's own status; `absent` if the page has neither Clerk nor a script that loads it; also `error` if every script that
 * should have loaded it has failed.
 */
export type ClerkStatus = 'absent' | 'loading' | 'ready' | 'degraded' | 'error';
/** The global that the script tag sets. A bundle has none: use what `install()` returns. */
export interface ClerkAjaxGlobal extends Partial<Installation> {
    install(options: Options): Installation;
}
/** What is known of Clerk's session. */
export type SessionState = 'signed-in' | 'signed-out' | 'pending' | 'unknown';
/**
 * The `detail` of the event `clerk-ajax:unauthorized`, which `document` gets for each call that a backend has refused. An event whose
 * `preventDefault()` is called takes nobody to the sign-in page.
 */
export interface UnauthorizedDetail {
    /** The URL that the page has called, resolved. */
    url: string;
    /** 401; 403 or 404 where they mean the same. */
    status: number;
    session: SessionState;
    /** The active organization; `null` if there is none. */
    organization: string | null;
    /** What the call carried. */
    carried: Send[];
    /** Why Clerk's SDK has refused the call, if the page may read that (`x-clerk-auth-reason`). */
    reason: string | null;
}
declare global {
    interface DocumentEventMap {
        'clerk-ajax:unauthorized': CustomEvent<UnauthorizedDetail>;
    }
    interface Window {
        /** Set by the script. `explain` and `uninstall` are missing if it did not find its tag. */
        ClerkAjax?: ClerkAjaxGlobal;
    }
}
/** An installation of clerk-ajax. */
export interface Installation {
    /**
     * Restores the native functions. Where another script has patched over them, they pass all calls through unchanged. Calls
     * that are waiting for Clerk are sent immediately.
     */
    uninstall(): void;
    /** Returns what a call to `url` would carry right now. Never throws. */
    explain(url: string | URL): Explanation;
}
export {};
