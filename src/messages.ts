// All messages for the owner of the page. Each says what happened and, where possible, what the owner can do about it
// (F1).

export type Level = 'error' | 'warn' | 'debug';
/** @param key identifies the message, if its text does not */
export type Say = (level: Level, message: string, key?: string) => void;

/** Writes a message to the console. A page may have none, or one without most methods (E8). */
export const say: Say = (level, message) => {
  try {
    console[console[level] ? level : 'log'](`[clerk-ajax] ${message}`);
  } catch {
    // There is no console.
  }
};

/** Creates a logger that logs each message once, however often it occurs (F1). */
export function createSayOnce(): Say {
  const said: { [key: string]: true } = Object.create(null);
  return (level, message, key = message) => {
    if (said[key]) return;
    said[key] = true;
    say(level, message);
  };
}

// Configuration (A)

export const notAllowed = (value: unknown, allowed: string) => `"${value}" is not allowed; use ${allowed}`;
export const ALLOWED_SOURCES = "'self', https://host, https://*.host, with :port or /path";
export const ALLOWED_TEMPLATE = ', with #template';
export const IN_ALL = ' (clerk-ajax.all.min.js has more)';
export const ALLOWED_PARAM = 'letters, digits and - . _ ~';
export const ALLOWED_HEADER = 'the name of a request header that scripts may set';
export const ALLOWED_ORGANIZATION = 'the ID of an organization, org_…';
export const ALLOWED_WAIT = 'milliseconds, at most 999999999';
export const ALLOWED_BOOLEAN = 'true or false';
export const ALLOWED_SIGNED_OUT = 'sign-in';
export const ALLOWED_CLERK = 'a Clerk instance';
export const NO_BACKEND = `is missing, so nothing is patched; use ${ALLOWED_SOURCES}, or set data-token-origins`;
export const namedTwice = (token: string, backend: string) =>
  `"${token}" overlaps "${backend}" in data-backend-origins; URLs that match both get only the token`;
export const namedWithTemplates = (one: string, other: string) =>
  `"${one}" and "${other}" match the same URLs, which get the token of the second`;
export const notKnown = (meant: string) => `is no attribute of clerk-ajax: use ${meant}`;
export const NO_TAG = 'its tag was not found: use a classic script, or ClerkAjax.install(options)';
export const NO_PAGE = 'needs a page: call install() in the browser';
export const INSTALLED_ALREADY =
  'is already installed with different options, which remain in effect; call uninstall() first';

// Patching (E7, E7a)

export const isReplaced = (name: string) => `another script has replaced ${name}: put the tag of clerk-ajax before it`;
export const cannotPatch = (channel: string, why: string) => `${channel} calls are sent without a session: ${why}`;
export const replacedBack = (channels: string) =>
  `another script has put back ${channels}, whose calls are now sent without a session: put the tag of clerk-ajax after it`;
export const isFixed = (name: string) => `${name} cannot be replaced on this page`;

// Clerk, and waiting for it (D, H)

export const gaveUp = (reason: string) => `${reason}: calls are sent without a session until Clerk has one`;
export const timeIsUp = (wait: number) => `Clerk had no session for ${wait} ms`;
export const NO_CLERK = 'there is no Clerk on this page';
export const STATUS_ERROR = 'Clerk has status "error"';
export const SCRIPT_FAILED = "Clerk's script failed to load";
export const START_FAILED = 'Clerk failed to start';
export const CANNOT_LOAD = 'Clerk cannot be loaded';
export const TRUSTED_TYPES =
  'ClerkJS cannot be loaded: the Trusted Types of this page must allow the policy "clerk-ajax"';
export const ALLOWED_KEY = "the publishable key from Clerk's dashboard";
export const ALLOWED_URL = 'an http or https URL';
export const ALLOWED_DOMAIN = 'a host';
export const ALLOWED_PRIMARY = 'the https URL of the sign-in page of another origin, the primary domain';
export const HELD_TOO_LONG = 'a call could not wait for Clerk any longer, and was sent without a session';

// Calls (C, E8, F)

export const noSsl = (origin: string) => `${origin} receives no session data: a production instance requires HTTPS`;
export const noTokenWithoutSsl = (origin: string) => `${origin} receives no session token: it requires HTTPS`;
export const NO_TOKEN = 'Clerk gave no session token: calls are sent without it';
export const noTemplateToken = (template: string) =>
  `Clerk gave no token of the JWT template "${template}": calls are sent without it`;
export const noTemplate = (template: string) =>
  `Clerk knows no JWT template "${template}" for this session: calls are sent without its token`;
export const noOrganizationToken = (organization: string) =>
  `Clerk gives no token for data-organization="${organization}": is the user a member?`;
export const OLD_CLERK = 'data-organization needs ClerkJS 5.16 or later: calls are sent without a token';
export const onlyActive = (template: string) =>
  `Clerk gives tokens of the JWT template "${template}" for the active organization only: calls are sent without it`;
export const cannotAwait = (template: string) =>
  `a call that cannot wait for a token of the JWT template "${template}" is sent without it`;
export const omitted = (origin: string) =>
  `a call to ${origin} omits credentials, so it is sent without a session: include them, or use data-token-origins`;
export const noTokenParam = (api: string) =>
  `${api} cannot send headers, so it is sent without a token; set data-token-param to put it in the URL`;
export const noStreamToken = (api: string) => `${api} calls are sent without a token: ${isReplaced('fetch')}`;
/** Includes only the error's name: its message may contain a URL with the session ID (F4). */
export const broken = (error: unknown) =>
  `failed (${Object(error).name}), so calls are sent as the page made them; please report it`;
export const corsFailed = (origin: string, page: string, credentials: boolean, headers: string) =>
  `a call to ${origin} failed, possibly because of CORS or a redirect. The response must include "Access-Control-Allow-Origin: ${page}"${
    credentials ? ' (not "*") and "Access-Control-Allow-Credentials: true"' : ''
  }${headers && `, and allow the header "${headers}"`}`;

export const blockedByPolicy = (origin: string) =>
  `calls to ${origin} are blocked by this page's Content Security Policy: add ${origin} to connect-src`;
export const isMissed = (origin: string, source: string) =>
  `${origin} is called, but ${source} is listed: these calls carry no session`;

export const cameEarly = (origin: string) =>
  `${origin} was called before clerk-ajax ran, so without a session: put its tag first`;

/**
 * Explains a refused call (F5). One of the hints below follows.
 *
 * @param carried what the call carried
 * @param said the reason that the backend gives, if the page may read it
 */
export const unauthorized = (origin: string, status: string, carried: string, said: string) =>
  `${origin} answered ${status} to a call with ${carried || 'nothing'}${said && ` (${said})`}`;
export const REMOVE_OWN = '. Remove that header, so that the call carries the token';
export const BASIC =
  '. It requires HTTP Basic authentication: set data-token-header, or exclude the URL with data-exclude';
export const addParty = (page: string) => `. Add ${page} to its authorized parties`;
export const CHECK_CLOCK = '. Correct its clock';
export const CHECK_KEYS = ". Give it this Clerk instance's keys";
export const NO_TEMPLATE = ". Clerk's SDKs accept session tokens only: remove the template from the list";
export const DROPPED = '. The token was lost on its way: let the proxy pass its header on';
export const useTokens = (origin: string) => `. Clerk's SDKs from 2022 or later need data-token-origins="${origin}"`;
export const checkToken = (page: string) =>
  `. Check that it gets the token, accepts ${page} as an authorized party (azp), and has a correct clock and this Clerk instance's keys`;
export const OLD_SDK = '. A Clerk SDK from before 2022 reads no token: use data-backend-origins';
/** Clerk moved its SDKs from session IDs to tokens in October 2021. */
export const checkSdk = (origin: string, hasCookie: boolean) =>
  `${useTokens(origin)}; older ones need ${
    hasCookie ? "Clerk's deprecated POST /v1/sessions/:id/verify" : "Clerk's cookie, which only reaches the page's host"
  }`;

export const NO_STORAGE = 'nobody is sent to the sign-in page: sessionStorage is not available';

// Reasons, in `explain()` and with `data-debug` (F2)

export const SIGNED_IN = 'signed in';
export const SIGNED_OUT = 'signed out';
export const sessionIs = (status: string, task: string) => `the session is ${status}${task && ` (${task})`}`;
export const CLERK_REFUSES = 'Clerk issues no token for the session: it has probably ended';
export const ownHeader = (name: string) => `its own ${name}`;
export const NO_HEADER = 'it cannot send headers';
export const BY_COOKIE = ", by Clerk's cookie until Clerk has loaded";
export const NOT_KNOWN = 'Clerk does not know its session yet';
export const notPatched = (channels: string) => `, but not for ${channels}, which could not be patched`;
export const notNative = (channels: string) =>
  `, but ${channels} is not the browser's own: only what it does with XMLHttpRequest carries that`;
export const notThere = (channels: string) => `, but not for ${channels}, which another script has put back`;
export const UNINSTALLED = 'uninstalled';
export const NO_URL = 'not a URL';
export const CLERK_ITSELF = 'a request of ClerkJS itself';
export const isExcluded = (source: string) => `excluded by "${source}"`;
export const noSource = (sources: string) => `no source matches: ${sources || 'nothing is configured'}`;
