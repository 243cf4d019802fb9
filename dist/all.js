/*! clerk-ajax 0.1.0 | MIT */
// All messages for the owner of the page. Each says what happened and, where possible, what the owner can do about it
// (F1).
/** Writes a message to the console. A page may have none, or one without most methods (E8). */
const say = (level, message) => {
    try {
        console[console[level] ? level : 'log'](`[clerk-ajax] ${message}`);
    }
    catch {
        // There is no console.
    }
};
/** Creates a logger that logs each message once, however often it occurs (F1). */
function createSayOnce() {
    const said = Object.create(null);
    return (level, message, key = message) => {
        if (said[key])
            return;
        said[key] = true;
        say(level, message);
    };
}
// Configuration (A)
const notAllowed = (value, allowed) => `"${value}" is not allowed; use ${allowed}`;
const ALLOWED_SOURCES = "'self', https://host, https://*.host, with :port or /path";
const ALLOWED_TEMPLATE = ', with #template';
const IN_ALL = ' (clerk-ajax.all.min.js has more)';
const ALLOWED_PARAM = 'letters, digits and - . _ ~';
const ALLOWED_HEADER = 'the name of a request header that scripts may set';
const ALLOWED_ORGANIZATION = 'the ID of an organization, org_…';
const ALLOWED_WAIT = 'milliseconds, at most 999999999';
const ALLOWED_BOOLEAN = 'true or false';
const ALLOWED_SIGNED_OUT = 'sign-in';
const ALLOWED_CLERK = 'a Clerk instance';
const NO_BACKEND = `is missing, so nothing is patched; use ${ALLOWED_SOURCES}, or set data-token-origins`;
const namedTwice = (token, backend) => `"${token}" overlaps "${backend}" in data-backend-origins; URLs that match both get only the token`;
const namedWithTemplates = (one, other) => `"${one}" and "${other}" match the same URLs, which get the token of the second`;
const NO_PAGE = 'needs a page: call install() in the browser';
const INSTALLED_ALREADY = 'is already installed with different options, which remain in effect; call uninstall() first';
// Patching (E7, E7a)
const isReplaced = (name) => `another script has replaced ${name}: put the tag of clerk-ajax before it`;
const cannotPatch = (channel, why) => `${channel} calls are sent without a session: ${why}`;
const replacedBack = (channels) => `another script has put back ${channels}, whose calls are now sent without a session: put the tag of clerk-ajax after it`;
const isFixed = (name) => `${name} cannot be replaced on this page`;
// Clerk, and waiting for it (D, H)
const gaveUp = (reason) => `${reason}: calls are sent without a session until Clerk has one`;
const timeIsUp = (wait) => `Clerk had no session for ${wait} ms`;
const NO_CLERK = 'there is no Clerk on this page';
const STATUS_ERROR = 'Clerk has status "error"';
const SCRIPT_FAILED = "Clerk's script failed to load";
const HELD_TOO_LONG = 'a call could not wait for Clerk any longer, and was sent without a session';
// Calls (C, E8, F)
const noSsl = (origin) => `${origin} receives no session data: a production instance requires HTTPS`;
const noTokenWithoutSsl = (origin) => `${origin} receives no session token: it requires HTTPS`;
const NO_TOKEN$1 = 'Clerk gave no session token: calls are sent without it';
const noTemplateToken = (template) => `Clerk gave no token of the JWT template "${template}": calls are sent without it`;
const noTemplate = (template) => `Clerk knows no JWT template "${template}" for this session: calls are sent without its token`;
const noOrganizationToken = (organization) => `Clerk gives no token for data-organization="${organization}": is the user a member?`;
const OLD_CLERK = 'data-organization needs ClerkJS 5.16 or later: calls are sent without a token';
const onlyActive = (template) => `Clerk gives tokens of the JWT template "${template}" for the active organization only: calls are sent without it`;
const cannotAwait = (template) => `a call that cannot wait for a token of the JWT template "${template}" is sent without it`;
const omitted = (origin) => `a call to ${origin} omits credentials, so it is sent without a session: include them, or use data-token-origins`;
const noTokenParam = (api) => `${api} cannot send headers, so it is sent without a token; set data-token-param to put it in the URL`;
const noStreamToken = (api) => `${api} calls are sent without a token: ${isReplaced('fetch')}`;
/** Includes only the error's name: its message may contain a URL with the session ID (F4). */
const broken = (error) => `failed (${Object(error).name}), so calls are sent as the page made them; please report it`;
const corsFailed = (origin, page, credentials, headers) => `a call to ${origin} failed, possibly because of CORS or a redirect. The response must include "Access-Control-Allow-Origin: ${page}"${credentials ? ' (not "*") and "Access-Control-Allow-Credentials: true"' : ''}${headers && `, and allow the header "${headers}"`}`;
const blockedByPolicy = (origin) => `calls to ${origin} are blocked by this page's Content Security Policy: add ${origin} to connect-src`;
const isMissed = (origin, source) => `${origin} is called, but ${source} is listed: these calls carry no session`;
const cameEarly = (origin) => `${origin} was called before clerk-ajax ran, so without a session: put its tag first`;
/**
 * Explains a refused call (F5). One of the hints below follows.
 *
 * @param carried what the call carried
 * @param said the reason that the backend gives, if the page may read it
 */
const unauthorized = (origin, status, carried, said) => `${origin} answered ${status} to a call with ${carried || 'nothing'}${said && ` (${said})`}`;
const REMOVE_OWN = '. Remove that header, so that the call carries the token';
const BASIC = '. It requires HTTP Basic authentication: set data-token-header, or exclude the URL with data-exclude';
const addParty = (page) => `. Add ${page} to its authorized parties`;
const CHECK_CLOCK = '. Correct its clock';
const CHECK_KEYS = ". Give it this Clerk instance's keys";
const NO_TEMPLATE = ". Clerk's SDKs accept session tokens only: remove the template from the list";
const DROPPED = '. The token was lost on its way: let the proxy pass its header on';
const useTokens = (origin) => `. Clerk's SDKs from 2022 or later need data-token-origins="${origin}"`;
const checkToken = (page) => `. Check that it gets the token, accepts ${page} as an authorized party (azp), and has a correct clock and this Clerk instance's keys`;
const OLD_SDK = '. A Clerk SDK from before 2022 reads no token: use data-backend-origins';
/** Clerk moved its SDKs from session IDs to tokens in October 2021. */
const checkSdk = (origin, hasCookie) => `${useTokens(origin)}; older ones need ${hasCookie ? "Clerk's deprecated POST /v1/sessions/:id/verify" : "Clerk's cookie, which only reaches the page's host"}`;
const NO_STORAGE = 'nobody is sent to the sign-in page: sessionStorage is not available';
// Reasons, in `explain()` and with `data-debug` (F2)
const SIGNED_IN = 'signed in';
const SIGNED_OUT = 'signed out';
const sessionIs = (status, task) => `the session is ${status}${task && ` (${task})`}`;
const CLERK_REFUSES = 'Clerk issues no token for the session: it has probably ended';
const ownHeader = (name) => `its own ${name}`;
const NO_HEADER = 'it cannot send headers';
const BY_COOKIE = ", by Clerk's cookie until Clerk has loaded";
const NOT_KNOWN = 'Clerk does not know its session yet';
const notPatched = (channels) => `, but not for ${channels}, which could not be patched`;
const notNative = (channels) => `, but ${channels} is not the browser's own: only what it does with XMLHttpRequest carries that`;
const notThere = (channels) => `, but not for ${channels}, which another script has put back`;
const UNINSTALLED = 'uninstalled';
const NO_URL = 'not a URL';
const CLERK_ITSELF = 'a request of ClerkJS itself';
const isExcluded = (source) => `excluded by "${source}"`;
const noSource = (sources) => `no source matches: ${sources || 'nothing is configured'}`;

/** Returns the function's result, or the fallback if it throws. */
function quietly(read, otherwise) {
    try {
        return read();
    }
    catch {
        return otherwise;
    }
}

// Old pages override built-ins, sometimes with broken ones. Code that decides where the session goes uses the built-ins
// captured when the shim loaded, so scripts after the tag change nothing. `findWrong()` tests whether scripts before
// the tag have broken them (B5a).
const { AbortSignal, FormData, Headers, Proxy, Request, URL: URL$1, URLSearchParams, WeakMap, encodeURIComponent } = globalThis;
/** The native `Promise`: the page may have replaced `window.Promise`. */
const Promise$1 = (async () => { })().constructor;
// Pages may stub `window`'s timers, above all in their own tests; held calls must still be sent.
const { setTimeout, clearTimeout } = globalThis;
const clock = Object(globalThis.performance).now ? performance : Date;
const { now: clockNow } = clock;
/** The time in ms, from a monotonic clock where there is one. */
const now = () => apply(clockNow, clock, []);
const { create } = Object;
const { apply: reflected } = Object(globalThis.Reflect);
const works = (method) => quietly(() => method((item) => item, 0, [1]) === 1);
/**
 * Calls a method. Engines inline `Reflect.apply` best, but the page may have replaced it, as MooTools replaces
 * `Function.prototype.bind`.
 */
const apply = works(reflected)
    ? reflected
    : (method, self, args) => Function.prototype.apply.call(method, self, args);
/** Turns a method into a function: `slice(text, 1)` for `text.slice(1)`. */
const uncurry = (method) => (self, ...args) => apply(method, self, args);
/** The descriptor of an object's own property; an empty one if there is no such property. */
const descriptorOf = (owner, name) => withoutPrototype(Object.getOwnPropertyDescriptor(owner, name) || {});
/**
 * The native prototype of a class, even if another script has replaced the class by a subclass.
 *
 * @param name an attribute that identifies it
 */
function prototypeWith(constructor, name) {
    let prototype = prototypeOf(constructor);
    while (prototype && !descriptorOf(prototype, name).get)
        prototype = Object.getPrototypeOf(prototype);
    return prototype || undefined;
}
/** Copies an object without a prototype: the page may have added members to `Object.prototype` (E8). */
function withoutPrototype(members) {
    const object = create(null);
    for (const name in members)
        if (hasOwn(members, name))
            object[name] = members[name];
    return object;
}
/** The prototype of an interface, even if the page has replaced its constructor by something else. */
const prototypeOf = (constructor) => Object(Object(constructor).prototype);
// Old shims of `getOwnPropertyDescriptor()` read the attribute, which throws on a prototype.
const getIn = (constructor, name) => quietly(() => descriptorOf(prototypeOf(constructor), name).get);
const getterOf = (constructor, name) => uncurry(getIn(constructor, name));
const exec = uncurry(/x/.exec);
const indexOf = uncurry(''.indexOf);
const slice = uncurry(''.slice);
/** Polyfills of `startsWith()` are often wrong. */
const startsWith = (text, start) => slice(text, 0, start.length) === start;
const textOf$1 = uncurry(Function.prototype.toString);
const hasOwn = uncurry(Object.prototype.hasOwnProperty);
/**
 * Whether a function is the browser's own and not a script's: it has no `prototype` and prints its name, unlike bound
 * functions and proxies. (zone.js's functions print the text of those that they replace.)
 */
const isNative = (method, name) => !hasOwn(method, 'prototype') &&
    // In WebKit, the text of a bound function is that of what it is bound to.
    method.name === name &&
    !!exec(new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code`), textOf$1(method));
const hrefOf = getterOf(URL$1, 'href');
const originOf = getterOf(URL$1, 'origin');
const pathnameOf = getterOf(URL$1, 'pathname');
/** The method that converts a `URL` object to a string. */
const { toString: urlToString } = prototypeOf(URL$1);
/** Whether `Request` and `Response` are native. Polyfills of `fetch` replace both, and MooTools replaces `Request`. */
const hasRequest = !!getIn(Request, 'url');
const hasResponse = !!getIn(globalThis.Response, 'url');
/** The URL of a request. @throws TypeError if it is not a native `Request` */
const urlOfRequest = getterOf(Request, 'url');
const weakMap = prototypeOf(WeakMap);
const weakGet = uncurry(weakMap.get);
const weakSet = uncurry(weakMap.set);
const { get, has: has$1 } = prototypeOf(URLSearchParams);
const getParam = uncurry(get);
const hasName = uncurry(has$1);
/** Tests of the built-ins that decide where the session goes: a name, and whether it works. */
const QUESTIONS = [
    ['Map', () => prototypeOf(globalThis.Map).get],
    ['Proxy', () => Proxy.revocable],
    ['Set', () => prototypeOf(globalThis.Set).add],
    ['Symbol', () => globalThis.Symbol.for],
    ['Reflect', () => apply((...args) => `${args}` === '1,2', 0, [1, 2])],
    ['RegExp', () => `${exec(/^a(.)$/, 'ab')}` === 'ab,b' && !exec(/^b/, 'ab') && !exec(/a$/, 'ab')],
    [
        'String',
        () => slice('abc', 1, -1) === 'b' &&
            indexOf('abcb', 'b', 2) === 3 &&
            indexOf('abc', 'd') < 0 &&
            'aB'.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) === 'a-b',
    ],
    [
        'Object',
        () => withoutPrototype({ a: 1 }).a &&
            descriptorOf({
                get a() {
                    return 1;
                },
            }, 'a').get,
    ],
    [
        'Array',
        () => {
            const list = [];
            list.push(1);
            return list[0] && list.length;
        },
    ],
    ['encodeURIComponent', () => encodeURIComponent('a b') === 'a%20b'],
    ['Request', () => !hasRequest || urlOfRequest(new Request('https://a/b')) === 'https://a/b'],
    [
        'URL',
        () => {
            const url = new URL$1('//b:81/c?d', 'https://a/');
            return originOf(url) === 'https://b:81' && pathnameOf(url) === '/c' && hrefOf(url) === 'https://b:81/c?d';
        },
    ],
    [
        'URLSearchParams',
        () => getParam(new URLSearchParams('?%61=b'), 'a') === 'b' && !hasName(new URLSearchParams(''), 'a'),
    ],
    [
        'WeakMap',
        () => {
            const key = {};
            const map = new WeakMap();
            weakSet(map, key, key);
            return weakGet(map, key) === key && !weakGet(map, {});
        },
    ],
];
/** The name of a built-in that the shim needs and that another script has broken, if there is one (E8). */
function findWrong() {
    // It throws if the built-in is missing, or if something else has its name.
    for (const [name, isRight] of QUESTIONS)
        if (!quietly(isRight))
            return name;
    return;
}

/** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
const resolve = (url, base) => hrefOf(new URL$1(url, base));
const isRemoved = (character = '') => exec(/[\t\n\r]/, character);
/**
 * Does the URL parser's first step: removes control characters and spaces from both ends, and tabs and newlines
 * everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Otherwise a parameter could end up behind a space
 * that native strips, and `/\n/evil.test` would look like a path.
 */
function preprocess(url) {
    if (!exec(/[\0-\x20]/, url))
        return url;
    let start = 0;
    let end = url.length;
    while (url[start] <= ' ')
        start++;
    while (end > start && url[end - 1] <= ' ')
        end--;
    let clean = '';
    for (; start < end; start++) {
        const character = url[start];
        if (isRemoved(character))
            continue;
        // Native replaces each half of a split surrogate pair with U+FFFD before it removes the newline between them.
        clean += exec(/[\ud800-\udbff]/, character) && isRemoved(url[start + 1]) ? '\ufffd' : character;
    }
    return clean;
}
/** Whether a URL inherits the path and the query of its base. */
const isOfBase = (url) => exec(/^(?:https?:)?(?:#|$)/i, url);
/** The URL as the parser sees it; resolved if it inherits the query of its base. */
function clean(url, base) {
    const clean = preprocess(url);
    return isOfBase(clean) ? resolve(clean, base()) : clean;
}
/** Appends an encoded `name=value` to the query, before any fragment. Leaves every other byte unchanged. */
function addParam(url, param) {
    const end = indexOf(url, '#');
    const head = end < 0 ? url : slice(url, 0, end);
    const query = indexOf(head, '?');
    const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
    return `${head}${glue}${param}${slice(url, head.length)}`;
}
/**
 * Removes or replaces the parameters with a given name in the query; the `&` before a removed one is removed with it.
 * Leaves every other byte unchanged.
 *
 * @param goes whether a parameter with this value is removed
 * @param by an encoded `name=value` to put in its place
 * @returns the rest of the URL, and whether it still has a parameter of this name
 */
function takeOut(url, name, goes, by) {
    // Most URLs lack the parameter, which can be seen without parsing.
    const mayHave = indexOf(url, name) >= 0 || indexOf(url, '%') >= 0;
    const parts = mayHave && exec(/^([^?#]*)\?([^#]*)([\s\S]*)/, url);
    if (!parts)
        return { rest: url, stays: false };
    const [, path, query, hash] = parts;
    let left = `${query}&`;
    let kept = '';
    let before = '';
    let found = false;
    let stays = false;
    while (left) {
        const end = indexOf(left, '&') + 1;
        const pair = slice(left, 0, end);
        const params = new URLSearchParams(`?${pair}`);
        const isOne = hasName(params, name);
        if (isOne && goes(getParam(params, name))) {
            found = true;
            if (by) {
                kept += `${by}&`;
                stays = true;
                // The `&` before it belongs to an empty pair, which stays.
            }
            else if (before === '&')
                kept += '&';
        }
        else {
            kept += pair;
            stays = stays || isOne;
        }
        before = pair;
        left = slice(left, end);
    }
    // An empty URL would inherit the query of its base.
    const rest = found ? `${path}${kept || !path ? '?' : ''}${slice(kept, 0, -1)}${hash}` : url;
    return { rest, stays };
}
/** The part of a URL before its query and its fragment. */
const withoutQuery = (url) => exec(/^[^?#]*/, url)[0];
/** Whether a URL does not depend on its base. */
const isAbsolute = (url) => !!exec(/^https?:\/\//, url);
/** Resolves all but the query and the fragment of a URL: native encodes the query in the encoding of the page. */
function absolute(url, base) {
    url = preprocess(url);
    if (isOfBase(url))
        return resolve(url, base);
    const head = withoutQuery(url);
    // With the `?`, a space at the end of the path stays part of it.
    const path = exec(/^(?:https?:)?$/i, head) ? withoutQuery(base) : slice(resolve(`${head}?`, base), 0, -1);
    return path + slice(url, head.length);
}

// The session token in the query, for APIs that cannot send headers (I3, I4).
const isIn = (url, name) => takeOut(url, name, () => false).stays;
/**
 * Whether a call gets a token in its URL. It gets none if the page has set the parameter itself, as SignalR does.
 *
 * @param api the name of the API, for messages
 */
function wantsTokenInUrl(calls, backend, api, url) {
    if (!calls.wantsToken(backend))
        return false;
    const { tokenParam } = calls;
    if (!tokenParam)
        calls.say('warn', noTokenParam(api));
    return !!tokenParam && !isIn(url, tokenParam);
}
/** The URL of a call that is sent right now, with all that it carries. Never throws. */
function carryInUrl(calls, backend, { api, url, wantsToken }, token) {
    const carried = calls.carry(backend, { method: api, url, from: calls.base }, wantsToken, token);
    if (!carried.token)
        return carried.url;
    return addParam(clean(carried.url, calls.base), `${calls.tokenParam}=${encodeURIComponent(carried.token)}`);
}

/** Extends an undo function by a further step. */
function undoWith(undo, more) {
    const both = () => {
        undo();
        more();
    };
    both.isPutBack = undo.isPutBack;
    return both;
}
/**
 * Replaces the value, the getter or the setter of a property.
 *
 * @returns a function that undoes it; nothing if the property is frozen or not configurable (E7a)
 */
function replaceProperty(owner, name, part, by) {
    const before = descriptorOf(owner, name);
    // Throws for a frozen property. A page can freeze it later, too.
    const define = (descriptor) => quietly(() => !!Object.defineProperty(owner, name, descriptor), false);
    if (!define(withoutPrototype({ ...before, [part]: by })))
        return;
    const undo = () => descriptorOf(owner, name)[part] === by && define(before);
    undo.isPutBack = () => {
        const current = descriptorOf(owner, name)[part];
        // A function that another script has put over ours passes calls on to it.
        return current === before[part] || (part === 'value' && current !== by && isNative(current, name));
    };
    return undo;
}

/**
 * Replaces a method, or the getter or the setter of an attribute.
 *
 * The new function has the properties of the native one, such as its name and its length. A `Proxy` over it makes
 * `Function.prototype.toString` print `[native code]` (E2). The `Proxy` has no `apply` trap, which is slow in WebKit.
 *
 * @returns a function that undoes it: it restores the native function, or makes the new one a pass-through if another
 * script has patched over it since (A6). Nothing if the function cannot be replaced (E7a)
 */
function replaceMethod(owner, name, handler, part = 'value') {
    const native = descriptorOf(owner, name)[part];
    if (typeof native !== 'function')
        return;
    let active = true;
    const { method } = {
        method(...args) {
            return active ? handler(native, this, args) : apply(native, this, args);
        },
    };
    for (const key of Object.getOwnPropertyNames(native))
        Object.defineProperty(method, key, descriptorOf(native, key));
    const value = new Proxy(method, withoutPrototype({}));
    const restore = replaceProperty(owner, name, part, value);
    if (!restore)
        return;
    return undoWith(restore, () => {
        active = false;
    });
}
/**
 * Replaces methods and getters: all of them, or none.
 *
 * @returns a function that undoes it, or the name of the first member that cannot be replaced (E7a)
 */
function replaceMethods(...replacements) {
    const replaced = [];
    const undo = () => {
        for (const each of replaced)
            each();
    };
    undo.isPutBack = () => replaced.some(({ isPutBack }) => isPutBack && isPutBack());
    for (const replacement of replacements) {
        const each = replaceMethod(...replacement);
        if (!each) {
            undo();
            return replacement[1];
        }
        replaced.push(each);
    }
    return undo;
}

/** Whether converting the value to a string is unobservable to the page. */
function convertsQuietly(value) {
    if (typeof value === 'string' || Object(value) !== value)
        return true;
    try {
        // Throws for anything but a `URL`, such as a Proxy of one, which native cannot convert.
        hrefOf(value);
        return value.toString === urlToString && !(Symbol.toPrimitive in value);
    }
    catch {
        return false;
    }
}
/**
 * Converts the arguments of `open()` or `setRequestHeader()` to strings as native does: each once, from left to right,
 * and none after one that native rejects (B4). If there is a symbol, nothing is converted, since native rejects it
 * first. The third argument of `open()` is a boolean and stays as it is.
 *
 * @param byteStrings how many leading arguments must not contain a character above U+00FF
 */
function toStrings(args, byteStrings) {
    const list = args.slice();
    for (const value of list)
        if (typeof value === 'symbol')
            return list;
    for (let i = 0; i < list.length; i++) {
        if (i < 2 || (i > 2 && i < 5 && list[i] != null))
            list[i] = `${list[i]}`;
        if (i < byteStrings && exec(/[^\0-\xff]/, list[i]))
            break;
    }
    return list;
}

const API$2 = 'sendBeacon';
/**
 * `navigator.sendBeacon()` (I4). The user may be leaving the page, so it is sent immediately, with the session that is
 * known when it is called.
 */
const beaconChannel = {
    name: 'beacon',
    install(calls) {
        const { prototype } = Object(globalThis.Navigator);
        if (!prototype || !prototype[API$2])
            return () => { };
        // Polyfills put theirs on the object itself (E7).
        const owner = descriptorOf(navigator, API$2).value ? navigator : prototype;
        const undo = replaceMethod(owner, API$2, onSendBeacon(calls));
        if (!undo)
            throw new Error(isFixed('navigator.sendBeacon'));
        return undo;
    },
};
const onSendBeacon = (calls) => (native, self, args) => {
    // Native throws for any other `this`, except the navigator of a frame, which is another page.
    if (!args.length || self !== navigator)
        return apply(native, self, args);
    if (!convertsQuietly(args[0]))
        args[0] = `${args[0]}`;
    const backend = calls.match(args[0]);
    if (!backend)
        return apply(native, self, args);
    const url = `${args[0]}`;
    const wantsToken = wantsTokenInUrl(calls, backend, API$2, url);
    args[0] = carryInUrl(calls, backend, { api: API$2, url, wantsToken }, wantsToken ? calls.tokenNow(backend) : undefined);
    return apply(native, self, args);
};

/**
 * Creates a plain object. If the page has added members to `Object.prototype` that native would read, the object
 * inherits nothing (E8).
 */
function ordinaryObject() {
    const object = {};
    for (const _ in object)
        return Object.create(null);
    return object;
}

const { Blob: Blob$1 } = globalThis;
const toString = uncurry(Object.prototype.toString);
/** The name of an object's interface, in any realm. */
const kindOf = (value) => slice(toString(value), 8, -1);
/**
 * How native treats bytes whose buffer is shared or resizable: rejects them (-1), takes them as bytes (0), or converts
 * them to a string. In each engine, a `Blob` treats them as an XHR does.
 */
function specialBytes(body) {
    const isView = ArrayBuffer.isView(body);
    const buffer = isView ? body.buffer : body;
    const isShared = kindOf(buffer) === 'SharedArrayBuffer';
    if (!isShared && (kindOf(buffer) !== 'ArrayBuffer' || !buffer.resizable))
        return 0;
    return quietly(() => new Blob$1([(isShared && !isView ? buffer : new DataView(buffer, 0, 0))]).size, -1);
}
/** Whether native rejects a body in `send()`. */
const isRejected = (body) => specialBytes(body) < 0;
/**
 * Copies a request body, since the page may change it before it is sent (D5, D6). The type is read from its string tag,
 * since it may come from another realm.
 *
 * @returns `undefined` for an object that native converts to a string; native must do that, once (B4). The body itself
 * if native must decide about it
 */
function snapshot(body) {
    const kind = kindOf(body);
    if (Object(body) !== body || exec(/^(?:Blob|File|ReadableStream)$/, kind))
        return body;
    const special = specialBytes(body);
    if (special)
        return special < 0 ? body : undefined;
    if (ArrayBuffer.isView(body))
        return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
    if (kind === 'ArrayBuffer')
        return body.slice(0);
    if (kind === 'URLSearchParams')
        return new URLSearchParams(`${body}`);
    if (kind === 'FormData') {
        const copy = new FormData();
        body.forEach((value, name) => {
            copy.append(name, value);
        });
        return copy;
    }
    if (exec(/Document$/, kind))
        return copyOf$1(body);
    return;
}
/** A copy of a document that native serializes to the same text. */
function copyOf$1(document) {
    const serialize = (it) => new XMLSerializer().serializeToString(it);
    const text = serialize(document);
    if (exec(/^<\?xml/, text)) {
        // Chromium does not clone the XML declaration.
        const parsed = new DOMParser().parseFromString(text, 'application/xml');
        if (serialize(parsed) === text)
            return parsed;
    }
    return document.cloneNode(true);
}

const isPrimitive = (value) => Object(value) !== value;
// The page may have a `var Reflect`.
const ownKeys$1 = Object(globalThis.Reflect).ownKeys || Object.getOwnPropertyNames;
const { forEach: forEach$1, has } = Object(Object(Headers).prototype);
/** Native throws for anything but its own objects, which a Proxy of the page cannot observe. */
const isHeaders = (value) => quietly(() => apply(has, value, ['a']) !== undefined, false);
/** Converts a value as native does. Native itself converts primitives, which the page cannot observe. */
const take = (value) => (isPrimitive(value) ? value : `${value}`);
/**
 * Copies the current `headers` of an `init`: they stay an object, an array of pairs or a `Headers`, with the page's
 * spelling and order, which an HTTP/1.1 server sees (E4a). The page can observe that its getters and conversions run,
 * so this reads as native does: in native's order, each member once (https://webidl.spec.whatwg.org/#js-record).
 *
 * @returns the value itself if native rejects it
 */
function takeHeaders(value) {
    if (isPrimitive(value))
        return value;
    if (isHeaders(value))
        return new Headers(value);
    const iterate = value[Symbol.iterator];
    return iterate == null ? takeRecord(value) : takePairs(value, iterate);
}
function takeRecord(record) {
    const copy = ordinaryObject();
    for (const name of ownKeys$1(record)) {
        const member = Object.getOwnPropertyDescriptor(record, name);
        if (!member || !member.enumerable)
            continue;
        // Native rejects a name that is a symbol.
        const value = typeof name === 'symbol' ? '' : take(record[name]);
        Object.defineProperty(copy, name, withoutPrototype({ value, enumerable: true, writable: true, configurable: true }));
    }
    return copy;
}
function takePairs(list, iterate) {
    const pairs = [];
    for (const pair of { [Symbol.iterator]: () => apply(iterate, list, []) }) {
        // Native rejects an item that is not a list.
        if (isPrimitive(pair))
            return [pair];
        const copy = [];
        for (const value of pair)
            copy[copy.length] = take(value);
        pairs[pairs.length] = copy;
    }
    return pairs;
}
/**
 * Adds a header to the page's headers, as copied by {@link takeHeaders}.
 *
 * @param pair name and value of the header
 * @param isSeen whether another script sees them: a `Headers` then stays one. Its names are in lower case, which a server
 * that looks for `Authorization` may not know
 */
function withHeader(headers, pair, isSeen) {
    const [name, value] = pair;
    if (headers == null)
        return { [name]: value };
    if (isHeaders(headers)) {
        if (!isSeen)
            return pairsOf(headers, pair);
        headers.set(name, value);
    }
    else if (Array.isArray(headers))
        headers[headers.length] = pair;
    else
        headers[name] = value;
    return headers;
}
function pairsOf(headers, last) {
    const pairs = [];
    apply(forEach$1, headers, [
        (value, name) => {
            pairs[pairs.length] = [name, value];
        },
    ]);
    pairs[pairs.length] = last;
    return pairs;
}

/**
 * Copies `init` if it is plain data, which the page cannot observe. Otherwise only native reads it: the page can
 * observe calls of its getters (E3).
 */
function copyOf(init) {
    try {
        const prototype = Object.getPrototypeOf(init);
        // A plain object of any realm.
        if (prototype && (Object.getPrototypeOf(prototype) || !('isPrototypeOf' in prototype)))
            return;
        const members = Object.values(Object.getOwnPropertyDescriptors(init));
        if (members.every((member) => member.enumerable && 'value' in member)) {
            return Object.assign(Object.create(prototype), init);
        }
    }
    catch {
        // A Proxy of the page throws.
    }
    return;
}
/** Creates an object that native reads in place of `init`, and keeps what native reads. */
function readOnce(init) {
    const members = Object.create(null);
    let body;
    let thrown;
    const attempt = (read) => {
        try {
            return read();
        }
        catch (error) {
            thrown = { error };
            throw error;
        }
    };
    const bodyOf = (value) => {
        // The browser may not read a buffer until it sends the request. It converts other objects to strings after it has
        // read all members.
        body = snapshot(value);
        if (body !== undefined || Object(value) !== value)
            return body;
        return {
            toString() {
                if (body === undefined)
                    body = attempt(() => `${value}`);
                return body;
            },
        };
    };
    const get = (_, name) => attempt(() => {
        const value = init[name];
        members[name] = name === 'body' ? bodyOf(value) : name === 'headers' ? takeHeaders(value) : value;
        return name === 'signal' && isForeignSignal(value) ? undefined : members[name];
    });
    return {
        reader: Object(init) === init ? new Proxy({}, withoutPrototype({ get })) : init,
        members,
        body: () => body,
        thrown: () => thrown,
    };
}
let hasPolyfill;
/**
 * Whether a signal comes from a polyfill of `AbortController`, which native rejects. The polyfill's `fetch`, beneath
 * the shim, accepts it (E7).
 */
function isForeignSignal(signal) {
    if (Object(signal) !== signal)
        return false;
    const { signal: own } = new Request('data:,');
    // Not `instanceof`: polyfills make it true.
    hasPolyfill !== null && hasPolyfill !== void 0 ? hasPolyfill : (hasPolyfill = !!own && Object.getPrototypeOf(own) !== Object(AbortSignal).prototype);
    return hasPolyfill && Object.getPrototypeOf(own) !== Object.getPrototypeOf(signal);
}

/**
 * The arguments of `fetch(url, init)`, as they were at the call: patches beneath the shim and the browser get the same
 * types of URL and headers, and every member that the page gave (E4a).
 *
 * @param input a string, a `URL`, or a value that is converted to a string
 * @param copy the members of `init`, if it is plain data
 */
function argumentsOf(input, copy, { members, body, request, hasInit, isPatched }) {
    const url = `${input}`;
    const isUrl = Object(input) === input;
    const init = copy || ordinaryObject();
    for (const name in members) {
        const value = members[name];
        if (value === undefined && !(copy && hasOwn(copy, name)))
            continue;
        if (name === 'body')
            init[name] = kindOf(body) === 'ReadableStream' ? request.body || body : body;
        // Native has converted it, once (B4).
        else if (Object(value) === value && name !== 'headers' && name !== 'signal' && name in request) {
            init[name] = request[name];
        }
        else
            init[name] = value;
    }
    const sameKind = (text) => (isUrl ? new URL$1(text) : text);
    return {
        url,
        ready: undefined,
        plain: () => (hasInit ? [sameKind(url), init] : [sameKind(url)]),
        with(carried) {
            const changes = ordinaryObject();
            if (carried.header)
                changes.headers = withHeader(init.headers, carried.header, isPatched);
            if (carried.credentials && request.credentials === 'same-origin')
                changes.credentials = 'include';
            const list = [sameKind(carried.url)];
            for (const name in changes)
                init[name] = changes[name];
            if (hasInit || changes.headers || changes.credentials)
                list[1] = init;
            return list;
        },
    };
}

const isMultipart = (request) => exec(/^multipart\/form-data; ?boundary=/, request.headers.get('content-type') || '');
/**
 * Reads the body of a request, so that it can be sent to another URL. `new Request(url, request)` loses the body in
 * Firefox, and turns it into a stream elsewhere, which cannot be sent over HTTP/1.1 or with `keepalive`.
 *
 * @param request one that the page cannot reach
 * @param given the `body` in the page's `init`, as it was at the call
 */
function takeBody(request, given) {
    const taken = withoutPrototype({});
    if (given != null) {
        // Engines that cannot send streams convert them to strings, like any other object.
        if (kindOf(given) === 'ReadableStream')
            return withoutPrototype({ body: request.body || given });
        // Native generates a new boundary for the body. A content type that the page has set is kept.
        if (kindOf(given) === 'FormData' && isMultipart(request))
            request.headers.delete('content-type');
        return withoutPrototype({ body: given });
    }
    if (exec(/^(?:GET|HEAD)$/, request.method))
        return taken;
    const spare = request.clone();
    let carrier;
    try {
        // This mode rejects streams and nothing else. Streams are passed on without being read.
        const mode = withoutPrototype({ mode: 'no-cors', method: 'POST', integrity: '', cache: 'default' });
        carrier = new Request(request, mode);
    }
    catch {
        if (spare.body)
            spare.body.cancel().catch(() => { });
        return withoutPrototype({ body: request.body });
    }
    if (request.bodyUsed) {
        taken.spare = spare;
        taken.ready = carrier.blob().then((body) => {
            taken.body = body;
            taken.ready = taken.spare = undefined;
        }, () => {
            // WebKit cannot read form data with files. No engine can read a file that has changed on disk.
            taken.ready = undefined;
        });
    }
    return taken;
}
/**
 * The members of a request as an `init`, to create one with another URL (E4).
 *
 * @param members the members to override
 */
function settingsOf(request, members) {
    const settings = Object.create(null);
    // Copies all attributes that this engine supports. It copies the methods as well; native ignores them.
    for (const name in request)
        settings[name] = request[name];
    return Object.assign(settings, members);
}

/**
 * The argument of `fetch(request)`, as it was at the call. It stays a `Request` (E4a). Only a request that gets another
 * URL must be recreated: its header names are then in lower case, since no engine reveals their spelling.
 *
 * @param request a copy of the page's request
 * @param members what native has read of `init`
 * @param given the `body` in it
 * @param getsId whether the URL is going to change
 */
function requestOf(request, members, given, getsId) {
    const url = urlOfRequest(request);
    const taken = getsId
        ? takeBody(request, given)
        : withoutPrototype({ spare: request, ready: undefined, body: undefined });
    const others = othersThan(request, members);
    const asItIs = () => taken.spare || request;
    return {
        url,
        ready: taken.ready,
        plain: () => [asItIs()],
        with({ url: target, header, credentials: includes }) {
            const { headers, referrer, referrerPolicy, signal } = request;
            if (header)
                headers.set(header[0], header[1]);
            const credentials = includes && request.credentials === 'same-origin' ? 'include' : request.credentials;
            if (taken.spare === request && credentials === request.credentials)
                return [request];
            if (taken.spare) {
                return [taken.spare, withoutPrototype({ credentials, headers, referrer, referrerPolicy, signal })];
            }
            const settings = settingsOf(request, { body: taken.body, credentials });
            try {
                const moved = new Request(target, settings);
                return others ? [moved, others] : [moved];
            }
            catch {
                // Native rejects it.
                return [target, settings];
            }
        },
    };
}
/** The members of an `init` that are no attributes of a request: an engine may know some (E3). */
function othersThan(request, members) {
    let others;
    for (const name in members) {
        if (members[name] === undefined || name in request || name === 'body')
            continue;
        // A non-empty `init` resets these two (https://fetch.spec.whatwg.org/#dom-request, step 12).
        others =
            others || Object.assign(ordinaryObject(), { referrer: request.referrer, referrerPolicy: request.referrerPolicy });
        others[name] = members[name];
    }
    return others;
}

/**
 * The page's origin, which `'self'` stands for. A `srcdoc` frame inherits it from its parent, so `location` does not
 * contain it, and a page's own `var origin` overwrites `window.origin`. A `blob:` URL always contains it.
 *
 * @throws DOMException for the window of another origin
 */
function pageOrigin({ location, URL, Blob } = window) {
    if (/^http/.test(location.origin))
        return location.origin;
    // The page may have replaced `Blob`.
    return quietly(() => {
        const url = URL.createObjectURL(new Blob());
        URL.revokeObjectURL(url);
        return new URL(url).origin;
    }, 'null');
}
const siteOf = (origin) => origin.replace(/^ws/, 'http').replace(/:\d+$/, '');
/**
 * Whether Clerk's cookie can reach an origin: a cookie without a domain reaches the page's host only, on any port. If
 * one is http and the other https, browsers treat them as two sites, between which no cookie with `SameSite=Lax` goes.
 */
const isPageHost = (origin) => /^(?:http|ws)/.test(origin) && siteOf(origin) === siteOf(pageOrigin());

/** The ID of the last session that Clerk's servers issued no token for. */
let refused;
/** Whether Clerk's servers have refused to issue a token. */
const isRefusal = (error) => {
    // Without a connection there is no status. 429 only means that Clerk's servers limit the rate.
    const { status } = Object(error);
    return status >= 400 && status < 500 && status !== 429;
};
/**
 * Records the outcome of a token request. If a session has ended elsewhere, and Clerk's servers answer 404, nothing
 * else reveals it: ClerkJS 4 to 6 keep such a session, with the status "active". After a 401 they reload the client.
 *
 * @param error the error that ClerkJS threw; nothing if there is a token
 */
const noteAnswer = (session, error) => quietly(() => {
    const { id } = session;
    if (isRefusal(error))
        refused = id;
    else if (refused === id && !error)
        refused = undefined;
});
/** Whether Clerk's servers have issued no token for a session: it has probably ended elsewhere. */
const isRefused$2 = ({ id }) => refused === id;
/** What the page is told about Clerk's session (L1). Never throws. */
const stateOf$1 = (session) => quietly(() => {
    if (!session)
        return session === null ? 'signed-out' : 'unknown';
    const { status = 'active' } = session;
    if (isRefused$2(session))
        return 'signed-out';
    return status === 'active' ? 'signed-in' : status === 'pending' ? status : 'signed-out';
}, 'unknown');
/** Describes Clerk's active session: whether it still is active, as far as the page can know (F2). Never throws. */
const describeSession = (session) => quietly(() => {
    const { status, expireAt, currentTask } = session;
    // `session.end()` and the like change the object in place. Instances other than ClerkJS's have no status.
    if (status && status !== 'active')
        return sessionIs(status, currentTask ? currentTask.key : '');
    if (expireAt && +expireAt <= Date.now())
        return sessionIs('expired', '');
    return isRefused$2(session) ? CLERK_REFUSES : SIGNED_IN;
}, SIGNED_IN);

/**
 * The context of a call: its session and its organization. `Clerk.setActive({ organization })` keeps the session's ID
 * and changes this. Read it before any wait: ClerkJS changes the session object in place.
 *
 * @param organization its ID, if it is not the active one (C10)
 */
const contextOf = ({ id, lastActiveOrganizationId }, organization = lastActiveOrganizationId) => `${id} ${organization || ''}`;
/** The ID of a session token's organization; empty if there is none. */
const organizationOf = ({ o, org_id }) => (o && o.id) || org_id || '';
/** The context of a session token. */
const contextOfClaims = (claims) => `${claims.sid} ${organizationOf(claims)}`;
/**
 * Whether a token cannot be that of a JWT template in this context. Only session tokens name a session. A template may
 * name the organization, but few do; a claim of that name may also be something else.
 */
const isNotOfTemplate = (claims, context) => {
    const organization = `${organizationOf(claims)}`;
    return !!claims.sid || (!!exec(/^org_/, organization) && slice(context, -organization.length) !== organization);
};
/** The claims of a token; nothing if it is not a JWT. */
const claimsOf = (token) => quietly(() => {
    const [, payload] = token.split('.');
    // A `replace()` of all would never end with an `exec()` of the page's that always finds something.
    return JSON.parse(atob(payload.split('-').join('+').split('_').join('/')));
});
/** Whether a token can be put into a header and into a URL. ClerkJS may be a mock that returns anything. */
const isToken = (token) => typeof token === 'string' && !!exec(/^[!-~]+$/, token);

/** The page's cookies. A sandboxed frame cannot read them. */
const cookieText = () => quietly(() => document.cookie, '');
/** Clerk's cookies. */
function clerkCookies(text = cookieText()) {
    const cookies = [];
    const pattern = /(?:^|; *)(__session|__client_uat|clerk_active_context)(_[^=;]*)?=([^;]*)/g;
    for (;;) {
        const match = exec(pattern, text);
        if (!match)
            return cookies;
        const [, name, suffix = '', value] = match;
        cookies[cookies.length] = { name, suffix, value };
    }
}

/**
 * The host of the Frontend API. A publishable key is `pk_live_` or `pk_test_` followed by the base64 of this host and a
 * `$`.
 *
 * @returns `''` if it is not a key
 */
const hostOfKey = (key) => quietly(() => {
    const [, encoded] = /^pk_(?:live|test)_(.+)/.exec(key);
    const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded));
    return host;
}, '');
/** Where the page finds the Frontend API: behind the proxy, at the satellite domain, or at the host of the key. */
function frontendApiOf(read) {
    const key = read('publishable-key') || '';
    const domain = read('domain');
    // A development instance serves its satellites from its own Frontend API.
    const host = domain && /^pk_live_/.test(key) ? domain.replace(/^(clerk\.)*/, 'clerk.') : hostOfKey(key);
    return (read('proxy-url') || `https://${host}`).replace(/\/+$/, '');
}

const TAGS = 'script[data-clerk-publishable-key]';
/**
 * What is known of a page's Clerk instance before Clerk has loaded: from Clerk itself, or else from the tags that have
 * its key.
 *
 * @returns a function that reads an attribute, as {@link ReadClerk}; the key is `null` if the tags do not agree
 */
function instanceOf({ publishableKey, domain, proxyUrl }, page) {
    if (publishableKey) {
        return (name) => (name === 'publishable-key' ? publishableKey : name === 'domain' ? domain : name === 'proxy-url' && proxyUrl) ||
            null;
    }
    const tags = page.querySelectorAll(TAGS);
    const valueOf = (i, name) => tags[i].getAttribute(`data-clerk-${name}`);
    return (name) => {
        let value = null;
        for (let i = 0; i < tags.length; i++) {
            const own = valueOf(i, name);
            if (name === 'publishable-key' && i && own !== value)
                return null;
            value = value || own;
        }
        return value;
    };
}
/** Whether an instance issues tokens with this `iss`: its Frontend API, or what stands in front of that. */
function isIssuer(read, iss) {
    const host = hostOfKey(read('publishable-key') || '');
    return !!host && (iss === `https://${host}` || iss === frontendApiOf(read));
}

/** In seconds. A token that expires sooner may have expired when it reaches the backend. */
const ENOUGH$1 = 10;
/** The session of Clerk's cookie. It answers until Clerk knows its session (D8). */
class CookieSession {
    constructor(
    /** The cookie's token, which goes with the calls. */
    cookieToken, claims) {
        this.cookieToken = cookieToken;
        this.claims = claims;
        this.id = claims.sid;
        this.lastActiveOrganizationId = organizationOf(claims) || null;
    }
    async getToken() {
        return this.cookieToken;
    }
}
/**
 * Creates the function that reads from Clerk's cookies whose page this is: a session, `null` if the user is signed out,
 * `undefined` if they do not tell. Whether a cookie's text qualifies is found out once per value of `document.cookie`,
 * whether it is still valid with each call.
 *
 * @param instance describes the page's Clerk instance
 * @param organization the ID of the organization that tokens are for, if it is not the active one (C10)
 */
function createWarmStart(instance, organization) {
    const self = pageOrigin();
    let known;
    let sessions = [];
    let isOut = false;
    return () => {
        const read = instance();
        const text = cookieText();
        const now = `${read('publishable-key')} ${text}`;
        if (now !== known) {
            known = now;
            const cookies = clerkCookies(text);
            sessions = sessionsIn(cookies, read, self);
            isOut = isSignedOut(cookies, read);
        }
        let found;
        for (const session of sessions) {
            if (!isValidNow(session.claims))
                continue;
            // Somebody may have planted one of them.
            if (found && contextOf(found) !== contextOf(session))
                return;
            if (!found || session.claims.exp > found.claims.exp)
                found = session;
        }
        if (!found)
            return isOut ? null : undefined;
        return contextOf(found, organization) === contextOf(found) ? found : undefined;
    };
}
/** The values of the cookies with a name; those with the suffix, or else without one, as `@clerk/backend` does. */
function valuesOf(cookies, name, suffix = '') {
    const values = [];
    for (const each of cookies)
        if (each.name === name && each.suffix === suffix)
            values[values.length] = each.value;
    return values[0] === undefined && suffix ? valuesOf(cookies, name) : values;
}
/** The sessions whose cookies qualify, apart from the time. */
function sessionsIn(cookies, read, self) {
    const sessions = [];
    const contexts = valuesOf(cookies, 'clerk_active_context');
    for (const { name, suffix, value } of cookies) {
        // What the instance's own cookie says counts more than what all instances write.
        const hasOwn = !suffix && cookies.some((other) => other.suffix && other.value === value);
        const claims = name === '__session' && !hasOwn && isToken(value) && claimsOf(value);
        if (!claims || !isToken(claims.sid) || claims.azp !== self || !isIssuer(read, claims.iss))
            continue;
        if (claims.sts !== undefined && claims.sts !== 'active')
            continue;
        // Since then, the user has signed in or out.
        const isOld = valuesOf(cookies, '__client_uat', suffix).some((uat) => !(+uat > 0 && +uat <= claims.iat));
        const context = contextOfClaims(claims).replace(' ', ':');
        if (!isOld && contexts.every((other) => other === context))
            sessions.push(new CookieSession(value, claims));
    }
    return sessions;
}
/** Whether a session token is valid by this machine's clock, and stays so for a while. */
function isValidNow({ iat, nbf, exp }) {
    const now = Date.now() / 1000;
    return iat <= now && !(nbf > now) && exp >= now + ENOUGH$1;
}
/**
 * Whether the user is signed out. Only the servers of production instances write `__client_uat` themselves. Its suffix
 * cannot be computed synchronously: each of them must say so. On a satellite domain, ClerkJS asks the primary one first.
 */
function isSignedOut(cookies, read) {
    if (!exec(/^pk_live_/, read('publishable-key') || '') || read('domain'))
        return false;
    const isOurs = ({ name, value }) => name === '__session' && isIssuer(read, (claimsOf(value) || {}).iss);
    const uats = cookies.filter(({ name }) => name === '__client_uat');
    return !!uats[0] && uats.every(({ value }) => value === '0') && !cookies.some(isOurs);
}

function createGrants(clerk) {
    return ({ origin, source, crossOrigin, insecure }) => {
        const { sendsId, sendsCredentials, sendsToken, template } = source;
        const isBlocked = insecure && clerk.production();
        const session = isBlocked ? undefined : clerk.session(template);
        const cookieToken = session instanceof CookieSession ? session.cookieToken : undefined;
        const isOfCookie = cookieToken || (session === null && !clerk.knows());
        const reason = session ? describeSession(session) : session === null ? SIGNED_OUT : NOT_KNOWN;
        const noToken = insecure ? noTokenWithoutSsl(origin) : session ? clerk.cannotGive(template) : undefined;
        const fault = isBlocked ? noSsl(origin) : sendsToken ? noToken : undefined;
        return {
            id: session && sendsId ? session.id : undefined,
            // Same-origin calls send cookies anyway. With `include`, a redirect to an origin that allows `*` would fail (C5).
            credentials: sendsCredentials && crossOrigin && !isBlocked,
            token: !!session && sendsToken && !fault,
            cookieToken,
            reason: fault || reason + (isOfCookie ? BY_COOKIE : ''),
            fault,
        };
    };
}
/** The names of what a call carries. */
const sendsOf = ({ id, credentials, token }) => [id !== undefined && 'session-id', credentials && 'credentials', token && 'session-token'].filter(Boolean);

/** Whether such a status may be a refusal. Clerk's Go middleware answers 403, Next.js 404. */
const mayBeRefused = (status) => status === 401 || status === 403 || status === 404;
/** Explains refused calls, each cause once for each backend (F5). */
function createAnswered(tokenHeader, say, refused) {
    return (backend, carried, status, header) => {
        try {
            const read = (name) => visible(header(`x-clerk-auth-${name}`), carried);
            // Clerk's backend SDKs set these headers on the responses to calls that they treat as signed out.
            const reason = read('reason');
            const saysSo = reason || read('status');
            if (!isRefused$1(carried, status, saysSo))
                return;
            const said = [reason, read('message')].filter(Boolean).join(': ');
            const hint = hintFor(backend, carried, reason, header);
            const sends = sendsOf(carried);
            if (carried.hasOwnHeader)
                sends.push(ownHeader(tokenHeader));
            say('warn', unauthorized(backend.origin, `${status}`, sends.join(' '), said) + hint, backend.origin + hint);
            refused(carried, { status, reason, maySignIn: !carried.hasOwnHeader && (status !== 404 || !!saysSo) });
        }
        catch (error) {
            say('error', broken(error));
        }
    };
}
/** A header, unless the backend repeats what it was sent (F4). */
const visible = (text, { id, token }) => text && ![id, token].some((secret) => secret && indexOf(text, secret) >= 0) ? text : '';
const isSignedIn = ({ reason }) => startsWith(reason, SIGNED_IN);
/** Whether a response with this status refuses the session, rather than the user's rights or the URL. */
function isRefused$1(carried, status, saysSo) {
    if (status === 401 || saysSo)
        return true;
    if (carried.hasOwnHeader)
        return false;
    return status === 403 ? !carried.token : !isSignedIn(carried);
}
// What Clerk's backend SDKs give as the reason (`AuthErrorReason` and `TokenVerificationErrorReason` of @clerk/backend
// 3). Some consist of two reasons, of which the first counts.
const PARTIES = /part(?:y|ies)/;
const CLOCK = /expired|future|active-yet|nbf|iat/;
const KEYS = /jwk|kid|signature|issuer|secret/;
const TEMPLATE = /type-mismatch/;
const MISSING = /missing|no-session/;
/** The likely cause: one if it is known. */
function hintFor({ origin }, carried, reason, header) {
    const { token, hasOwnHeader } = carried;
    if (hasOwnHeader)
        return REMOVE_OWN;
    if (!isSignedIn(carried))
        return `: ${carried.reason}`;
    if (token && exec(/^basic/i, header('www-authenticate') || ''))
        return BASIC;
    if (exec(PARTIES, reason))
        return addParty(pageOrigin());
    if (exec(CLOCK, reason))
        return CHECK_CLOCK;
    if (exec(KEYS, reason))
        return CHECK_KEYS;
    if (exec(TEMPLATE, reason))
        return NO_TEMPLATE;
    if (!token)
        return reason ? useTokens(origin) : checkSdk(origin, isPageHost(origin));
    if (exec(MISSING, reason))
        return DROPPED;
    return checkToken(pageOrigin()) + (reason ? '' : OLD_SDK);
}

/**
 * Reports a failure that looks like a CORS error (F3), and a response that may refuse the call (F5).
 *
 * @returns the promise for the page: if the page does not handle its rejection, the browser reports that as usual
 */
function watchAnswer(calls, promise, { backend, carried, signal }) {
    let underWay = false;
    const watched = promise.then((response) => {
        // Another script may have patched `fetch` earlier, and may return anything.
        const { status } = Object(response);
        if (mayBeRefused(status))
            calls.answered(backend, carried, status, (name) => response.headers.get(name));
        return response;
    }, (error) => {
        // A page may abort with a TypeError of its own.
        if (underWay && error instanceof TypeError && !(signal && signal.aborted))
            calls.corsFailure(backend);
        throw calls.withoutIdIn(error);
    });
    // Native rejects invalid arguments before this runs.
    void (async () => {
        await undefined;
        underWay = true;
    })();
    return watched;
}

/** Requests that were sent, and the signals that they follow, by their response. */
let sent;
/**
 * WebKit (2.50) forgets the signal of a call when nothing refers to the `Request` that was sent: neither the call nor its
 * response can be aborted then.
 */
function keep([input, init], response) {
    if (Object(input) !== input)
        return response;
    quietly(() => {
        sent = sent || new WeakMap();
        weakSet(sent, response, [input, Object(init).signal]);
    });
    return response;
}
/**
 * Builds a `Request` from the arguments immediately, and sends it after the wait with the session of that time (D5).
 */
function sendRequest({ calls, isPatched }, backend, forward, [input, init, copy]) {
    return new Promise$1((resolve, reject) => {
        const settle = (args, watch = (promise) => promise) => {
            try {
                // Not `resolve(promise)`, which subscribes to the promise later: Firefox may report a rejection as unhandled
                // before.
                watch(forward(args)).then((response) => resolve(keep(args, response)), reject);
            }
            catch (error) {
                // Another script has patched `fetch` before the shim.
                reject(error);
            }
        };
        start$1({ calls, backend, settle, isPatched }, input, init, copy);
    });
}
/** @throws the error of one of the page's getters or conversions */
function start$1({ calls, backend, settle, isPatched }, input, init, copy) {
    const { reader, members, body, thrown } = readOnce(copy || init);
    let request;
    try {
        request = new Request(input, reader);
    }
    catch {
        const error = thrown();
        if (error)
            throw error.error;
        // Native rejects with its own error.
        return settle([input, copy || reader === init ? init : members]);
    }
    const { signal } = members;
    const isQuiet = convertsQuietly(input);
    const omits = request.credentials === 'omit' && calls.omitsCredentials(backend);
    const held = isQuiet
        ? argumentsOf(input, copy, { members, body: body(), request, hasInit: init != null, isPatched })
        : requestOf(request, members, body(), !omits && backend.source.sendsId);
    const hasHeader = request.headers.has(calls.tokenHeader);
    const call = {
        calls,
        backend,
        request,
        held,
        base: calls.base(),
        // The request's own signal does not follow a polyfill's.
        signal: (isForeignSignal(signal) ? signal : request.signal),
        hasHeader,
        settle,
        // Such a request can only send a few safe headers.
        wantsToken: calls.wantsToken(backend) && !hasHeader && request.mode !== 'no-cors',
        ready: held.ready,
        timeout: undefined,
        send: (token) => sendHeld(call, token),
        onAbort: () => abort(call),
    };
    if (omits || (call.signal && call.signal.aborted))
        return settle(held.plain());
    if (call.signal)
        call.signal.addEventListener('abort', call.onAbort);
    return calls.gate.enqueue(call);
}
/** If the page aborts the call while it is queued, native rejects with the signal's reason and sends nothing (D5). */
function abort(call) {
    const { calls, request, signal, settle } = call;
    calls.gate.cancel(call);
    settle([request.url, withoutPrototype({ signal })]);
}
/** Sends the call with the current session. */
function sendHeld(call, token) {
    const { calls, backend, request, held, base, hasHeader, signal, settle, wantsToken } = call;
    if (signal)
        signal.removeEventListener('abort', call.onAbort);
    const outgoing = { method: request.method, url: held.url, from: () => base, hasOwnHeader: hasHeader };
    const carried = calls.carry(backend, outgoing, wantsToken, token);
    let args;
    try {
        // The page's base URL may have changed.
        if (base !== calls.base())
            carried.url = absolute(carried.url, base);
        args = held.with(carried);
    }
    catch (error) {
        calls.broke(error);
        args = held.plain();
    }
    settle(args, (promise) => watchAnswer(calls, promise, { backend, carried, signal }));
}

/**
 * `fetch` (rules C, D5, E). Most of our calls are sent immediately, with another URL and other credentials.
 * `sendRequest` sends the rest: a `Request`, a call that must wait, and an `init` that only the browser can read.
 */
const fetchChannel = {
    name: 'fetch',
    install(calls) {
        // Without `fetch` there is nothing to patch (G2). A polyfill, which replaces `Response` as well, uses XMLHttpRequest, which
        // is patched if it is native.
        const isPolyfill = !hasRequest && !hasResponse;
        if (!window.fetch || (isPolyfill && new XMLHttpRequest() instanceof XMLHttpRequestEventTarget))
            return;
        if (isPolyfill)
            throw new Error(isReplaced('fetch'));
        if (!hasRequest || !hasResponse)
            throw new Error(isReplaced(hasRequest ? 'Response' : 'Request'));
        const channel = { calls, isPatched: !isNative(window.fetch, 'fetch') };
        const undo = replaceMethods([window, 'fetch', onFetch(channel)], 
        // The page does not see the session ID (E1a).
        [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get']);
        if (typeof undo === 'string')
            throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
        return undo;
    },
};
const onFetch = (channel) => (native, self, args) => {
    const { calls } = channel;
    // Native throws for any other `this`, except the window of a frame, which is another page.
    if (!args.length || (self != null && self !== window))
        return apply(native, self, args);
    let url;
    try {
        url = readUrl(args);
    }
    catch (error) {
        return reject(error);
    }
    let call;
    let carried;
    let list = args;
    try {
        const backend = calls.match(url);
        call = backend && readCall(calls, backend, args);
        if (call && call.isLong) {
            const forward = (list) => apply(native, self, list);
            return sendRequest(channel, call.backend, forward, [args[0], call.init, call.copy]);
        }
        if (call) {
            carried = carry(calls, call, url);
            list = change(call, carried, args);
        }
    }
    catch (error) {
        calls.broke(error);
    }
    const promise = apply(native, self, list);
    if (!call || !carried)
        return promise;
    const { backend, copy } = call;
    return watchAnswer(calls, promise, {
        backend,
        carried,
        signal: copy.signal,
    });
};
/** Returns a native promise, even if the page has replaced `Promise`. */
const reject = async (error) => {
    throw error;
};
/** The URL of the call. If it must be converted to a string, that happens here, and native gets the string (B4). */
function readUrl(args) {
    const [input] = args;
    if (convertsQuietly(input))
        return input;
    try {
        return urlOfRequest(input);
    }
    catch {
        args[0] = `${input}`;
        return args[0];
    }
}
/** @returns nothing for a call that is left alone (C5) */
function readCall(calls, backend, [input, given]) {
    const isRequest = !convertsQuietly(input);
    const copy = given == null ? ordinaryObject() : copyOf(given);
    const { credentials } = ((isRequest && given == null ? input : copy) || {});
    if (credentials === 'omit' && calls.omitsCredentials(backend))
        return;
    const isLong = isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.isOpen();
    return { backend, init: given, copy, isLong };
}
/** What an immediately sent call carries. */
function carry(calls, { backend, copy }, url) {
    const { method } = copy;
    return calls.carry(backend, {
        method: typeof method === 'string' ? method : 'GET',
        url: `${url}`,
        from: calls.base,
    });
}
/**
 * The arguments of an immediately sent call, with what it carries (C1, C5). Their types stay as the page gave them
 * (E4a).
 */
function change({ init, copy }, carried, args) {
    const { credentials } = copy;
    const list = args.slice();
    list[0] = Object(args[0]) === args[0] ? new URL$1(carried.url) : carried.url;
    if (init != null)
        list[1] = copy;
    // Native handles all other values, valid or not.
    if (carried.credentials && (credentials === undefined || credentials === 'same-origin')) {
        copy.credentials = 'include';
        list[1] = copy;
    }
    return list;
}

// Pages have variables called `Event` (MooTools), and polyfills of `EventTarget`, so the native classes are taken from
// native objects. The package may be imported where there is no page.
const { document: document$2 } = globalThis;
const constructorOf = (interfaceName) => document$2 ? document$2.createEvent(interfaceName).constructor : undefined;
const Event = constructorOf('Event');
const MessageEvent = constructorOf('MessageEvent');
const CustomEvent = constructorOf('CustomEvent');
const { CloseEvent } = globalThis;
/** The native prototype of all event targets. */
const targetPrototype = (() => {
    let prototype = document$2 && document$2.createTextNode('');
    let found = Object.prototype;
    for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
        // Another script may have given its own method to a derived interface.
        if (descriptorOf(prototype, 'dispatchEvent').value)
            found = prototype;
    }
    return found;
})();
const { addEventListener: addEventListener$1, dispatchEvent, removeEventListener: removeEventListener$1 } = targetPrototype;
const listen$1 = uncurry(addEventListener$1);
const unlisten = uncurry(removeEventListener$1);
/** Fires an event. Exceptions from listeners are reported, not rethrown. */
const fire = (target, event) => apply(dispatchEvent, target, [event]);
/** Fires an event that carries no data. */
const fireType = (target, type) => fire(target, new Event(type));
// An `init` without a prototype: the page may have added `ports` or `reason` to `Object.prototype` (E8).
/** Fires an event on the document. @returns whether no listener has cancelled it */
const fireCancelable = (type, detail) => fire(document$2, new CustomEvent(type, withoutPrototype({ bubbles: true, cancelable: true, detail })));
const fireMessage = (target, type, { data, origin, lastEventId }) => fire(target, new MessageEvent(type, { __proto__: null, data, origin, lastEventId }));
const fireClose = (target, { code, reason, wasClean }) => fire(target, new CloseEvent('close', { __proto__: null, code, reason, wasClean }));
/** Re-dispatches a native object's event on the page's stand-in. */
function relay(target, event) {
    if (event instanceof MessageEvent)
        fireMessage(target, event.type, event);
    else if (event instanceof CloseEvent)
        fireClose(target, event);
    else
        fireType(target, event.type);
}

// Makes a held object behave as if it had been sent. How depends on the engine.
/** A URL that needs no network. In Firefox a request to it has no upload events. */
const NOWHERE = 'data:,';
/** Browsers neither look up this top-level domain nor connect to it (https://www.rfc-editor.org/rfc/rfc7686). */
const UNREACHABLE = 'https://a.onion/';
const isFirefox = ({ prototype }) => 'mozAnon' in prototype;
/** Throws the error of `send()` or `setRequestHeader()` on an object that has been sent (D6). */
function throwAlreadySent(native, method, args) {
    const { open, send, abort } = native.pristine();
    const xhr = new native.prototype.constructor();
    // Other engines throw the same error for an object that was never opened.
    if (isFirefox(native)) {
        apply(open, xhr, ['GET', NOWHERE]);
        apply(send, xhr, []);
    }
    try {
        return apply(native[method], xhr, args);
    }
    finally {
        apply(abort, xhr, []);
    }
}
/**
 * Fires the events of `abort()` on a sent object, without sending anything (D6). It sends the object, and aborts it in
 * the last event before native uses the network or checks the page's Content Security Policy. In Firefox that is too
 * late, so the object is given a URL that Firefox never requests. It bypasses other scripts' patches: they would send
 * the call, or abort one that they do not know yet (E7).
 */
function abortHeld(native, xhr, { args, body }) {
    const { open, send, abort } = native.pristine();
    const hasBody = body[0] != null && !exec(/^(?:get|head)$/i, args[0]);
    const once = withoutPrototype({ once: true });
    const end = () => apply(abort, xhr, []);
    if (isFirefox(native))
        apply(open, xhr, [args[0], hasBody ? UNREACHABLE : NOWHERE]);
    native.listen(hasBody ? xhr.upload : xhr, 'loadstart', end, once);
    apply(send, xhr, body);
}

/**
 * The pristine prototype of an interface, even if scripts have replaced its methods in this page. It is taken from a
 * temporary frame, which is removed before this returns. Its methods work on this page's objects in all engines (tried:
 * Chromium 75 and 156, Firefox 153, WebKitGTK 2.50).
 *
 * @returns nothing if the page is sandboxed, or does not allow the frame
 */
const freshPrototype = (name) => quietly(() => {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    try {
        return frame.contentWindow[name].prototype;
    }
    finally {
        frame.remove();
    }
});

const methodsOf = ({ open, setRequestHeader, send, abort }) => ({ open, setRequestHeader, send, abort });
/**
 * Finds the native prototype of `new XMLHttpRequest()`: a script may have replaced the constructor.
 *
 * @returns nothing if the instances have no native prototype (E7)
 */
function takeNative() {
    let prototype = new XMLHttpRequest();
    do {
        prototype = Object.getPrototypeOf(prototype);
        if (!prototype)
            return;
    } while (Object.getPrototypeOf(prototype) !== XMLHttpRequestEventTarget.prototype);
    const getter = (name) => uncurry(descriptorOf(prototype, name).get);
    const methods = methodsOf(prototype);
    const { open, setRequestHeader, send, abort } = methods;
    const isPatched = !(isNative(open, 'open') &&
        isNative(setRequestHeader, 'setRequestHeader') &&
        isNative(send, 'send') &&
        isNative(abort, 'abort'));
    let pristine;
    return {
        prototype,
        ...methods,
        isPatched,
        pristine() {
            const fresh = pristine || !isPatched ? undefined : freshPrototype('XMLHttpRequest');
            pristine = pristine || (fresh ? methodsOf(fresh) : methods);
            return pristine;
        },
        readyState: getter('readyState'),
        status: getter('status'),
        headers: uncurry(prototype.getAllResponseHeaders),
        timeout: getter('timeout'),
        setTimeout: uncurry(descriptorOf(prototype, 'timeout').set),
        credentials: getter('withCredentials'),
        setCredentials: uncurry(descriptorOf(prototype, 'withCredentials').set),
        listen: uncurry(prototype.addEventListener),
    };
}
/** Whether a value is an `XMLHttpRequest`. Native throws for any other `this` before it converts an argument. */
const isXhr = ({ readyState }, value) => quietly(() => readyState(value) >= 0, false);

// The `timeout` of an XHR counts once, from the page's `send()`, however long the call was held (D6).
const { ProgressEvent } = globalThis;
/** Sets native's timeout to what remains of the page's when the call is sent: native counts from then. */
function startTimeout(native, xhr, { object, sentAt }) {
    object.heldFor = now() - sentAt;
    shorten(native, xhr, object);
}
function shorten(native, xhr, object) {
    const timeout = native.timeout(xhr);
    object.timeout = timeout;
    // Less than a millisecond is below the precision of timers.
    if (timeout && object.heldFor >= 1)
        native.setTimeout(xhr, Math.max(1, Math.round(timeout - object.heldFor)));
}
/** Sets native's timeout back to the page's, for the object's next call. */
function restoreTimeout(native, xhr, object) {
    if (object.timeout === undefined)
        return;
    native.setTimeout(xhr, object.timeout);
    object.timeout = undefined;
    object.heldFor = 0;
}
/** Returns the timeout that the page has set. */
const onGetTimeout = ({ current }) => (get, xhr) => {
    const call = weakGet(current, xhr);
    return call && call.object.timeout !== undefined ? call.object.timeout : apply(get, xhr, []);
};
/** The page can change the timeout while the call is held or in progress. */
const onSetTimeout = ({ calls, native, current }) => (set, xhr, args) => {
    const result = apply(set, xhr, args);
    const call = weakGet(current, xhr);
    if (call && call.held)
        calls.gate.recheck(call.held);
    else if (call && call.object.timeout !== undefined)
        shorten(native, xhr, call.object);
    return result;
};
/**
 * Ends a held call whose timeout has expired, with native's events in native's order. Nothing is sent: nobody would
 * read the response. In no engine can native be made to do this.
 */
function timeOut(channel, xhr, call) {
    call.held = undefined;
    call.sent = true;
    showEndState(channel);
    const { upload } = xhr;
    const hasUpload = call.body[0] != null && !exec(/^(?:get|head)$/i, call.args[0]);
    const progress = (target, type) => {
        // The page may reopen it in an event.
        if (weakGet(channel.current, xhr) === call)
            fire(target, new ProgressEvent(type));
    };
    progress(xhr, 'loadstart');
    if (hasUpload)
        progress(upload, 'loadstart');
    call.endState = 4;
    if (weakGet(channel.current, xhr) === call)
        fireType(xhr, 'readystatechange');
    for (const type of ['timeout', 'loadend'])
        if (hasUpload)
            progress(upload, type);
    for (const type of ['timeout', 'loadend'])
        progress(xhr, type);
}
/**
 * Lets the page read the `readyState` of calls that have timed out. It is replaced only when needed, since few pages
 * need it and libraries read it often.
 */
function showEndState(channel) {
    if (channel.showsEndState)
        return;
    channel.showsEndState = true;
    const undo = replaceMethod(channel.native.prototype, 'readyState', (get, xhr) => {
        const call = weakGet(channel.current, xhr);
        return call && call.endState !== undefined ? call.endState : apply(get, xhr, []);
    }, 'get');
    if (undo)
        channel.undo.push(undo);
}

/** Sends a call with the current session (C3). @returns what native returns */
function sendCall(channel, xhr, call, body) {
    const { calls, native } = channel;
    try {
        prepare(channel, xhr, call);
    }
    catch (error) {
        calls.broke(error);
    }
    return apply(native.send, xhr, body);
}
function prepare(channel, xhr, call) {
    const { calls, native } = channel;
    const { args, held, object } = call;
    const backend = call.backend;
    const [method, pageUrl] = args;
    call.held = undefined;
    call.sent = true;
    const outgoing = { method, url: pageUrl, from: () => call.base, hasOwnHeader: call.hasHeader };
    const carried = calls.carry(backend, outgoing, !call.hasHeader, call.token);
    call.carried = carried;
    // The page may have opened the object for another URL with a native `open()` that it has kept: the token must not be
    // sent there (B5). In Firefox, the timeout of an aborted object keeps running while the next call is held; opening
    // stops it (D6).
    if (call.isPostponed || carried.url !== call.opened || carried.token || held)
        reopen(channel, xhr, call, carried.url);
    // An earlier patch of `open()` may have set the header just now.
    if (call.hasHeader)
        carried.token = undefined;
    if (carried.token)
        apply(native.setRequestHeader, xhr, carried.header);
    if (carried.credentials && !native.credentials(xhr) && !xhr.mozAnon) {
        native.setCredentials(xhr, true);
        object.credentialsAreOurs = true;
    }
    if (held)
        startTimeout(native, xhr, call);
    object.isUnderWay = false;
    if (!object.isHeard) {
        object.isHeard = true;
        native.listen(xhr, 'error', () => onError(channel, xhr));
        native.listen(xhr, 'readystatechange', () => onChange(channel, xhr, object));
    }
}
/** Reopens the object with another URL. The browser only clears the request headers, which are then set again. */
function reopen({ calls, native }, xhr, call, url) {
    const [method, , ...rest] = call.args;
    const isSame = !call.base || calls.base() === call.base;
    call.isPostponed = false;
    call.isOpening = native.isPatched;
    try {
        apply(native.open, xhr, [method, isSame ? url : absolute(url, call.base), ...rest]);
    }
    finally {
        call.isOpening = false;
    }
    for (const step of call.steps)
        step();
}
/** Resets `withCredentials` to the page's value (C5). Native allows that while the object is not sent. */
function restoreCredentials(native, xhr, object) {
    if (!object.credentialsAreOurs || native.readyState(xhr) > 1)
        return;
    try {
        native.setCredentials(xhr, false);
        object.credentialsAreOurs = false;
    }
    catch {
        // The page has already sent it, from within the event that `open()` fires.
    }
}
function onChange({ calls, native, current }, xhr, object) {
    // The page may reuse the object after the shim is uninstalled (A6). An earlier patch may not open it until `send()`
    // (E7).
    if (native.readyState(xhr) > 1)
        object.isUnderWay = true;
    else if (object.isUnderWay)
        restoreCredentials(native, xhr, object);
    const status = native.readyState(xhr) < 4 ? 0 : native.status(xhr);
    if (!mayBeRefused(status))
        return;
    const { backend, carried } = weakGet(current, xhr);
    // Not `getResponseHeader()`: for a header that the page may not read, browsers log an error.
    const header = (name) => (exec(new RegExp(`^${name}: (.*)`, 'im'), native.headers(xhr)) || [])[1];
    if (backend && carried)
        calls.answered(backend, carried, status, header);
}
function onError({ calls, current }, xhr) {
    const { backend } = weakGet(current, xhr);
    if (backend)
        calls.corsFailure(backend);
}

/** At most this many opened but unsent objects are remembered. */
const MOST_UNSENT = 100;
/**
 * `XMLHttpRequest` (rules C, D6, D7, E). `open()` adds the current session ID. `send()` reopens the object if another
 * session is active by then, and holds the call while Clerk is loading. The object itself stays native.
 */
const xhrChannel = {
    name: 'xhr',
    install(calls) {
        const native = takeNative();
        if (!native)
            throw new Error(isReplaced('XMLHttpRequest'));
        const channel = {
            calls,
            native,
            current: new WeakMap(),
            unsent: [],
            noted: 0,
            undo: [],
            showsEndState: false,
        };
        const { prototype } = native;
        const undo = replaceMethods([prototype, 'open', onOpen(channel)], [prototype, 'setRequestHeader', onSetRequestHeader(channel)], [prototype, 'send', onSend(channel)], [prototype, 'abort', onAbort(channel)], 
        // The page does not see the session ID (E1a).
        [prototype, 'responseURL', (get, xhr) => calls.withoutId(apply(get, xhr, [])), 'get'], [prototype, 'timeout', onGetTimeout(channel), 'get'], [prototype, 'timeout', onSetTimeout(channel), 'set']);
        if (typeof undo === 'string')
            throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
        return undoWith(undo, () => {
            for (const each of channel.undo)
                each();
            takeIdsBack(channel);
        });
    },
};
const onOpen = (channel) => (open, xhr, args) => {
    const { native, current } = channel;
    if (args.length > 1 && !(convertsQuietly(args[0]) && convertsQuietly(args[1]))) {
        if (!isXhr(native, xhr))
            return apply(open, xhr, args);
        args = toStrings(args, 1);
    }
    const before = weakGet(current, xhr);
    const backend = backendOf(channel, xhr, args);
    if (!backend && !before)
        return apply(open, xhr, args);
    const call = newCall(channel, backend, args, before);
    // `open()` fires an event, in which the page may already send the call.
    weakSet(current, xhr, call);
    let result;
    try {
        result = openNow(channel, open, xhr, call);
    }
    catch (error) {
        call.backend = undefined;
        // Invalid arguments do not change the object, but Chromium ends a running request for some of them.
        if (before && native.readyState(xhr))
            weakSet(current, xhr, before);
        else
            forget(channel, xhr, before);
        throw error;
    }
    finally {
        call.isOpening = false;
    }
    // Native fires no event here: in its view, the object has been opened all along (D6).
    if (before && before.endState !== undefined)
        fireType(xhr, 'readystatechange');
    if (call.backend && !call.held && !call.sent)
        noteUnsent(channel, xhr, call.object);
    forget(channel, xhr, before);
    return result;
};
/** Opens the object, bypassing an earlier patch of `open()` if the call is going to wait (E7). */
function openNow({ calls, native }, open, xhr, call) {
    const { backend } = call;
    let { args } = call;
    if (backend) {
        args = call.args.slice();
        args[1] = call.opened;
    }
    if (native.isPatched && backend && (calls.wantsToken(backend) || !calls.gate.isOpen())) {
        const pristine = native.pristine();
        if (pristine.open !== native.open) {
            try {
                const result = apply(pristine.open, xhr, args);
                call.isPostponed = true;
                return result;
            }
            catch {
                // It throws an error of this page below.
            }
        }
    }
    call.isOpening = native.isPatched;
    return apply(open, xhr, args);
}
/** The backend of a call; nothing if the call is not ours. */
function backendOf({ calls, native }, xhr, args) {
    // Native throws if an argument could not be converted.
    const backend = args.length > 1 && convertsQuietly(args[1]) && calls.match(args[1]);
    // An object of another realm belongs to another page (E6). Firefox has anonymous objects, which behave like `omit`
    // (C5).
    if (!backend || !apply(isPrototypeOf, native.prototype, [xhr]))
        return;
    if (xhr.mozAnon && calls.omitsCredentials(backend))
        return;
    return backend;
}
const { isPrototypeOf } = Object.prototype;
function newCall({ calls }, backend, args, before) {
    const call = {
        backend,
        args,
        base: '',
        opened: '',
        isPostponed: false,
        isOpening: false,
        steps: [],
        object: before
            ? before.object
            : { credentialsAreOurs: false, isUnderWay: false, isHeard: false, place: 0, timeout: undefined, heldFor: 0 },
        hasHeader: false,
        held: undefined,
        body: [],
        sent: false,
        sentAt: 0,
        endState: undefined,
        wantsToken: false,
        token: undefined,
        carried: undefined,
    };
    if (!backend)
        return call;
    if (args.length > 3 || typeof args[0] !== 'string' || typeof args[1] !== 'string')
        call.args = toStrings(args, 1);
    const url = call.args[1];
    if (!isAbsolute(url))
        call.base = calls.base();
    call.opened = calls.withId(backend, url, () => call.base);
    return call;
}
/** Ends the object's previous call. */
function forget({ calls, native }, xhr, before) {
    if (!before)
        return;
    restoreCredentials(native, xhr, before.object);
    restoreTimeout(native, xhr, before.object);
    if (before.held)
        calls.gate.cancel(before.held);
}
const onSetRequestHeader = ({ calls, native, current }) => (set, xhr, args) => {
    const call = weakGet(current, xhr);
    // Only an earlier patch of the method, such as ng-file-upload's, accepts a function (E5).
    if (!call || !call.backend || args.length < 2 || typeof args[1] === 'function')
        return apply(set, xhr, args);
    if (call.held || call.endState !== undefined)
        return throwAlreadySent(native, 'setRequestHeader', args);
    if (call.sent && !call.isOpening)
        return apply(set, xhr, args);
    const header = toStrings(args.slice(0, 2), 2);
    const result = setHeader(native, call, set, (method) => apply(method, xhr, header));
    if (!call.isOpening)
        call.steps.push(() => apply(native.setRequestHeader, xhr, header));
    if (calls.isTokenHeader(header[0]))
        call.hasHeader = true;
    return result;
};
function setHeader(native, { isPostponed }, set, setBy) {
    if (isPostponed) {
        try {
            return setBy(native.pristine().setRequestHeader);
        }
        catch {
            // It throws an error of this page below.
        }
    }
    return setBy(set);
}
const onSend = (channel) => (send, xhr, args) => {
    const { calls, native, current, unsent } = channel;
    const call = weakGet(current, xhr);
    if (call && (call.held || call.endState !== undefined))
        return throwAlreadySent(native, 'send', args);
    if (!call || !call.backend || call.sent)
        return apply(send, xhr, args);
    if (unsent[call.object.place] === xhr)
        unsent[call.object.place] = undefined;
    call.wantsToken = calls.wantsToken(call.backend) && !call.hasHeader;
    call.sentAt = now();
    if (call.args.length > 2 && !call.args[2])
        return sendSync(channel, xhr, call, args);
    if (!call.wantsToken && calls.gate.isOpen())
        return sendCall(channel, xhr, call, args);
    // Native throws.
    if (typeof args[0] === 'symbol' || isRejected(args[0]))
        return apply(send, xhr, args);
    hold$1(channel, xhr, call, args);
    return;
};
/** Sends a synchronous call, which cannot wait (D7). */
function sendSync(channel, xhr, call, args) {
    const { calls } = channel;
    // If Clerk knows its session but has not called its listeners, the held calls are sent first (D2a).
    calls.gate.catchUp();
    try {
        if (call.wantsToken)
            call.token = calls.tokenNow(call.backend);
        return sendCall(channel, xhr, call, args);
    }
    catch (error) {
        if (call.backend && Object(error).name === 'NetworkError')
            calls.corsFailure(call.backend);
        throw calls.withoutIdIn(error);
    }
}
/** Holds a call, with its body as it is now (D6). */
function hold$1(channel, xhr, call, args) {
    var _a;
    const { calls, native } = channel;
    const [body] = args;
    call.body = args.length ? [body == null ? body : ((_a = snapshot(body)) !== null && _a !== void 0 ? _a : `${body}`)] : [];
    call.held = {
        send(token) {
            try {
                call.token = token;
                sendCall(channel, xhr, call, call.body);
            }
            catch (error) {
                calls.broke(error);
            }
        },
        wantsToken: call.wantsToken,
        backend: call.backend,
        ready: undefined,
        timeout: () => native.timeout(xhr),
        timeOut: () => timeOut(channel, xhr, call),
    };
    calls.gate.enqueue(call.held);
}
const onAbort = ({ calls, native, current }) => (abort, xhr, args) => {
    const call = weakGet(current, xhr);
    if (call && call.held) {
        calls.gate.cancel(call.held);
        call.held = call.backend = undefined;
        return abortHeld(native, xhr, call);
    }
    const result = apply(abort, xhr, args);
    if (!call)
        return result;
    if (call.endState !== undefined)
        call.endState = 0;
    if (!call.sent)
        call.steps.push(() => apply(native.abort, xhr, []));
    restoreCredentials(native, xhr, call.object);
    return result;
};
function noteUnsent(channel, xhr, object) {
    const { unsent } = channel;
    if (unsent[object.place] !== xhr)
        object.place = channel.noted++ % MOST_UNSENT;
    unsent[object.place] = xhr;
}
/** Removes the session ID from opened but unsent objects, when the shim is uninstalled (A6). */
function takeIdsBack(channel) {
    for (const xhr of channel.unsent) {
        if (!xhr)
            continue;
        const call = weakGet(channel.current, xhr);
        const [, url] = call.args;
        if (call.backend && (call.isPostponed || url !== call.opened))
            reopen(channel, xhr, call, url);
    }
}

/** The channels of `clerk-ajax.min.js`, and of the package's main entry. */
const core = [fetchChannel, xhrChannel];

const { construct, ownKeys } = Object(globalThis.Reflect);
const { bind } = Function.prototype;
/** Does what `new` does, also for a subclass of the page. */
const constructNative = construct;
/**
 * Replaces a constructor. The page sees the static members and the prototype of the native one, and `super()` of a subclass
 * reaches the handler.
 *
 * @returns a function that undoes it; nothing if it cannot be replaced (E7a)
 */
function replaceConstructor(owner, name, handler) {
    const native = descriptorOf(owner, name).value;
    if (typeof native !== 'function')
        return;
    let active = true;
    function replacement(...args) {
        // Native throws if it is called without `new`.
        if (!new.target)
            return apply(native, this, args);
        // Unless a subclass is constructed, the object is an instance of the native constructor.
        const target = new.target === replacement ? native : new.target;
        return active ? handler(native, args, target) : constructNative(native, args, target);
    }
    const isInstance = (object) => object instanceof native;
    Object.defineProperty(replacement, Symbol.hasInstance, withoutPrototype({ value: isInstance }));
    Object.setPrototypeOf(replacement, Object.getPrototypeOf(native));
    const value = bound(replacement);
    for (const key of ownKeys(native))
        Object.defineProperty(value, key, descriptorOf(native, key));
    const restore = replaceProperty(owner, name, 'value', value);
    if (!restore)
        return;
    // Pages compare `object.constructor` with the global.
    const restoreBack = native.prototype && replaceProperty(native.prototype, 'constructor', 'value', value);
    return undoWith(restore, () => {
        active = false;
        if (restoreBack)
            restoreBack();
    });
}
/**
 * A bound function prints `[native code]` (E2). A `Proxy` does, too, but in WebKit `super.method()` fails in the
 * constructor of a class that extends one. Old libraries have their own `bind()`, whose functions cannot be
 * constructed, or lose `new.target`; then the function itself must do.
 */
function bound(func) {
    try {
        const value = apply(bind, func, [undefined]);
        construct(Object, [], value);
        // A native bound function has no prototype, unlike one that a library makes.
        if (!('value' in descriptorOf(value, 'prototype')))
            return value;
    }
    catch {
        // It is not a constructor.
    }
    return func;
}

const { document: document$1, EventTarget } = globalThis;
const createTextNode = document$1 && document$1.createTextNode;
/**
 * An event target that fires nothing on its own. Safari 13 cannot construct one, and a page may have a polyfill; a text
 * node then takes its place.
 */
const createEventTarget = () => quietly(() => {
    const target = new EventTarget();
    // Throws for anything but a native event target.
    unlisten(target, '', null);
    return target;
}) || apply(createTextNode, document$1, ['']);
/**
 * Creates the page's object.
 *
 * @param native the native class
 * @param target the class that the page constructs
 */
function createTarget(native, { prototype }) {
    return Object.setPrototypeOf(createEventTarget(), Object(prototype) === prototype ? prototype : native.prototype);
}
/**
 * Makes members of the native class work on stand-ins, too.
 *
 * @param standIns the stand-ins, by the page's objects
 * @param after transforms the result of a native object
 * @throws Error if one cannot be replaced (E7a)
 */
function replaceMembers({ api, prototype }, standIns, members, after = (_, result) => result) {
    const undo = replaceMethods(...members.map(([name, part, does]) => [
        prototype,
        name,
        (native, self, args) => {
            const it = weakGet(standIns, self);
            return it ? does(it, args, native) : after(name, apply(native, self, args));
        },
        part,
    ]));
    if (typeof undo === 'string')
        throw new Error(isFixed(`${api}.prototype.${undo}`));
    return undo;
}
/** The members `on…` for these types of events. */
function handlerMembers(types) {
    return types.flatMap((type) => [
        [`on${type}`, 'get', ({ handlers }) => (handlers[type] || { value: null }).value],
        [`on${type}`, 'set', (it, [value]) => setHandler(it, type, Object(value) === value ? value : null)],
    ]);
}
/** https://html.spec.whatwg.org/#event-handler-idl-attributes: a new handler takes the position of the previous one. */
function setHandler({ target, handlers }, type, value) {
    const before = handlers[type];
    if (value && before)
        before.value = value;
    else if (value) {
        const handler = {
            value,
            handleEvent(event) {
                if (typeof this.value === 'function')
                    apply(this.value, target, [event]);
            },
        };
        handlers[type] = handler;
        listen$1(target, type, handler);
    }
    else if (before) {
        handlers[type] = undefined;
        unlisten(target, type, before);
    }
}

/** In ms. A timer with a longer delay fires immediately. */
const LONGEST = 2 ** 31 - 1;
/**
 * Creates the function that parses the text of one connection, in chunks of any length
 * (https://html.spec.whatwg.org/#event-stream-interpretation). It uses neither `split()` nor `push()`, which the page
 * may have broken (E8).
 *
 * @param onEvent is called with each event
 */
function createParser(memory, onEvent) {
    let { lastEventId } = memory;
    let type = '';
    /** The lines of data, each with a trailing line feed. */
    let data = '';
    let rest = '';
    let isAfterCr = false;
    const readLine = (line) => {
        const colon = indexOf(line, ':');
        // A comment has an empty name.
        const name = colon < 0 ? line : slice(line, 0, colon);
        const value = colon < 0 ? '' : slice(line, colon + (line[colon + 1] === ' ' ? 2 : 1));
        if (name === 'data')
            data += `${value}\n`;
        else if (name === 'event')
            type = value;
        else if (name === 'id' && indexOf(value, '\0') < 0)
            lastEventId = value;
        else if (name === 'retry' && exec(/^\d+$/, value))
            memory.retry = +value;
        if (memory.retry > LONGEST)
            memory.retry = LONGEST;
    };
    const endEvent = () => {
        memory.lastEventId = lastEventId;
        const name = type || 'message';
        const lines = data;
        type = data = '';
        if (lines)
            onEvent(name, slice(lines, 0, -1), lastEventId);
    };
    return (text) => {
        let start = 0;
        for (let i = 0; i < text.length; i++) {
            const character = text[i];
            const isCr = character === '\r';
            if (isCr || character === '\n') {
                const line = rest + slice(text, start, i);
                rest = '';
                start = i + 1;
                // In a CRLF, the CR has already ended the line.
                if (isCr || !isAfterCr) {
                    if (line)
                        readLine(line);
                    else
                        endEvent();
                }
            }
            isAfterCr = isCr;
        }
        rest += slice(text, start);
    };
}

/** What a call carries that has nothing of the session. */
const carryNothing = (url) => ({
    url,
    credentials: false,
    token: undefined,
    header: undefined,
    id: undefined,
    hasOwnHeader: false,
    reason: '',
});

/** In ms. Limits how often a failing server is contacted, whatever its `retry`: the delay doubles from here … */
const FIRST = 1000;
/** … to here. */
const LAST = 60000;
/**
 * How long a stream waits before it reconnects, in ms: as long as the server wants and, while connections fail, longer
 * each time. The HTML standard leaves the back-off to the browser.
 *
 * @param retry the delay that the server wants, at most the longest timeout of a timer
 * @param failures how many connections have failed in a row before this one
 */
function delayAfter(retry, failures) {
    if (!failures)
        return retry;
    let delay = Math.max(retry, FIRST);
    while (--failures && delay < LAST)
        delay *= 2;
    return Math.min(delay, Math.max(retry, LAST));
}

const EVENTS$1 = ['open', 'message', 'error'];
const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;
/** In ms. How long a stream waits at most for the organization to be switched. */
const SWITCH = 2000;
/**
 * What the page gets instead of an `EventSource`. Its connections follow one another, each with the session that is
 * active when it opens (I2).
 */
class Stream {
    constructor(streams, backend, { target, url, withCredentials, wantsToken }, _connect) {
        this.streams = streams;
        this.backend = backend;
        this._connect = _connect;
        this.handlers = { __proto__: null };
        this.ready = undefined;
        this.timeout = undefined;
        /** The types of events that the page listens to. */
        this.types = { __proto__: null };
        /** How long to wait before reconnecting, in ms. The server can set it. */
        this.retry = 3000;
        this.lastEventId = '';
        /** Whether it is closed, by the page or by a failure. */
        this._isClosed = false;
        this._isInGate = false;
        /** How many connections have failed since the last one that opened. */
        this._failures = 0;
        this.target = target;
        this.url = url;
        this.withCredentials = withCredentials;
        this.wantsToken = wantsToken;
        for (let i = 0; i < EVENTS$1.length; i++)
            this.types[EVENTS$1[i]] = true;
        const { live } = streams;
        live[live.length] = this;
    }
    /** Connects, after the wait. */
    start() {
        this._timer = undefined;
        this._isInGate = true;
        this.streams.calls.gate.enqueue(this);
    }
    send(token) {
        const { streams, backend, url, wantsToken } = this;
        const { calls, isOver } = streams;
        this._isInGate = false;
        const context = isOver ? undefined : calls.context(backend);
        // It belongs to the previous account's stream.
        if (context !== this._context)
            this.lastEventId = '';
        this._context = context;
        const carried = isOver
            ? carryNothing(url)
            : calls.carry(backend, { method: 'EventSource', url, from: calls.base }, wantsToken, token);
        try {
            this._connection = this._connect(this, carried);
        }
        catch {
            // The browser rejects the URL, for example because the page's Content Security Policy does not allow it.
            this.close();
            setTimeout(() => fireType(this.target, 'error'), 0);
        }
    }
    readyState() {
        if (this._isClosed)
            return CLOSED;
        return this._connection ? this._connection.readyState() : CONNECTING;
    }
    close() {
        this._isClosed = true;
        const { calls, live } = this.streams;
        let kept = 0;
        for (let i = 0; i < live.length; i++)
            if (live[i] !== this)
                live[kept++] = live[i];
        live.length = kept;
        calls.gate.cancel(this);
        this._disconnect();
    }
    /** Records that the connection is open. */
    opened() {
        this._failures = 0;
    }
    /**
     * Handles a refused connection (any status but 200): closes the stream, as native does. There are two exceptions, in
     * which the page would otherwise lose the object for good: when signed out, it waits for the next session; if it
     * lacked a token that it needs, it reconnects.
     *
     * @param isFinal whether the server tells clients to stop reconnecting (204)
     */
    onRefused({ token }, isFinal) {
        const { streams, wantsToken, _context: context } = this;
        if (!isFinal && !streams.isOver) {
            if (!context) {
                this._lose();
                return;
            }
            if (wantsToken && !token) {
                this.reconnect();
                return;
            }
        }
        this.close();
        fireType(this.target, 'error');
    }
    /** Reconnects, after the delay that the server wants. While connections fail, the delays grow. */
    reconnect() {
        this._startIn(delayAfter(this.retry, this._failures++));
    }
    hear(type) {
        const { types, _connection: connection } = this;
        if (types[type])
            return;
        types[type] = true;
        if (connection && connection.hear)
            connection.hear(type);
    }
    /**
     * Reconnects immediately if the context has changed. ClerkJS does not always emit that (D2a), so each event checks
     * it, too.
     *
     * @returns whether the connection's events are no longer for the page
     */
    follow() {
        const { streams, backend } = this;
        // In the queue, it will get the session that is active when it connects.
        if (this._isClosed || this._isInGate || streams.isOver)
            return false;
        const context = streams.calls.context(backend);
        if (context === undefined || context === this._context)
            return false;
        this._failures = 0;
        // Until ClerkJS 5 and 6 have switched, they may name the former organization once more.
        if (!streams.calls.isSwitching())
            this._startIn(0);
        else if (this._timer === undefined)
            this._startIn(SWITCH);
        return true;
    }
    /** Whether its connection carries session data, which must not be sent again (A6). */
    isOutdated() {
        return this.streams.isOver && !!this._context;
    }
    /** Lets it connect when the shim is uninstalled, if nothing else would (A6). */
    letGo() {
        if (!this._connection && !this._isInGate && this._timer === undefined)
            this.start();
    }
    _startIn(delay) {
        this._lose();
        // In the event, the page may have closed it, or switched accounts.
        if (!this._isClosed && this._timer === undefined)
            this._timer = setTimeout(() => this.start(), delay);
    }
    /** Ends the connection, as if it had been lost. */
    _lose() {
        const hadConnection = this._connection;
        this._disconnect();
        if (hadConnection)
            fireType(this.target, 'error');
    }
    _disconnect() {
        clearTimeout(this._timer);
        this._timer = undefined;
        if (this._connection)
            this._connection.close();
        this._connection = undefined;
    }
}

const { AbortController, fetch, TextDecoder, unescape } = globalThis;
/**
 * Native `fetch` rejects the signals of a polyfill. Without a signal, a connection that is closed while it connects
 * ends once the response arrives.
 */
const createController = () => quietly(() => {
    const controller = new AbortController();
    // Throws for anything but a native object.
    unlisten(controller.signal, '', null);
    return controller;
});
/**
 * A stream that is read with `fetch`, which can send the token's header. It implements
 * https://html.spec.whatwg.org/#sse-processing-model.
 */
function connectByFetch(stream, carried) {
    const connection = new FetchConnection(stream, carried);
    void connection.run(stream.withCredentials || carried.credentials);
    return connection;
}
class FetchConnection {
    constructor(_stream, _carried) {
        this._stream = _stream;
        this._carried = _carried;
        this._state = CONNECTING;
        this._controller = createController();
    }
    readyState() {
        return this._state;
    }
    close() {
        this._state = CLOSED;
        if (this._controller)
            this._controller.abort();
        else if (this._reader)
            this._reader.cancel().catch(() => { });
    }
    async run(includesCredentials) {
        const { _stream: stream, _carried: carried } = this;
        const { streams, backend, lastEventId } = stream;
        const { calls } = streams;
        let response;
        try {
            response = await this._request(includesCredentials);
            const { status, headers, body } = response;
            if (this._state === CLOSED) {
                if (!this._controller && body)
                    await body.cancel();
            }
            else if (isRefused(response)) {
                if (mayBeRefused(status))
                    calls.answered(backend, carried, status, (name) => headers.get(name));
                if (!stream.follow())
                    stream.onRefused(carried, status === 204);
            }
            else
                await this._read(response);
        }
        catch {
            if (!response && this._state !== CLOSED)
                calls.corsFailure(backend, lastEventId && LAST_EVENT_ID);
        }
        if (this._state !== CLOSED)
            stream.reconnect();
    }
    _request(includesCredentials) {
        const { lastEventId } = this._stream;
        const { url, header } = this._carried;
        const headers = [['Accept', 'text/event-stream']];
        if (header)
            headers[headers.length] = header;
        // A byte string: one character per byte.
        if (lastEventId)
            headers[headers.length] = [LAST_EVENT_ID, unescape(encodeURIComponent(lastEventId))];
        const { signal } = this._controller || { signal: undefined };
        const credentials = includesCredentials ? 'include' : 'same-origin';
        return fetch(url, withoutPrototype({ headers, credentials, cache: 'no-store', signal }));
    }
    async _read({ url, body }) {
        const { _stream: stream } = this;
        const { target, lastEventId, retry } = stream;
        if (stream.follow())
            return;
        const reader = body.getReader();
        this._reader = reader;
        this._state = OPEN;
        stream.opened();
        fireType(target, 'open');
        const origin = originOf(new URL$1(url));
        const memory = { lastEventId, retry };
        const parse = createParser(memory, (type, data, id) => {
            // In an event, the page may close the stream or switch accounts.
            if (this._isOpen() && !stream.follow())
                fireMessage(target, type, { data, lastEventId: id, origin });
        });
        const decoder = new TextDecoder();
        while (this._isOpen()) {
            const { done, value } = await reader.read();
            if (done)
                return;
            parse(decoder.decode(value, { stream: true }));
            // Discard the rest of a connection that an event has ended (I2).
            if (!this._isOpen())
                return;
            stream.lastEventId = memory.lastEventId;
            stream.retry = memory.retry;
        }
    }
    _isOpen() {
        return this._state === OPEN;
    }
}
const LAST_EVENT_ID = 'Last-Event-ID';
/** Whether the response forbids reconnecting. */
const isRefused = ({ status, headers }) => status !== 200 || !exec(/^text\/event-stream\s*(?:;|$)/i, headers.get('content-type') || '');

// Tracks which types of events the page listens to: a native source cannot be asked.
const ADD = 'addEventListener';
/** Tells the stream of an object about the type in the arguments. */
function hear(streams, self, args) {
    const stream = weakGet(streams, self);
    if (!stream || args.length < 2)
        return;
    args[0] = `${args[0]}`;
    stream.hear(args[0]);
}
/**
 * Gives the class its own method, which also sees the calls that a later patch of the method of all event targets does
 * not pass on.
 */
function replaceOwnAdd(streams, prototype) {
    const inherited = Object.getPrototypeOf(prototype);
    const before = descriptorOf(prototype, ADD).value;
    if (!before)
        Object.defineProperty(prototype, ADD, descriptorOf(inherited, ADD));
    const undo = replaceMethod(prototype, ADD, (add, self, args) => {
        hear(streams, self, args);
        // Another script may have patched `EventTarget.prototype.addEventListener` since.
        return apply(before ? add : inherited[ADD], self, args);
    });
    return () => {
        if (undo)
            undo();
        if (!before && descriptorOf(prototype, ADD).value === descriptorOf(inherited, ADD).value) {
            delete prototype[ADD];
        }
    };
}
/**
 * Replaces the method of all event targets, which error trackers and zone.js call with a source. Pages call it often,
 * so it is only replaced once a stream needs it. It stays replaced, since streams stay in use (A6).
 *
 * @returns whether it is replaced
 */
const replaceAllAdd = (streams) => !!replaceMethod(targetPrototype, ADD, (add, self, args) => {
    hear(streams, self, args);
    return apply(add, self, args);
});

// The page may patch these for its own sources.
const prototype = prototypeWith(globalThis.EventSource, 'readyState') || {};
const stateOf = uncurry(descriptorOf(prototype, 'readyState').get);
const close$1 = uncurry(descriptorOf(prototype, 'close').value);
/** A native `EventSource`. It reconnects by itself if it loses its connection. */
function connectNatively(native, stream, carried) {
    const { target, types } = stream;
    const withCredentials = stream.withCredentials || carried.credentials;
    const source = new native(carried.url, { withCredentials });
    const hear = (type) => listen$1(source, type, (event) => {
        // The event may belong to another account by now.
        if (stream.follow())
            return;
        const state = stateOf(source);
        if (state === CLOSED)
            stream.onRefused(carried, false);
        // It would reconnect with the session that it carried before.
        else if (state === CONNECTING && stream.isOutdated())
            stream.reconnect();
        else
            relay(target, event);
    });
    for (const type in types)
        hear(type);
    return { readyState: () => stateOf(source), close: () => close$1(source), hear };
}

const API$1 = 'EventSource';
/** In ms. How often streams check whether the context has changed, since ClerkJS does not always emit (D2a). */
const LOOK$1 = 1000;
/**
 * `EventSource` (I2). For a backend of ours, the page gets a {@link Stream}. A native object will not do: Firefox sends
 * its request even if it is closed immediately.
 */
const eventSourceChannel = {
    name: 'eventsource',
    install(calls) {
        const prototype = prototypeWith(window[API$1], 'url');
        // A polyfill uses XHR or `fetch`, which are patched.
        if (!prototype)
            return () => { };
        const channel = {
            calls,
            byObject: new WeakMap(),
            live: [],
            isOver: false,
            hasAny: false,
            timer: undefined,
            hearsAll: false,
        };
        const undoMembers = replaceMembers({ api: API$1, prototype }, channel.byObject, streamMembers);
        const undoAdd = replaceOwnAdd(channel.byObject, prototype);
        const undo = replaceConstructor(window, API$1, onConstruct$1(channel));
        if (!undo) {
            undoMembers();
            undoAdd();
            throw new Error(isFixed(API$1));
        }
        calls.gate.onChange(() => forEach(channel, (stream) => stream.follow()));
        return undoWith(undo, () => {
            clearTimeout(channel.timer);
            channel.isOver = true;
            forEach(channel, (stream) => stream.letGo());
            // Streams stay in use (A6).
            if (channel.hasAny)
                return;
            undoMembers();
            undoAdd();
        });
    },
};
const streamMembers = [
    ['url', 'get', (it) => resolve(it.url)],
    ['withCredentials', 'get', (it) => it.withCredentials],
    ['readyState', 'get', (it) => it.readyState()],
    ['close', 'value', (it) => it.close()],
    ...handlerMembers(EVENTS$1),
];
/** Calls a function with each open stream. The function may close streams. */
function forEach({ live }, action) {
    const list = [];
    for (let i = 0; i < live.length; i++)
        list[i] = live[i];
    for (let i = 0; i < list.length; i++)
        action(list[i]);
}
/** Polls for context changes that ClerkJS has not emitted, while there are streams. */
function watch(channel) {
    clearTimeout(channel.timer);
    if (channel.live.length)
        channel.timer = setTimeout(() => {
            channel.calls.gate.catchUp();
            watch(channel);
        }, LOOK$1);
}
const onConstruct$1 = (channel) => (native, args, target) => {
    const { calls } = channel;
    const construct = () => constructNative(native, args, target);
    if (!args.length)
        return construct();
    if (!convertsQuietly(args[0]))
        args[0] = `${args[0]}`;
    const given = args[0];
    const init = args[1];
    const backend = calls.match(given);
    // Native throws for an `init` that is no object.
    if (!backend || (init != null && Object(init) !== init))
        return construct();
    const withCredentials = !!Object(init).withCredentials;
    const wantsToken = calls.wantsToken(backend);
    // A polyfill of `fetch` cannot stream.
    const needsFetch = wantsToken && hasResponse;
    const connect = (it, carried) => needsFetch && !channel.isOver ? connectByFetch(it, carried) : connectNatively(native, it, carried);
    try {
        if (wantsToken && !needsFetch)
            calls.say('error', noStreamToken(API$1));
        if (!needsFetch)
            channel.hearsAll = channel.hearsAll || replaceAllAdd(channel.byObject);
        const url = absolute(`${given}`, calls.base());
        const object = createTarget(native, target);
        const source = { target: object, url, withCredentials, wantsToken: needsFetch };
        const stream = new Stream(channel, backend, source, connect);
        weakSet(channel.byObject, object, stream);
        channel.hasAny = true;
        watch(channel);
        stream.start();
        return object;
    }
    catch (error) {
        calls.broke(error);
        return construct();
    }
};

/** Native itself rejects a symbol. */
const textOf = (value) => (typeof value === 'symbol' ? value : `${value}`);
/** Reads the second argument of the constructor as native does: a sequence of strings, or one string. */
function protocolsOf(value) {
    if (Object(value) !== value || value[Symbol.iterator] == null)
        return textOf(value);
    const list = [];
    // `Array.from()` of an old library may not support iterators.
    for (const each of value)
        list[list.length] = textOf(each);
    return list;
}
/**
 * Whether native accepts these subprotocols: each must be an HTTP token
 * (https://websockets.spec.whatwg.org/#dom-websocket-websocket).
 */
function areValid(protocols) {
    if (protocols === undefined)
        return true;
    const list = typeof protocols === 'object' ? protocols : [protocols];
    for (let i = 0; i < list.length; i++) {
        const each = list[i];
        if (typeof each !== 'string' || !exec(/^[\w!#$%&'*+.^`|~-]+$/, each))
            return false;
        for (let before = 0; before < i; before++)
            if (list[before] === each)
                return false;
    }
    return true;
}

const { Blob, DOMException: DOMException$1 } = globalThis;
const createSocket = (target, url, cancel) => ({
    target,
    handlers: { __proto__: null },
    url,
    native: undefined,
    readyState: 0,
    binaryType: 'blob',
    bufferedAmount: 0,
    cancel,
});
const EVENTS = ['open', 'message', 'error', 'close'];
/** The members that forward to the native object once it exists. */
const heldMembers = [
    ['readyState', 'get', (it) => it.readyState],
    ['bufferedAmount', 'get', (it) => it.bufferedAmount],
    ['extensions', 'get', () => ''],
    ['protocol', 'get', () => ''],
    ['binaryType', 'get', (it) => it.binaryType],
    ['binaryType', 'set', setBinaryType],
    ['send', 'value', send],
    ['close', 'value', close],
];
const socketMembers = [
    ['url', 'get', (it) => it.url],
    ...handlerMembers(EVENTS),
    ...heldMembers.map(([name, part, does]) => [
        name,
        part,
        (it, args, native) => (it.native ? apply(native, it.native, args) : does(it, args, native)),
    ]),
];
function setBinaryType(it, [value]) {
    const type = `${value}`;
    if (exec(/^(?:blob|arraybuffer)$/, type))
        it.binaryType = type;
}
const fault = (name) => new DOMException$1('Not allowed in this state, or not valid', name);
function send(it, args, native) {
    // Native throws.
    if (!args.length)
        return apply(native, it.target, args);
    // A `Blob` accepts the same types as native does, and converts all others to strings.
    const { size } = new Blob([args[0]]);
    if (!it.readyState)
        throw fault('InvalidStateError');
    it.bufferedAmount += size;
    return;
}
function close(it, [code, reason]) {
    // All engines but Firefox truncate the code to an integer.
    const number = code === undefined ? 1000 : +code;
    const text = reason === undefined ? '' : `${reason}`;
    if (!(number >= 1000 && number < 1001) && !(number >= 3000 && number < 5000))
        throw fault('InvalidAccessError');
    if (new Blob([text]).size > 123)
        throw fault('SyntaxError');
    if (it.readyState)
        return;
    it.cancel();
    fail(it);
}
/** Closes it as native closes a socket that has not connected yet. */
function fail(it) {
    it.readyState = 2;
    setTimeout(() => {
        it.readyState = 3;
        fireType(it.target, 'error');
        fireClose(it.target, { code: 1006, reason: '', wasClean: false });
    }, 0);
}

const API = 'WebSocket';
/**
 * `WebSocket` (I3). Once Clerk knows its session, the page gets a native object. Before that, or if a token is needed,
 * it gets a stand-in.
 */
const webSocketChannel = {
    name: 'websocket',
    install(calls) {
        if (!window[API])
            return () => { };
        const prototype = prototypeWith(window[API], 'url');
        if (!prototype)
            throw new Error(isReplaced(API));
        const channel = { calls, sockets: new WeakMap(), hasAny: false };
        const undoMembers = replaceMembers({ api: API, prototype }, channel.sockets, socketMembers, (name, result) => 
        // The page does not see the session ID (E1a).
        name === 'url' ? calls.withoutId(result) : result);
        const undo = replaceConstructor(window, API, onConstruct(channel));
        if (!undo) {
            undoMembers();
            throw new Error(isFixed(API));
        }
        // Stand-ins stay in use (A6).
        return undoWith(undo, () => channel.hasAny || undoMembers());
    },
};
const onConstruct = (channel) => (native, args, target) => {
    const { calls } = channel;
    const construct = (list) => constructNative(native, list, target);
    if (!args.length)
        return construct(args);
    if (!convertsQuietly(args[0]))
        args[0] = `${args[0]}`;
    const address = addressOf(args[0], calls.base());
    // A source for https also covers wss, and one for http also ws (B1a).
    const backend = address && calls.match(`http${address}`);
    if (!backend)
        return construct(args);
    // The page's arguments are read once (B4).
    if (args[1] !== undefined)
        args[1] = protocolsOf(args[1]);
    // Native throws.
    if (indexOf(address, '#') >= 0 || !areValid(args[1]))
        return construct(args);
    const url = `ws${address}`;
    try {
        const wantsToken = wantsTokenInUrl(calls, backend, API, url);
        if (wantsToken || !calls.gate.isOpen())
            return hold(channel, native, { args, target, backend, url, wantsToken });
        return construct(withUrl(args, carryInUrl(calls, backend, { api: API, url: `${args[0]}`, wantsToken: false })));
    }
    catch {
        // Native rejects it, with an error that may name the URL, which must be the page's own.
        return construct(args);
    }
};
/** The constructor's arguments, with another URL. */
function withUrl(args, url) {
    const list = [];
    for (let i = 0; i < args.length; i++)
        list[i] = i ? args[i] : url;
    return list;
}
/**
 * The part after `ws` of the URL that native connects to; empty if there is none. Newer engines also accept http and
 * relative URLs.
 */
function addressOf(url, base) {
    try {
        return (exec(/^(?:ws|http)(s?:.*)/, hrefOf(new URL$1(url, base))) || ['', ''])[1];
    }
    catch {
        return '';
    }
}
/** Gives the page a stand-in, which connects after the wait. */
function hold(channel, native, call) {
    const { calls, sockets } = channel;
    const { args, target, backend, url, wantsToken } = call;
    const it = createSocket(createTarget(native, target), url, () => calls.gate.cancel(held));
    const held = {
        send(token) {
            connect(it, native, withUrl(args, carryInUrl(calls, backend, { api: API, url, wantsToken }, token)));
        },
        wantsToken,
        backend,
        ready: undefined,
        timeout: undefined,
        isImpatient: true,
    };
    weakSet(sockets, it.target, it);
    channel.hasAny = true;
    calls.gate.enqueue(held);
    return it.target;
}
function connect(it, native, args) {
    try {
        const socket = constructNative(native, args, native);
        socket.binaryType = it.binaryType;
        for (let i = 0; i < EVENTS.length; i++)
            listen$1(socket, EVENTS[i], (event) => relay(it.target, event));
        it.native = socket;
    }
    catch {
        // The browser rejects the URL, for example because the page's Content Security Policy does not allow it.
        fail(it);
    }
}

/** The channels of `clerk-ajax.all.min.js`, and of the package's entry `clerk-ajax/all` (I1). */
const all = [...core, eventSourceChannel, webSocketChannel, beaconChannel];

// Scheme, `*.`, host, port, path. Rejects user info, a query, a fragment and any other wildcard (B2). Also rejects
// `self`, `none` and `null`: whoever writes them without quotes does not mean a host of that name.
const SOURCE = /^(?!(?:self|none|null)(?:\/|$))(?:(https?):\/\/)?(\*\.)?([^\s:/?#@*%\\[\]'"]+|\[[\da-f:.]+\])(:\d+|:\*)?(\/[^?#\\]*)?$/i;
/** Whether an origin is on this machine, where http is as safe as https. */
const isLoopback = (origin) => !!exec(/^https?:\/\/(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/, origin);
/**
 * Parses a source of a source list.
 *
 * @param self the page's origin, which `'self'` stands for
 * @returns nothing if it is not a source (B1, B2)
 */
function parseSource(text, self) {
    const own = exec(/^'self'((?:\/[\s\S]*)?)$/i, text);
    const match = exec(SOURCE, own ? self + own[1] : text);
    if (!match)
        return;
    const [, scheme, wildcard, host, port = '', path = ''] = match;
    const anyPort = port === ':*';
    try {
        const at = (scheme) => new URL$1(`${scheme}://${host}${anyPort ? '' : port}${path}`);
        const first = at(scheme || 'https');
        const origins = [originOf(first)];
        if (!scheme && isLoopback(originOf(first)))
            origins.push(originOf(at('http')));
        return {
            text,
            samples: origins.map((origin) => origin.replace('//', wildcard ? '//x.' : '//') + (anyPort ? port : '')),
            origins: origins.map((origin) => originsOf(origin, !!wildcard, anyPort)),
            path: path && pathnameOf(first),
        };
    }
    catch {
        // The host or the port is not valid.
    }
    return;
}
function originsOf(origin, isWildcard, anyPort) {
    const [start, host] = exec(/^\w+:\/\/(.*)/, origin);
    return isWildcard
        ? { start: slice(origin, 0, origin.length - host.length), end: `.${host}`, anyPort }
        : { start, end: '', anyPort };
}
/**
 * Whether the source matches an origin, as serialized by the URL parser. This decides where the session goes, so it
 * uses nothing but `===` and built-ins that have been checked (B5a).
 */
function matchesOrigin({ origins }, origin) {
    for (let i = 0; i < origins.length; i++) {
        const { start, end, anyPort } = origins[i];
        const port = anyPort ? exec(/:\d+$/, origin) : null;
        const named = port ? slice(origin, 0, -port[0].length) : origin;
        if (end ? startsWith(named, start) && endsWith(named, end, start.length) : named === start)
            return true;
    }
    return false;
}
/** Whether a text ends with `end`, at least one character after position `after`. */
const endsWith = (text, end, after) => text.length > after + end.length && slice(text, -end.length) === end;
/** Whether the source matches the path of a URL. */
const matchesPath = ({ path }, pathname) => slice(path, -1) === '/' ? startsWith(pathname, path) : !path || pathname === path;
/** Whether the source matches a URL. */
const matchesUrl = (source, url) => matchesOrigin(source, originOf(url)) && matchesPath(source, pathnameOf(url));
/** Whether both sources match an origin of the second one, with a port of either. */
const names = (source, other) => other.samples.some((origin) => source.samples.some((own) => matchesOrigin(source, origin.replace(':*', `${/:\d+$/.exec(own) || ''}`))));
/** Whether both sources match the same URLs. */
const isSame = (one, other) => `${one.samples}` === `${other.samples}` && one.path === other.path;
/** Whether there is a URL that both sources match. */
const overlap = (one, other) => (names(one, other) || names(other, one)) && (matchesPath(one, other.path) || matchesPath(other, one.path));

// Not `replace()` with the flag `g`: it calls the page's `exec()`, and never ends if that always finds something (B5a).
const hostOf = (origin) => exec(/^\w+:\/\/(?:www\.)?(.*?)(?::(?:\d+|\*))?$/, origin)[1];
const PORT = /:(?:\d+|\*)$/;
const PARTS = [/^\w+/, PORT, /\/\/www\./];
/**
 * Finds the source that may be meant. Another port of the page's own origin, or of this machine, is no near miss: there
 * each port is a program of its own, such as a development server that reloads the page.
 *
 * @param self the page's origin
 */
function nearest(sources, origin, self) {
    const host = hostOf(origin);
    const best = { text: '', isNear: false };
    let most = -1;
    for (const { text, samples, origins } of sources) {
        for (const sample of samples) {
            const other = hostOf(sample);
            let same = 0;
            while (same < host.length && host[host.length - 1 - same] === other[other.length - 1 - same])
                same++;
            if (same <= most)
                continue;
            most = same;
            best.text = text;
            // The sample of a wildcard has one letter in its place.
            const isHost = origins.some(({ end }) => end) ? same > other.length - 2 : host === other;
            const differing = PARTS.filter((part) => `${exec(part, origin)}` !== `${exec(part, sample)}`);
            const isMeant = differing[0] === PORT && (origin === self || isLoopback(origin));
            best.isNear = isHost && differing.length === 1 && !isMeant;
        }
    }
    return best;
}

/**
 * Creates the function that returns the document's current base URL (B3). It reads a node of our own, since a page's
 * `<img name="baseURI">` would hide `document.baseURI`.
 */
function createBase() {
    const node = document.createTextNode('');
    // `Node` may be a variable of the page.
    let owner = node;
    while (!descriptorOf(owner, 'baseURI').get)
        owner = Object.getPrototypeOf(owner);
    const baseOf = uncurry(descriptorOf(owner, 'baseURI').get);
    return () => baseOf(node);
}
/** Whether links are resolved against this base. A script before the tag may have replaced the getter (B5a). */
function isBaseRight(base) {
    const link = document.createElement('a');
    link.setAttribute('href', 'a');
    // If the base is not http, no relative URL is ours.
    return !exec(/^http/, link.href) || quietly(() => hrefOf(new URL$1('a', base()))) === link.href;
}

/** Changes an error's message; returns a copy if the message cannot be changed. */
function withMessage(error, change) {
    const { message, name } = error;
    // A page may abort with any value as the reason.
    if (typeof message !== 'string')
        return error;
    const text = change(message);
    if (text === message)
        return error;
    if (kindOf(error) === 'DOMException')
        return new DOMException(text, name);
    const { stack } = error;
    error.message = text;
    // Engines include the message in it.
    if (stack)
        error.stack = change(stack);
    return error;
}

/**
 * Tells the page about refused calls (L1).
 *
 * @param read returns a call's URL as the page may read it
 * @param go is called unless the page cancels the event, if signing in may help
 */
const createAnnounce = (clerk, read, go) => (carried, { status, reason, maySignIn }) => {
    const detail = {
        url: read(carried.url),
        status,
        session: stateOf$1(clerk.session()),
        organization: clerk.organization(),
        carried: sendsOf(carried),
        reason: reason || null,
    };
    // In a task of its own, the page's own handlers of the response run first.
    setTimeout(() => {
        if (fireCancelable('clerk-ajax:unauthorized', detail) && maySignIn)
            go();
    }, 0);
};

// Every call of the page is matched, and most are not ours. Most URLs need no parsing: an absolute URL begins with its
// origin, and a relative URL of this form has the origin of the base URL.
const START = /^https?:\/\/[^/\\\t\n\r]+\//;
const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;
/** Whether ClerkJS makes this request to its Frontend API (B6). */
const isClerkJs = (url) => indexOf(url, '_clerk_js_version=') >= 0 && !!exec(/^[^#]*[?&]_clerk_js_version=/, url);
// Bounds the cache. No real page calls this many origins.
const MOST_ORIGINS = 500;
/** Creates the function that finds the backends at a URL's origin, in the order of the sources. */
function createLookup(sources, self) {
    let known = Object.create(null);
    let count = 0;
    return (url) => {
        const origin = originOf(url);
        // A `blob:` URL contains an origin, but fetching it sends no request there.
        if (!exec(/^https?:/, hrefOf(url)))
            return [];
        let backends = known[origin];
        if (!backends) {
            if (count++ > MOST_ORIGINS) {
                known = Object.create(null);
                count = 0;
            }
            backends = [];
            for (const source of sources) {
                if (!matchesOrigin(source, origin))
                    continue;
                const insecure = startsWith(origin, 'http:') && !isLoopback(origin);
                backends[backends.length] = { origin, source, crossOrigin: origin !== self, insecure };
            }
            backends.origin = origin;
            known[origin] = backends;
        }
        return backends;
    };
}
/**
 * Creates the function that finds the backend of a call.
 *
 * @param sources in the order in which they are searched; an excluded one hides those after it (B7)
 * @param base returns the document's base URL at the time of the call (B3)
 * @param self the page's origin
 * @param missed is called with the origin of each call that no source matches, until it returns true (F7)
 */
function createMatcher(sources, base, self = pageOrigin(), missed) {
    const at = createLookup(sources, self);
    // The last absolute and the last relative lookup are cached, since most calls go to the same origin.
    let start = 'about:';
    let atStart = [];
    let page = '';
    let atPage = [];
    const find = (url) => {
        if (startsWith(url, start))
            return atStart;
        if (exec(RELATIVE, url)) {
            const from = base();
            if (from !== page) {
                atPage = at(new URL$1(from));
                page = from;
            }
            return atPage;
        }
        const match = exec(START, url);
        if (!match)
            return at(new URL$1(url, base()));
        atStart = at(new URL$1(match[0]));
        start = match[0];
        return atStart;
    };
    const report = (found, url) => {
        if (missed && found.origin && !isClerkJs(url) && missed(found.origin))
            found.origin = undefined;
    };
    return (given) => {
        try {
            const url = `${given}`;
            const backends = find(url);
            // ClerkJS's own requests must not wait for ClerkJS (B6).
            const first = backends[0];
            if (!first)
                report(backends, url);
            if (!first || isClerkJs(url))
                return;
            const path = first.source.path && pathnameOf(new URL$1(url, base()));
            for (const backend of backends) {
                if (matchesPath(backend.source, path))
                    return backend.source.isExcluded ? undefined : backend;
            }
        }
        catch {
            // Not a URL. The browser reports that.
        }
        return;
    };
}

/**
 * In ms. A token that expires sooner may have expired when it reaches the backend. ClerkJS returns tokens with 5 s
 * left.
 */
const ENOUGH = 10000;
/** In ms. How long a call waits for a session token at most (C6). ClerkJS itself retries for minutes. */
const TOKEN_LIMIT = 5000;
/**
 * In ms. If a renewed token still belongs to another context, it is not renewed again for this long: Clerk's servers
 * limit the rate.
 */
const FUTILE = 10000;
/** How long a token is still valid by this machine's clock, in ms; `Infinity` if it has no expiry. */
const remains = ({ exp }) => exp >= 0 ? exp * 1000 - Date.now() : Infinity;
/**
 * Remembers for a while that ClerkJS has returned tokens of another context only. In a background tab, ClerkJS 4 returns
 * those of the organization that is active in another tab, as long as the tab stays there.
 */
function createFutileRenewals(moment, isActive) {
    let last = { key: '', moment: 0, until: 0 };
    return {
        has: (key) => last.key === key &&
            last.moment === moment() &&
            now() < last.until &&
            // ClerkJS tells its servers of the active organization when the user is back.
            (!isActive || quietly(() => !document.hasFocus(), true)),
        note(key) {
            last = { key, moment: moment(), until: now() + FUTILE };
        },
    };
}
/**
 * Creates the function that requests tokens for a session and its active organization from ClerkJS. A token that is
 * about to expire is renewed, once for all waiting calls in the same context and with the same template. The function
 * stores no token (C6, C9).
 *
 * @param moment counts Clerk's emissions
 * @param organization the ID of the organization that session tokens are for, if it is not the active one (C10)
 */
function createTokens(moment = () => 0, say = () => { }, organization) {
    const isActive = organization === undefined;
    const renewals = Object.create(null);
    // If the clock is fast, every token seems about to expire.
    let isClockRight = true;
    const futileRenewals = createFutileRenewals(moment, isActive);
    const renew = async (session, key, options) => {
        let renewal = renewals[key];
        // A renewal may never settle; after its limit it must not keep later calls from starting a new one.
        if (!renewal || now() > renewal.limit) {
            const asked = Date.now();
            const token = session.getToken({ ...options, skipCache: true });
            renewal = renewals[key] = { asked, limit: now() + TOKEN_LIMIT, token };
        }
        try {
            const token = await renewal.token;
            // A token that took long to arrive, for example because the machine slept, says nothing about the clock.
            const isPrompt = Math.abs(Date.now() - renewal.asked) < TOKEN_LIMIT;
            if (token && isPrompt)
                isClockRight = remains(claimsOf(token) || {}) > ENOUGH;
            return token;
        }
        finally {
            if (renewals[key] === renewal)
                delete renewals[key];
        }
    };
    return async (session, template) => {
        const context = template ? contextOf(session) : contextOf(session, organization);
        const key = `${context} ${template}`;
        const options = template ? { template } : isActive ? undefined : { organizationId: organization };
        const isOther = (claims) => template ? isNotOfTemplate(claims, context) : (!isActive || !!claims.sid) && contextOfClaims(claims) !== context;
        let token;
        let isDenied = false;
        try {
            token = await (options ? session.getToken(options) : session.getToken());
            const claims = (token && claimsOf(token)) || {};
            const isFresh = remains(claims) > ENOUGH;
            // The clock is correct, or has been corrected.
            if (isFresh)
                isClockRight = true;
            const isWrong = isOther(claims) && !futileRenewals.has(key);
            if (isWrong || (isClockRight && !isFresh))
                token = (await renew(session, key, options)) || token;
            isDenied = isOther(claimsOf(token) || {});
            if (isWrong && isDenied)
                futileRenewals.note(key);
            if (!options)
                noteAnswer(session);
        }
        catch (error) {
            // There is no token, or it cannot be renewed and the old one is used.
            isDenied = isRefusal(error);
            if (!options)
                noteAnswer(session, error);
            else if (template && Object(error).status === 404)
                say('error', noTemplate(template), noTemplateToken(template));
        }
        if (isToken(token) && !isOther(claimsOf(token) || {}))
            return token;
        if (isDenied && !isActive && !template)
            say('error', noOrganizationToken(organization), NO_TOKEN$1);
        return;
    };
}

// Time limits in milliseconds. `data-wait` sets the wait for Clerk; the limit for a token is `TOKEN_LIMIT` in
// clerk/tokens.ts, which needs it as well.
/** If there is no sign of Clerk, the wait ends this long after the page's `load` (D3). */
const NO_CLERK_AFTER = 1000;
/**
 * How long a warning is delayed: browsers may cancel a page's requests up to this long before they fire `pagehide`
 * (F3).
 */
const LEAVING = 1000;
/**
 * How long a `WebSocket` waits at most, unless `data-wait` is given (I3). Clients give up on one that takes longer, but
 * reconnect if the server rejects them: Phoenix falls back to long polling after 2.5 s, for all pages of the tab.
 */
const SOCKET_WAIT = 2000;
/** How often a call requests a token again because the context has changed in the meantime (C3). */
const TOKEN_TRIES = 20;
/** In ms. How long after the start the shim looks for calls that were made before it (F7). */
const EARLY_CALLS_AFTER = 1000;

/**
 * Queues our calls: each waits for Clerk (rule D), then until it is complete (D5a), then for its token (C6). A call
 * that need not wait, or has waited long enough, is sent immediately.
 */
class Gate {
    constructor(_wait, _clerk, _settings, _say) {
        this._wait = _wait;
        this._clerk = _clerk;
        this._settings = _settings;
        this._say = _say;
        this._calls = new Map();
        this._listeners = [];
        _wait.queue = this;
    }
    /** Calls a listener when the context may have changed, after held calls have been sent. The listener must not throw. */
    onChange(listener) {
        this._listeners.push(listener);
    }
    /** Sends held calls and calls the listeners, if Clerk's session has changed without an emission (D2a). */
    catchUp() {
        this._wait.changed();
    }
    /** Sends a call, immediately or after its wait. */
    enqueue(call) {
        const waiting = {
            since: now(),
            isReady: !call.ready,
            isHeld: false,
            isBetween: false,
            limit: 0,
            timer: undefined,
            tokenLimit: 0,
            tokensMissed: 0,
        };
        try {
            // If Clerk knows its session but has not called its listeners, the held calls are sent first (D2a).
            this.catchUp();
            if (call.ready)
                void this._awaitReady(call, waiting);
            this._advance(call, waiting);
        }
        catch (error) {
            this._say('error', broken(error));
            this._send(call);
        }
    }
    isEmpty() {
        return !this._calls.size;
    }
    /** Whether a call that waits for nothing but Clerk would be sent immediately. */
    isOpen() {
        if (this._calls.size)
            for (const [, { isHeld }] of this._calls)
                if (isHeld)
                    return false;
        return !this._wait.holdsNow();
    }
    /** Must be called when the timeout of a queued call has changed. */
    recheck(call) {
        const waiting = this._calls.get(call);
        if (waiting)
            this._watch(call, waiting);
    }
    /** Removes a call from the queue. */
    cancel(call) {
        const waiting = this._calls.get(call);
        if (waiting)
            clearTimeout(waiting.timer);
        this._calls.delete(call);
    }
    changed() {
        for (const listener of this._listeners)
            listener();
    }
    release() {
        const { isLeaving, phase } = this._wait;
        for (const [call, waiting] of [...this._calls]) {
            const isOver = waiting.isHeld || waiting.isBetween || isLeaving || phase === 'stopped';
            if (isOver && this._calls.has(call))
                this._advance(call, waiting);
        }
    }
    /** Moves a call on to its next wait, or sends it. */
    _advance(call, waiting) {
        const { _wait: wait } = this;
        const { isLeaving, phase } = wait;
        const template = call.wantsToken ? call.backend.source.template : undefined;
        const session = call.wantsToken || !wait.holdsNothing() ? this._clerk.session(template) : undefined;
        waiting.isHeld = wait.holds(session);
        waiting.isBetween = false;
        if (waiting.isHeld) {
            // The next session's token gets a full time limit again.
            waiting.tokenLimit = 0;
            this._keep(call, waiting, now() + wait.limit());
        }
        else if (!waiting.isReady && !isLeaving)
            this._keep(call, waiting, Infinity);
        // The cookie's session has its token with it (D8).
        else if (!call.wantsToken || phase === 'stopped' || !session || session instanceof CookieSession)
            this._send(call);
        // Offline, the call fails immediately, as it does natively. While the user leaves the page, there is no time (D3b).
        else if (isLeaving || navigator.onLine === false)
            this._send(call, this._clerk.tokenNow(template));
        else
            void this._awaitToken(call, waiting, session);
    }
    async _awaitReady(call, waiting) {
        await call.ready;
        waiting.isReady = true;
        if (this._calls.has(call) && !waiting.isHeld)
            this._advance(call, waiting);
    }
    async _awaitToken(call, waiting, session) {
        waiting.tokenLimit = waiting.tokenLimit || now() + TOKEN_LIMIT;
        this._keep(call, waiting, waiting.tokenLimit);
        const { template } = call.backend.source;
        // Clerk's servers give the template's token of the organization that they know as the active one, and it does not tell
        // which that was (C9).
        waiting.isBetween = !!template && this._clerk.isSwitching(true);
        if (waiting.isBetween)
            return;
        const context = this._clerk.context(template);
        const token = await this._clerk.token(session, template);
        if (!this._calls.has(call))
            return;
        // The context may have changed in the meantime: the ID and the token must belong to the same session (C3).
        if (this._clerk.context(template) === context) {
            // ClerkJS 4 has no token for the new organization until it has informed its servers: the call waits for Clerk's
            // next emission.
            waiting.isBetween = !token && this._clerk.isSwitching();
            if (!waiting.isBetween)
                this._send(call, token);
        }
        // If reading the session fails now and then, the context changes on each read and no timer gets to run: give up and
        // send (E8).
        else if (++waiting.tokensMissed > TOKEN_TRIES)
            this._send(call);
        else
            this._advance(call, waiting);
    }
    _keep(call, waiting, limit) {
        // A call that is already queued keeps its place (D1).
        this._calls.set(call, waiting);
        const most = call.isImpatient && !this._settings.waitGiven ? waiting.since + SOCKET_WAIT : Infinity;
        waiting.limit = Math.min(limit, most);
        this._watch(call, waiting);
    }
    /** Ends the wait of a call at its time limit, or when its own timeout expires (D6). */
    _watch(call, waiting) {
        const timeout = call.timeout && call.timeout();
        const own = timeout ? waiting.since + timeout : Infinity;
        const end = Math.min(waiting.limit, own);
        clearTimeout(waiting.timer);
        if (end === Infinity)
            return;
        waiting.timer = setTimeout(() => {
            // Timers may fire early.
            if (end > now())
                this._watch(call, waiting);
            else if (end === own && call.timeOut) {
                this.cancel(call);
                call.timeOut();
            }
            else
                this._expire(call, waiting);
        }, end - now());
    }
    _expire(call, waiting) {
        if (waiting.isHeld) {
            // Clerk may know its session without having called its listeners (D2a).
            this.catchUp();
            if (!waiting.isHeld || !this._calls.has(call))
                return;
            this._say('warn', HELD_TOO_LONG);
        }
        else if (this._wait.holdsNow()) {
            // The user is switching accounts (D4).
            this._advance(call, waiting);
            return;
        }
        this._send(call);
    }
    _send(call, token) {
        this.cancel(call);
        call.send(token);
    }
}

const EVENT = 'securitypolicyviolation';
function watchPolicy(match, say) {
    const blocked = Object.create(null);
    const onViolation = ({ blockedURI, effectiveDirective, disposition }) => {
        if (disposition === 'report' || effectiveDirective !== 'connect-src')
            return;
        const backend = match(blockedURI.replace(/^ws/, 'http'));
        if (!backend)
            return;
        blocked[backend.origin] = true;
        say('warn', blockedByPolicy(backend.origin));
    };
    document.addEventListener(EVENT, onViolation);
    return {
        blocks: (origin) => blocked[origin],
        stop: () => document.removeEventListener(EVENT, onViolation),
    };
}

// The fast path: most URLs have no space, no fragment and no escape, and are more than a scheme.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;
/** Decodes a value of a query. */
const decode = (value) => getParam(new URLSearchParams(`?a=${value}`), 'a');
function createSessionParam(name) {
    // The session IDs that the shim has added to URLs. The page may read such a URL back and use it again.
    const issued = Object.create(null);
    // Most calls have the same session ID.
    let last;
    let encoded = '';
    const isIssued = (value) => value in issued;
    // In the name, only `.` and `-` could have a special meaning in a pattern.
    const pattern = new RegExp(`^([\\s\\S]*?)[?&]${name}=([\\w%.~!*-]+)([\\s\\S]*)`);
    /** The parameter with an ID, encoded for a URL. */
    const paramOf = (id) => {
        if (id !== last)
            encoded = `${name}=${encodeURIComponent(id)}`;
        last = id;
        return encoded;
    };
    return {
        put(url, id, base) {
            if (id === undefined && last === undefined)
                return url;
            const param = id === undefined ? '' : paramOf(id);
            const issue = (text) => {
                issued[id] = true;
                return text;
            };
            if (exec(PLAIN, url) && indexOf(url, name) < 0)
                return param ? issue(addParam(url, param)) : url;
            const whole = clean(url, base);
            // The ID of another session never matches the cookie, which belongs to the active session. An earlier page load
            // may have put it into a form's action, the address bar or storage.
            const goes = param ? (value) => value !== id : isIssued;
            const { rest, stays } = takeOut(whole, name, goes, param);
            if (param && !stays)
                return issue(addParam(rest, param));
            return rest === whole ? url : param ? issue(rest) : rest;
        },
        strip: (url) => (last === undefined ? url : takeOut(url, name, isIssued).rest),
        stripText(text) {
            if (last === undefined)
                return text;
            let clean = '';
            let left = text;
            for (;;) {
                const [, before, id, after] = (exec(pattern, left) || []);
                if (after === undefined)
                    return clean + left;
                clean += isIssued(decode(id)) ? before : slice(left, 0, left.length - after.length);
                left = after;
            }
        },
    };
}

const KEY$1 = 'clerk-ajax';
/** In ms. Someone who comes back so soon, and without a session, is not sent away again: that might be a loop. */
const SOON = 60000;
function createSignIn({ signsIn }, clerk, wait, say) {
    let isOver = !signsIn || window.top !== window;
    const isSoon = !isOver && quietly(() => Date.now() - Number(sessionStorage.getItem(KEY$1)) < SOON);
    let cameBack = isSoon;
    const tryTo = () => {
        const page = isOver || wait.isLeaving || wait.phase === 'stopped' ? undefined : clerk.signInPage();
        // A session that is in doubt is no sign that the user has signed in.
        if (!page || (page.isDoubtful ? isSoon : cameBack) || isHere(page.url))
            return;
        // The user may have signed in by then, in another tab.
        if (document.hidden)
            return document.addEventListener('visibilitychange', go, { once: true });
        isOver = true;
        // Without a note that the next page can read, a loop would not be noticed.
        const isNoted = quietly(() => {
            sessionStorage.setItem(KEY$1, `${Date.now()}`);
            return true;
        });
        if (!isNoted)
            return say('error', NO_STORAGE);
        page.go().catch(broke);
    };
    const broke = (error) => say('error', broken(error));
    const go = () => {
        try {
            tryTo();
        }
        catch (error) {
            broke(error);
        }
    };
    return {
        go,
        note() {
            cameBack = false;
        },
    };
}
/** Whether this is the page at a URL, or one of its steps, whose paths begin with that of the URL. */
function isHere(url) {
    const { origin, pathname } = new URL(url, location.href);
    const step = `${pathname.replace(/\/$/, '')}/`;
    return (origin === location.origin &&
        (location.pathname === pathname || (step !== '/' && `${location.pathname}/`.startsWith(step))));
}

function createCalls(settings, clerk, wait, say) {
    const { sources, excluded, param, tokenParam, tokenHeader } = settings;
    const base = createBase();
    const gate = new Gate(wait, clerk, settings, say);
    const grant = createGrants(clerk);
    const sessionParam = createSessionParam(param);
    const signIn = createSignIn(settings, clerk, wait, say);
    const headerPattern = new RegExp(`^${tokenHeader.replace(/[^\w-]/g, '\\$&')}$`, 'i');
    const self = pageOrigin();
    const all = [...excluded, ...sources];
    const match = createMatcher(all, base, self, createMissed(settings, clerk, say));
    const matchQuietly = createMatcher(all, base, self);
    const policy = watchPolicy(matchQuietly, say);
    const broke = (error) => say('error', broken(error));
    return {
        match,
        matchQuietly,
        base,
        gate,
        wantsToken: ({ source, insecure }) => source.sendsToken && !insecure,
        omitsCredentials({ origin, source }) {
            if (source.sendsToken)
                return false;
            say('warn', omitted(origin));
            return true;
        },
        tokenHeader,
        isTokenHeader: (name) => !!exec(headerPattern, name),
        tokenParam,
        tokenNow: ({ source }) => clerk.tokenNow(source.template),
        context: ({ source }) => (source.sendsToken ? clerk.context() : clerk.cookieContext()),
        isSwitching: () => clerk.isSwitching(),
        grant,
        withId(backend, url, from = base) {
            try {
                return sessionParam.put(url, grant(backend).id, from);
            }
            catch (error) {
                broke(error);
                return url;
            }
        },
        carry: createCarry(settings, { grant, sessionParam, signIn, say }),
        withoutId: sessionParam.strip,
        withoutIdIn: (error) => quietly(() => withMessage(error, sessionParam.stripText), error),
        say,
        corsFailure: createCorsFailure(settings, wait, policy, say),
        answered: createAnswered(tokenHeader, say, createAnnounce(clerk, (url) => resolve(sessionParam.strip(url), base()), signIn.go)),
        broke,
        stop: policy.stop,
    };
}
function createCorsFailure({ tokenHeader }, wait, policy, say) {
    return ({ origin, source, crossOrigin }, header) => {
        if (!crossOrigin || !navigator.onLine)
            return;
        const { sendsCredentials, sendsToken } = source;
        const hint = sendsToken ? '' : checkSdk(origin, isPageHost(origin));
        const headers = sendsToken ? tokenHeader + (header ? `, ${header}` : '') : '';
        const message = corsFailed(origin, pageOrigin(), sendsCredentials, headers) + hint;
        setTimeout(() => wait.isLeaving || policy.blocks(origin) || say('warn', message), LEAVING);
    };
}
/** Creates the function that reports a call that no source matches (F7). It returns whether nothing more is to be said. */
const createMissed = ({ sources, debug }, clerk, say) => (origin) => {
    const { text, isNear } = nearest(sources, origin, pageOrigin());
    const isSaid = debug || (isNear && clerk.development());
    if (isSaid)
        say(isNear ? 'warn' : 'debug', isMissed(origin, text));
    return isSaid || !isNear;
};
function createCarry({ debug, tokenHeader }, { grant, sessionParam, signIn, say: say$1 }) {
    return (backend, call, wantsToken, token) => {
        const { url, from } = call;
        try {
            const given = grant(backend);
            if (given.fault)
                say$1('error', given.fault);
            if (given.reason === SIGNED_IN)
                signIn.note();
            const getsToken = wantsToken && given.token;
            const sent = (getsToken && (given.cookieToken || token)) || undefined;
            let { reason } = given;
            if (given.token && !sent) {
                reason = getsToken
                    ? noToken(backend.source.template, token)
                    : call.hasOwnHeader
                        ? ownHeader(tokenHeader)
                        : NO_HEADER;
                if (getsToken)
                    say$1('error', reason);
            }
            const carried = {
                url: sessionParam.put(url, given.id, from),
                credentials: given.credentials,
                token: sent,
                header: sent ? headerOf(tokenHeader, sent) : undefined,
                id: given.id,
                hasOwnHeader: !!call.hasOwnHeader && backend.source.sendsToken && !backend.insecure,
                reason,
            };
            if (debug)
                say('debug', describe(backend, call, carried));
            return carried;
        }
        catch (error) {
            say$1('error', broken(error));
            return carryNothing(url);
        }
    };
}
const headerOf = (name, token) => [
    name,
    exec(/^authorization$/i, name) ? `Bearer ${token}` : token,
];
/** Why a call has no token. */
const noToken = (template, token) => template ? (token === null ? cannotAwait : noTemplateToken)(template) : NO_TOKEN$1;
/** The line for `data-debug`, without the query, which may contain a session ID (F4). */
function describe({ source }, { method, url }, carried) {
    const sends = sendsOf(carried).join(' + ') || 'nothing';
    return `${method} ${withoutQuery(url)} (${source.text}): ${sends}, ${carried.reason}`;
}

/** Decides whether calls must wait for Clerk, and ends the wait (rule D). */
class ClerkWait {
    constructor(_clerk, _settings, _say) {
        this._clerk = _clerk;
        this._settings = _settings;
        this._say = _say;
        this.phase = 'gave up';
        /** Whether the user is leaving the page. Between `pagehide` and `pageshow` nothing waits (D3b). */
        this.isLeaving = false;
        _clerk.subscribe(this);
        if (_settings.wait)
            this._start();
        addEventListener('pagehide', this);
        addEventListener('pageshow', this);
        if (_settings.waitGiven || _settings.clerk)
            return;
        if (document.readyState === 'complete')
            this._lookForClerk();
        else
            addEventListener('load', this);
    }
    /** Must be called when anything about Clerk may have changed. */
    changed() {
        if (this.phase !== 'stopped') {
            this._clerk.follow(this.isLeaving, this.phase === 'loading');
            this._noteSession();
        }
        // Until Clerk knows its session, its cookie may answer, and to read that takes time in Chromium (156).
        const isIdle = this.phase === 'loading' && this.queue.isEmpty();
        if (isIdle || !this.holdsNow())
            this.queue.release();
        // Clerk has appeared (D3a), or a frame now has a Clerk of its own instead of an ancestor's (J1).
        else if (this.phase !== 'loading' && !this._clerk.loaded())
            this._start();
        this.queue.changed();
    }
    /** Ends the wait for Clerk's first session, with a warning (D2, D3). */
    giveUp(reason, phase = 'gave up') {
        if (this.phase !== 'loading')
            return;
        // Clerk may know its session without having called its listeners (D2a).
        if (!this._noteSession()) {
            this.phase = phase;
            clearTimeout(this._timer);
            this._say('warn', gaveUp(reason));
        }
        this.queue.release();
    }
    /** Releases all calls, and holds none from now on (A6). */
    stop() {
        this.phase = 'stopped';
        clearTimeout(this._timer);
        clearTimeout(this._look);
        for (const type of ['pagehide', 'pageshow', 'load'])
            removeEventListener(type, this);
        this.queue.release();
    }
    handleEvent({ type }) {
        if (type === 'load')
            this._lookForClerk();
        else {
            this.isLeaving = type === 'pagehide';
            this.changed();
        }
    }
    /** Whether no call waits for Clerk now, whatever its session. */
    holdsNothing() {
        return !this._settings.wait || this.isLeaving || this.phase === 'stopped';
    }
    /** Whether a call must wait for Clerk, unless it wants a token of a JWT template (C9). */
    holdsNow() {
        return !this.holdsNothing() && this.holds(this._clerk.session());
    }
    /**
     * Whether a call must wait for Clerk.
     *
     * @param session the session that it would carry
     */
    holds(session) {
        const { phase, _clerk: clerk } = this;
        if (this.holdsNothing() || session !== undefined)
            return false;
        return phase === 'loading' || clerk.loaded() || (phase !== 'gave up' && clerk.inSight());
    }
    /** How long a call is held from now on at most, in ms. */
    limit() {
        // The wait for Clerk's first session has its own timer.
        return this.phase === 'loading' ? Infinity : this._settings.wait;
    }
    _start() {
        const { wait } = this._settings;
        this.phase = 'loading';
        this._timer = setTimeout(() => this.giveUp(timeIsUp(wait)), wait);
    }
    _lookForClerk() {
        this._look = setTimeout(() => this._clerk.inSight() || this.giveUp(NO_CLERK, 'absent'), NO_CLERK_AFTER);
    }
    _noteSession() {
        if (!this._clerk.knows())
            return false;
        this.phase = 'known';
        clearTimeout(this._timer);
        return true;
    }
}

// Not that of `install()`: the page may have uninstalled the shim before.
const start = now();
/** Reports calls that the page has made before this code ran (F7): nothing patched those. */
function reportEarlyCalls({ matchQuietly }, { debug }, clerk, say) {
    const report = () => {
        if (!debug && !clerk.development())
            return;
        for (const entry of performance.getEntriesByType('resource')) {
            const { name, startTime, initiatorType } = entry;
            const backend = startTime < start && exec(/^(?:fetch|xml)/, initiatorType) && matchQuietly(name);
            if (backend)
                say('warn', cameEarly(backend.origin));
        }
    };
    // An entry is there when the call has ended.
    setTimeout(() => quietly(report), EARLY_CALLS_AFTER);
}

/** The first item that fits. Old pages replace `Array.prototype.find` by one that gives something else (B5a). */
function firstOf(list, fits) {
    for (const item of list)
        if (fits(item))
            return item;
    return;
}

/** Explains what a call would carry right now (F2). Never throws. */
function explain(given, { sources, excluded, patch, tokenParam }, { matchQuietly: match, grant, base }) {
    let url = '';
    let cookie = false;
    const notOurs = (reason) => ({ url, ours: false, source: null, template: null, sends: [], reason, cookie });
    try {
        url = `${given}`;
        url = resolve(url, base());
        cookie = isPageHost(originOf(new URL$1(url)));
    }
    catch {
        return notOurs(NO_URL);
    }
    if (isClerkJs(url))
        return notOurs(CLERK_ITSELF);
    // A source for https also covers wss (B1a).
    const isSocket = patch.includes('websocket') && exec(/^ws/, url);
    const requested = isSocket ? `http${slice(url, 2)}` : url;
    const backend = match(requested);
    if (!backend) {
        const exclusion = firstOf(excluded, (source) => matchesUrl(source, new URL$1(requested)));
        return notOurs(exclusion ? isExcluded(exclusion.text) : noSource(sources.map(({ text }) => text).join(' ')));
    }
    const granted = grant(backend);
    if (isSocket && !tokenParam)
        granted.token = false;
    // The shim reads the stream of an `EventSource` with `fetch`, and a polyfill of it cannot stream (I2).
    const hasStreams = hasResponse || !granted.token || !patch.includes('eventsource');
    const reason = granted.reason + (hasStreams ? '' : `, but ${noStreamToken('EventSource')}`);
    const { text, template = null } = backend.source;
    return { url, ours: true, source: text, template, sends: sendsOf(granted), reason, cookie };
}

/**
 * The page around a frame. Old pages have a `var parent`, which overwrites `window.parent`. Neither a frame of another
 * origin nor a page outside frames has a `frameElement`: the first error of a script costs the latter a millisecond in
 * Chromium (156).
 */
const frameParent = ({ frameElement }) => frameElement && frameElement.ownerDocument.defaultView;
/** This window and its same-origin ancestors, innermost first (J1). */
function pagesOfOrigin() {
    const pages = [window];
    for (const page of pages) {
        const next = quietly(() => frameParent(page)) || quietly(() => page.parent);
        if (!pages.includes(next))
            pages.push(next);
    }
    // Two pages with the same `document.domain` can read each other, but may have different origins.
    return pages.filter((page) => quietly(() => pageOrigin(page)) === pageOrigin());
}

// Matches the tags that load ClerkJS, by the attributes that ClerkJS and Clerk's loaders use, or by the names of its
// builds.
const CLERK_SCRIPT = 'script[data-clerk-js-script],script[data-clerk-publishable-key],script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"],script[src*="clerk.legacy.browser"],script[src*="clerk.headless.browser"]';
// The tags of Clerk's components, and the shim's own, have the same attributes but do not load ClerkJS (H2).
const OTHER_SCRIPT = '[data-clerk-ui-script],[data-backend-origins],[data-token-origins]';
// Clerk's loader adds the tag of the components without their attribute: only the URL identifies it (@clerk/shared
// 4.41).
const UI = /^[^?#]*(?:\bui\.(?:\w+\.)?browser\b|\/@clerk\/ui\b)/;
const BUILD = /^[^?#]*\bclerk\.(?:\w+\.)?browser\b/;
const srcOf = (script) => script.getAttribute('src') || '';
const isClerkScript = (script) => script.matches(CLERK_SCRIPT) &&
    !script.matches(OTHER_SCRIPT) &&
    (script.matches('[data-clerk-js-script]') || !exec(UI, srcOf(script)));
/**
 * What failed to provide a Clerk: scripts of ClerkJS, a tag of the shim that should have loaded it, a Clerk that could
 * not start.
 */
const failures = [];
/** Records that these will provide no Clerk (F2). */
const noteFailure = (...them) => void failures.push(...them);
/** Whether a Clerk, or a tag of a page, has been recorded as failed. */
const hasFailed = (what) => failures.some((each) => each === what || Object(each).ownerDocument === what);
/** Whether a page has a tag that loads ClerkJS, other than these. */
const hasClerkScript = (page, ...others) => 
// This runs for each call in a frame. Engines cache the list until the page changes.
[...page.getElementsByTagName('script')].some((script) => isClerkScript(script) && !others.includes(script));
/** Whether a page has a tag that may still provide a Clerk. */
const awaitsClerkScript = (page) => hasClerkScript(page, ...failures);
/** Whether a tag has a publishable key that begins like this: `pk_live_` (C7) or `pk_test_` (F7). */
const hasScriptWithKey = (page, start) => !!page.querySelector(`script[data-clerk-publishable-key^=${start}]`);
/**
 * Watches the scripts of a page.
 *
 * @param loaded is called when any script has run, since it may have been ClerkJS
 * @param isIdle returns whether failures do not matter, because there already is a Clerk
 * @param failed is called when ClerkJS has failed to load, and no other script may still provide it
 */
function watchScripts(page, loaded, isIdle, failed) {
    const onEnd = ({ type, target }) => {
        const script = target;
        // Images and frames load as well, a thousand of them on some pages. Pages may also dispatch such events on the document.
        if (script.localName !== 'script')
            return;
        if (type === 'load')
            loaded();
        if (!isClerkScript(script))
            return;
        // A build of ClerkJS creates a Clerk when it runs, unless the browser does not support its syntax.
        if ((type === 'load' && !exec(BUILD, srcOf(script))) || isIdle())
            return;
        noteFailure(script);
        if (!awaitsClerkScript(page))
            failed();
    };
    page.addEventListener('load', onEnd, true);
    page.addEventListener('error', onEnd, true);
    return () => {
        page.removeEventListener('load', onEnd, true);
        page.removeEventListener('error', onEnd, true);
    };
}

const page = globalThis;
// However Clerk is loaded, it is assigned to `window.Clerk`. An accessor intercepts that assignment and then turns back
// into a plain property.
let value;
let appeared;
let isTrapSet = false;
const define = (descriptor) => Object.defineProperty(page, 'Clerk', withoutPrototype({ configurable: true, ...descriptor }));
const settle = () => {
    isTrapSet = false;
    define({ value, writable: true, enumerable: true });
};
const trap = {
    // The page can still access an element with this name.
    get: () => (value === undefined ? Object.getPrototypeOf(page).Clerk : value),
    set(next) {
        value = next;
        if (!isClerk(next))
            return;
        settle();
        if (appeared)
            appeared();
    },
};
/** Whether an assignment to `window.Clerk` would be noticed: a page can redefine the property. */
const isTrapped = () => isTrapSet && descriptorOf(page, 'Clerk').get === trap.get;
/** Whether it is more than the placeholder that some pages assign before Clerk loads. */
const isClerk = (it) => quietly(() => !!it && (!!it.addListener || it.session !== undefined), true);
/**
 * `window.Clerk`, as soon as it exists. Ignores an element with this name or ID, which is not an own property of the
 * window (https://html.spec.whatwg.org/#named-access-on-the-window-object).
 *
 * @param of the window; in any other window only a real Clerk counts, since that page's shim may have put its trap
 * there
 */
const globalClerk = (of = page) => 
// A getter of the page can throw, and another page can become inaccessible at any time by setting `document.domain`.
quietly(() => {
    const clerk = of === page && isTrapped() ? value : of.Clerk;
    return hasOwn(of, 'Clerk') && (of === page || isClerk(clerk)) ? clerk : undefined;
});
/** Calls `listener` when a Clerk is assigned to `window.Clerk`. @returns a function that stops this */
function awaitGlobalClerk(listener) {
    value = globalClerk();
    if (!isClerk(value)) {
        try {
            define(trap);
            isTrapSet = true;
            appeared = listener;
        }
        catch {
            // The page has declared `var Clerk`. We still notice the `load` event of the script that assigns it.
        }
    }
    return () => {
        appeared = undefined;
        if (!isTrapped())
            return;
        if (value)
            settle();
        else
            delete page.Clerk;
    };
}

/**
 * Finds the page for a user without an active session.
 *
 * @returns nothing while Clerk does not know its session, and while one is active: that would be a loop
 */
function signInPage(clerk) {
    const { loaded, session } = clerk;
    const isDoubtful = !!session && isRefused$2(session);
    const isPending = !!session && session.status === 'pending';
    if (!loaded || session === undefined || (session && !isPending && !isDoubtful))
        return;
    const { buildSignInUrl, redirectToSignIn, buildTasksUrl, redirectToTasks } = clerk;
    const [build, redirect] = isPending && !isDoubtful ? [buildTasksUrl, redirectToTasks] : [buildSignInUrl, redirectToSignIn];
    const url = build && build.call(clerk);
    return url && redirect ? { url, isDoubtful, go: async () => redirect.call(clerk) } : undefined;
}

/**
 * Watches `window.Clerk`, whenever it appears, or a given instance.
 *
 * @param own an instance from a bundle
 * @param broke is called with exceptions from Clerk; the shim then treats the user as signed out (E8)
 */
function watchClerk(own, broke, say, { organization, warmStart } = {}) {
    let listener;
    const changed = () => listener.changed();
    const failed = (reason) => listener.giveUp(reason);
    const place = findClerk(own);
    const { pages, home, current } = place;
    const safely = createSafely(broke);
    const loaded = () => !!safely(() => (current() || NOTHING).loaded);
    const { ofSession, ...reads } = createSession(place, safely, warmStart ? loaded : () => true, organization);
    const unwatch = own ? () => { } : awaitGlobalClerk(changed);
    let emissions = 0;
    let emittedContext;
    const emitted = () => {
        emissions++;
        emittedContext = reads.knows() ? ofSession(contextOf) : undefined;
        changed();
    };
    const follow = createFollow(place, emitted, failed, safely);
    const tokens = createGiving(ofSession, () => `${safely(() => (current() || NOTHING).version)}`, createTokens(() => emissions, say, organization), organization);
    return {
        ...reads,
        organization: () => (tokens.context() || '').split(' ')[1] || null,
        isSwitching(unlessEmitted) {
            const context = ofSession(contextOf);
            return !!context && context !== this.cookieContext() && !(unlessEmitted && context === emittedContext);
        },
        loaded,
        status: () => statusOf(current(), home()),
        signInPage: () => safely(() => signInPage(current() || NOTHING)),
        production: () => hasKey('pk_live_', place, safely),
        development: () => hasKey('pk_test_', place, safely),
        ...tokens,
        inSight: () => !!(own || home() || pages.slice(1).some(isLoading)),
        follow,
        subscribe(it) {
            listener = it;
        },
        stop() {
            follow(true);
            unwatch();
        },
    };
}
/** Creates what concerns tokens: they are for the active organization, or for another one (C10). */
function createGiving(ofSession, version, request, organization) {
    const contextInUse = (session) => contextOf(session, organization);
    const cannotGive = (template) => {
        if (organization === undefined)
            return;
        if (exec(IGNORES_ORGANIZATION, version()))
            return OLD_CLERK;
        return template && ofSession(contextOf) !== ofSession(contextInUse) ? onlyActive(template) : undefined;
    };
    const atHand = () => (!cannotGive() && ofSession((session) => tokenAtHand(session, contextInUse(session)))) || NO_TOKEN;
    return {
        context: (template) => ofSession(template ? contextOf : contextInUse, template),
        cannotGive,
        tokenNow: (template) => (template ? null : atHand().text),
        tokenExpiresIn: () => atHand().seconds,
        token: async (session, template) => (cannotGive(template) ? undefined : request(session, template)),
    };
}
const createSafely = (broke) => (read) => {
    try {
        return read();
    }
    catch (error) {
        broke(error);
        return null;
    }
};
/** Finds the Clerk to use (J1). */
function findClerk(own) {
    const pages = own ? [window] : pagesOfOrigin();
    const home = () => {
        for (const page of pages)
            if (hasClerk(page))
                return page;
        return;
    };
    return { pages, home, current: () => own || globalClerk() || (pages[1] && globalClerk(home())) };
}
/**
 * Creates the functions of {@link Clerk} that read the session.
 *
 * @param isCold whether the cookie does not answer in any case
 */
function createSession({ home, current }, safely, isCold, organization) {
    const ofCookie = createWarmStart(() => instanceOf(current() || NOTHING, (home() || window).document), organization);
    // The Clerk that has known its session decides alone from then on, also while it switches accounts.
    let decider;
    const ofClerk = () => {
        const clerk = current();
        const session = safely(() => (clerk || NOTHING).session);
        if (session !== undefined)
            decider = clerk;
        return session;
    };
    const session = (template) => {
        const known = ofClerk();
        const clerk = current();
        const isKnown = known !== undefined || template || isCold() || (clerk && clerk === decider);
        return isKnown ? known : quietly(ofCookie);
    };
    const ofSession = (read, template) => {
        const active = session(template);
        return active ? safely(() => read(active)) : active;
    };
    return {
        session,
        ofSession,
        knows: () => ofClerk() !== undefined,
        cookieContext: () => ofSession((active) => {
            if (active instanceof CookieSession)
                return contextOf(active);
            // It changes when the cookie has changed; the session has changed before.
            const { organization } = current() || NOTHING;
            return contextOf(active, organization ? organization.id : null);
        }),
    };
}
/** Creates `follow()` of {@link Clerk}. */
function createFollow({ pages, home, current }, changed, failed, safely) {
    let followed = null;
    let look;
    const unfollow = [];
    const scriptFailed = () => failed(SCRIPT_FAILED);
    const watch = (page) => watchScripts(page.document, changed, () => current() || home() !== page, scriptFailed);
    return (isLeaving, isWaiting) => {
        // After `document.open()` a document has lost its listeners, and gets no `pagehide`.
        const clerk = isLeaving || !document.defaultView ? null : current();
        if (clerk !== followed) {
            followed = clerk;
            for (const each of unfollow.splice(0))
                safely(each);
            if (clerk !== null)
                for (const page of upTo(home(), pages))
                    quietly(() => unfollow.push(watch(page)));
            if (clerk)
                safely(() => listen(clerk, changed, failed, unfollow));
        }
        clearTimeout(look);
        if (isWaiting && clerk !== null && !isClerk(clerk) && (pages[1] || !isTrapped()))
            look = setTimeout(changed, LOOK);
    };
}
/**
 * In ms. How often the shim looks for a Clerk while calls may have to wait, where no assignment to `window.Clerk` would tell: in
 * a frame whose ancestors may get one, and on a page with a `var Clerk`.
 */
const LOOK = 50;
/** The pages up to and including `page`, innermost first; all of them if there is none. */
const upTo = (page, pages) => pages.slice(0, pages.indexOf(page) + 1 || undefined);
/** Whether a page has a Clerk, or is going to have one. The Clerk of the innermost such page is used (J1). */
const hasClerk = (page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
/** Whether the publishable key begins like this: Clerk's, or that of a script tag as long as there is no Clerk. */
const hasKey = (start, { current, pages }, safely) => {
    const key = safely(() => (current() || NOTHING).publishableKey);
    return key
        ? startsWith(`${key}`, start)
        : pages.some((page) => quietly(() => hasScriptWithKey(page.document, start)));
};
const isLoading = (page) => quietly(() => page.document.readyState !== 'complete');
const NOTHING = Object.create(null);
/**
 * Subscribes to Clerk's session, and to its status (ClerkJS 5 and later). Appends the functions that unsubscribe to
 * `undo`.
 */
function listen(clerk, changed, failed, undo) {
    const onStatus = (status) => {
        if (status === 'error')
            failed(STATUS_ERROR);
        // If one of the page's listeners throws, ClerkJS skips the later ones. It calls status listeners separately (D2a).
        else
            changed();
    };
    const remove = clerk.addListener && clerk.addListener(changed);
    if (remove)
        undo.push(remove);
    if (!clerk.on)
        return;
    clerk.on('status', onStatus, { notify: true });
    undo.push(() => clerk.off && clerk.off('status', onStatus));
}
/**
 * Clerk's loading status. Never throws.
 *
 * @param home the window to search for a script that loads Clerk, if there is no Clerk yet
 */
function statusOf(clerk, home = window) {
    const unlessFailed = (status) => (hasFailed(clerk || home.document) ? 'error' : status);
    return quietly(() => {
        if (!clerk)
            return awaitsClerkScript(home.document) ? 'loading' : unlessFailed('absent');
        // ClerkJS 4 has no status.
        return clerk.status || (clerk.loaded ? 'ready' : unlessFailed('loading'));
    }, 'error');
}
/** The versions of ClerkJS whose `getToken()` ignores `organizationId`: up to 5.15. */
const IGNORES_ORGANIZATION = /^(?:[1-4]|5\.(?:\d|1[0-5]))\./;
const NO_TOKEN = { text: undefined, seconds: null };
/**
 * A token that is available without a wait: from ClerkJS's cache or, since ClerkJS 4 does not keep that up to date,
 * from its cookie. It must belong to the context and must not have expired (C6).
 */
function tokenAtHand({ lastActiveToken }, context) {
    const cached = lastActiveToken && lastActiveToken.jwt && lastActiveToken.getRawString();
    const claims = cached && lastActiveToken.jwt.claims;
    let found = asAtHand(context, cached, claims);
    for (const { name, value } of clerkCookies()) {
        if (!found && name === '__session')
            found = asAtHand(context, value, claimsOf(value));
    }
    return found;
}
function asAtHand(context, text, claims) {
    if (!claims || !isToken(text) || contextOfClaims(claims) !== context)
        return;
    // `exp` counts seconds.
    const seconds = claims.exp - Date.now() / 1000;
    return seconds > 0 ? { text, seconds: Math.floor(seconds) } : undefined;
}

/** In milliseconds: the time that Clerk's own loader allows its script (D2). */
const DEFAULT_WAIT = 15000;
const BOOLEAN = /^(?:true|false)?$/;
const PARAM = /^[\w.~-]+$/;
/**
 * A header name, and none that scripts may not set (https://fetch.spec.whatwg.org/#forbidden-request-header) or that means
 * something else.
 */
const HEADER = /^(?!(?:accept|access-control|content|proxy|sec)(?:-|$)|(?:connection|cookie2?|date|dnt|expect|host|keep-alive|last-event-id|origin|range|referer|set-cookie|te|trailer|transfer-encoding|upgrade|user-agent|via|x-(?:http-)?method(?:-override)?)$)[\w!#$%&'*+.^`|~-]+$/i;
/** A source with a JWT template in its fragment. ClerkJS puts the name into a path as it is. */
const WITH_TEMPLATE = /^([^#]*)#([\w-]+)$/;
/**
 * The words of a list. Code that decides where the session goes uses no built-in that the page may have replaced (B5a).
 */
function words(value) {
    const found = [];
    const word = /[^\s,]+/g;
    for (;;) {
        const match = value != null && exec(word, `${value}`);
        if (!match)
            return found;
        found[found.length] = match[0];
    }
}
/** The sources of a list: the words of a string, or of the items of an array. */
function textsOf(value) {
    if (typeof value === 'string')
        return words(value);
    if (!Array.isArray(value))
        return value == null ? [] : [value];
    const texts = [];
    for (const item of value)
        for (const text of textsOf(item))
            texts[texts.length] = text;
    return texts;
}
/**
 * Checks the options of a tag or of a program (rule A).
 *
 * @param fault is called for each fault; the option then falls back to its valid parts, or to its default
 * @param channels the names that `patch` may contain
 * @param self the page's origin, which `'self'` stands for
 */
function readOptions(read, fault, channels, self = pageOrigin()) {
    const reject = (option, allowed, value = read(option)) => fault(option, notAllowed(value, allowed));
    const choose = (option, allowed, byDefault, more = '') => {
        const value = read(option);
        const chosenWords = words(value);
        const wrong = chosenWords.filter((word) => !allowed.includes(word)).join(' ');
        if (wrong || (value != null && !chosenWords[0]))
            reject(option, allowed.join(' ') + more, wrong);
        const chosen = allowed.filter((word) => chosenWords.includes(word));
        return chosen[0] ? chosen : allowed.slice(0, byDefault);
    };
    const matching = (option, pattern, allowed) => {
        const value = read(option);
        if (value == null)
            return;
        if (pattern.test(`${value}`))
            return `${value}`;
        reject(option, allowed);
        return;
    };
    // At most nine digits: a timer of 2 ** 31 ms or more fires immediately.
    const wait = matching('wait', /^\d{1,9}$/, ALLOWED_WAIT);
    const organization = read('organization');
    matching('organization', /^(?:org_\w+)?$/, ALLOWED_ORGANIZATION);
    const clerk = read('clerk');
    const isClerk = clerk && typeof clerk.addListener === 'function';
    if (clerk && !isClerk)
        reject('clerk', ALLOWED_CLERK);
    const send = choose('send', ['session-id', 'credentials', 'session-token'], 2);
    const readList = createReadList(read, fault, self);
    return {
        sources: readSources(readList, send, fault),
        excluded: readList('exclude', []).sources,
        param: matching('sessionParam', PARAM, ALLOWED_PARAM) || '_clerk_session_id',
        tokenParam: matching('tokenParam', PARAM, ALLOWED_PARAM),
        // A wrong one stays, and Clerk gives no token for it. The default would be another tenant's.
        organization: organization == null ? undefined : `${organization}`,
        tokenHeader: matching('tokenHeader', HEADER, ALLOWED_HEADER) || 'Authorization',
        patch: choose('patch', channels, channels.length, channels.includes('beacon') ? '' : IN_ALL),
        wait: +(wait || DEFAULT_WAIT),
        waitGiven: !!wait,
        warmStart: matching('warmStart', BOOLEAN, ALLOWED_BOOLEAN) !== 'false',
        debug: /^(?:true)?$/.test(`${matching('debug', BOOLEAN, ALLOWED_BOOLEAN)}`),
        signsIn: !!matching('signedOut', /^sign-in$/, ALLOWED_SIGNED_OUT),
        clerk: isClerk ? clerk : undefined,
    };
}
/** Creates the function that reads a source list, whose calls carry `sends`. */
function createReadList(read, fault, self) {
    return (option, sends) => {
        const sources = [];
        const what = {
            sends,
            sendsId: sends.includes('session-id'),
            sendsCredentials: sends.includes('credentials'),
            sendsToken: sends.includes('session-token'),
            isExcluded: option === 'exclude',
        };
        const takesTemplates = option === 'tokenOrigins';
        const texts = textsOf(read(option));
        for (const text of texts) {
            const isText = typeof text === 'string';
            const [, named, template] = (isText && takesTemplates && exec(WITH_TEMPLATE, text)) || [];
            const source = isText && parseSource(named || text, self);
            const other = source && firstOf(sources, (each) => isSame(each, source) && each.template !== template);
            if (other)
                fault(option, namedWithTemplates(text, other.text));
            else if (source)
                sources[sources.length] = { ...source, ...what, text, template };
            else
                fault(option, notAllowed(text, ALLOWED_SOURCES + (takesTemplates ? ALLOWED_TEMPLATE : '')));
        }
        // If only some URLs of an origin get the tokens of a template, a longer path names them (C9).
        if (sources.some(({ template }) => template))
            sources.sort((one, other) => other.path.length - one.path.length);
        return { sources, isMissing: !texts.length };
    };
}
/** Reads both lists of backends (C8). */
function readSources(readList, send, fault) {
    const tokens = readList('tokenOrigins', ['session-token']);
    const backends = readList('backendOrigins', send);
    if (tokens.isMissing && backends.isMissing)
        fault('backendOrigins', NO_BACKEND);
    for (const source of tokens.sources) {
        const other = firstOf(backends.sources, (each) => overlap(source, each));
        if (other)
            fault('tokenOrigins', namedTwice(source.text, other.text));
    }
    return [...tokens.sources, ...backends.sources];
}

// All copies of this code on a page, from tags and from bundles, share this key (A4).
const KEY = (Object(globalThis.Symbol).for || String)('clerk-ajax');
/**
 * Installs the shim, once per page (A4).
 *
 * @param read returns the value of an option
 * @param channels the APIs that can be patched; the options choose among them
 * @param complain is called with each fault and its option; without an option if the shim cannot run on this page, or
 * is already installed with different options
 * @returns the new installation, or the existing one
 */
function installWith(read, channels, complain, start = () => { }) {
    const page = window;
    const before = page[KEY];
    const wrong = findWrong() || (isBaseRight(createBase()) ? undefined : 'baseURI');
    // Options cannot be trusted if they are read with broken built-ins.
    const names = wrong ? [] : channels.map(({ name }) => name);
    const settings = readOptions(wrong ? nothing : read, (option, complaint) => wrong || complain(complaint, option), names);
    const [source] = settings.sources;
    if (before) {
        const isSame = before.fingerprint === fingerprintOf(settings) && before.clerk === settings.clerk;
        if (source && !isSame)
            complain(INSTALLED_ALREADY);
        // A bundle may have installed the shim, while the tag loads the Clerk that the shim waits for (H).
        else
            start(before.giveUp);
        return before.installation;
    }
    if (wrong)
        complain(isReplaced(wrong));
    if (source)
        return installAnew(settings, channels, page, start);
    start(() => { });
    return installNothing(settings);
}
const nothing = () => undefined;
/**
 * Identifies a set of options: all of them but `clerk`, which is compared by identity. It does not use JSON, since old
 * libraries give arrays a `toJSON` of their own.
 */
const fingerprintOf = ({ sources, excluded, clerk, ...others }) => [...[...sources, ...excluded].map(({ text, sends }) => [text, ...sends].join(' ')), ...Object.values(others)].join(' ');
function installNothing(settings) {
    const base = () => document.baseURI;
    const calls = { base, matchQuietly() { } };
    return {
        uninstall() { },
        explain: (url) => ({
            ...explain(url, settings, calls),
            clerk: statusOf(settings.clerk || globalClerk()),
            tokenExpiresIn: null,
            organization: null,
            patched: [],
        }),
    };
}
function installAnew(settings, channels, page, start) {
    const say = createSayOnce();
    const clerk = watchClerk(settings.clerk, (error) => say('error', broken(error)), say, settings);
    const wait = new ClerkWait(clerk, settings, say);
    const calls = createCalls(settings, clerk, wait, say);
    const chosen = channels.filter(({ name }) => settings.patch.includes(name));
    const { patched, failed, absent } = patch(chosen, calls, say);
    const putBack = () => patched.filter(({ undo }) => undo.isPutBack && undo.isPutBack()).map(({ name }) => name);
    const isInstalled = () => page[KEY] === installed;
    const installation = {
        explain(url) {
            const explanation = {
                ...explain(url, settings, calls),
                clerk: clerk.status(),
                tokenExpiresIn: clerk.tokenExpiresIn(),
                organization: clerk.organization(),
                patched: [],
            };
            if (!isInstalled())
                return { ...explanation, sends: [], reason: UNINSTALLED };
            const gone = putBack();
            const there = patched.map(({ name }) => name).filter((name) => !gone.includes(name));
            explanation.patched = there;
            if (gone[0])
                say('warn', replacedBack(gone.join(' ')));
            if (!explanation.ours)
                return explanation;
            if (failed[0])
                explanation.reason += notPatched(failed.join(' '));
            if (absent[0])
                explanation.reason += notNative(absent.join(' '));
            if (gone[0])
                explanation.reason += notThere(gone.join(' '));
            if (!there[0])
                explanation.sends = [];
            return explanation;
        },
        uninstall() {
            if (!isInstalled())
                return;
            page[KEY] = undefined;
            for (const { undo } of patched)
                undo();
            wait.stop();
            clerk.stop();
            calls.stop();
        },
    };
    const installed = {
        installation,
        fingerprint: fingerprintOf(settings),
        clerk: settings.clerk,
        giveUp: (reason) => wait.giveUp(reason),
    };
    Object.defineProperty(page, KEY, withoutPrototype({ value: installed, writable: true, configurable: true }));
    wait.changed();
    reportEarlyCalls(calls, settings, clerk, say);
    start(installed.giveUp);
    return installation;
}
/** Installs the channels. If one cannot be installed, logs an error and still installs the others (E7a). */
function patch(channels, calls, say) {
    const patched = [];
    const failed = [];
    const absent = [];
    for (const { name, install } of channels) {
        try {
            const undo = install(calls);
            if (undo)
                patched.push({ name, undo });
            else
                absent.push(name);
        }
        catch (error) {
            failed.push(name);
            say('error', cannotPatch(name, error.message));
        }
    }
    return { patched, failed, absent };
}

/** Installs the shim with options passed in code; invalid options throw (A5). */
function installProgram(options, channels) {
    const complain = (complaint, option) => {
        throw new TypeError(`[clerk-ajax] ${option ? `${option} ` : ''}${complaint}`);
    };
    if (typeof document === 'undefined')
        complain(NO_PAGE);
    // Members that the page has added to `Object.prototype` are not options (E8).
    const own = Object.assign(Object.create(null), options);
    return installWith((option) => own[option], channels, complain);
}

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
function install(options) {
    return installProgram(options, all);
}

export { install };
//# sourceMappingURL=all.js.map
