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
const IN_ALL = ' (clerk-ajax.all.min.js has more)';
const ALLOWED_PARAM = 'letters, digits and - . _ ~';
const ALLOWED_WAIT = 'milliseconds, at most 999999999';
const ALLOWED_BOOLEAN = 'true or false';
const ALLOWED_CLERK = 'a Clerk instance';
const NO_BACKEND = `is missing, so nothing is patched; use ${ALLOWED_SOURCES}, or set data-token-origins`;
const namedTwice = (token, backend) => `"${token}" overlaps "${backend}" in data-backend-origins; URLs that match both get only the token`;
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
const omitted = (origin) => `a call to ${origin} omits credentials, so it is sent without a session: include them, or use data-token-origins`;
const noStreamToken = (api) => `${api} calls are sent without a token: ${isReplaced('fetch')}`;
/** Includes only the error's name: its message may contain a URL with the session ID (F4). */
const broken = (error) => `failed (${Object(error).name}), so calls are sent as the page made them; please report it`;
const corsFailed = (origin, page, credentials, headers) => `a call to ${origin} failed, possibly because of CORS. The response must include "Access-Control-Allow-Origin: ${page}"${credentials ? ' (not "*") and "Access-Control-Allow-Credentials: true"' : ''}${headers && `, and allow the header "${headers}"`}`;
/**
 * Explains a 401 (F5).
 *
 * @param carried what the call carried
 * @param said the reason that the backend gives, if the page may read it
 * @param hint the likely cause
 */
const unauthorized = (origin, carried, said, hint) => `${origin} answered 401 to a call with ${carried || 'nothing'}${said && ` (${said})`}${hint}`;
const OWN_AUTHORIZATION = 'its own Authorization';
const checkToken = (page) => `. Check that it accepts ${page} as an authorized party (azp), that its clock is correct, and that it uses this Clerk instance's keys. A Clerk SDK from before 2022 reads no token: use data-backend-origins`;
/** Clerk moved its SDKs from session IDs to tokens in October 2021. */
const checkSdk = (origin, hasCookie) => `. Clerk's SDKs from 2022 or later need data-token-origins="${origin}"; older ones need ${hasCookie ? "Clerk's deprecated POST /v1/sessions/:id/verify" : "Clerk's cookie, which only reaches the page's host"}`;
// Reasons, in `explain()` and with `data-debug` (F2)
const SIGNED_IN = 'signed in';
const SIGNED_OUT = 'signed out';
const sessionIs = (status) => `the session is ${status}`;
const CLERK_REFUSES = 'Clerk issues no token for the session: it has probably ended';
const BY_COOKIE = ", by Clerk's cookie until Clerk has loaded";
const NOT_KNOWN = 'Clerk does not know its session yet';
const notPatched = (channels) => `, but not for ${channels}, which could not be patched`;
const notThere = (channels) => `, but not for ${channels}, which another script has put back`;
const UNINSTALLED = 'uninstalled';
const NO_URL = 'not a URL';
const CLERK_ITSELF = 'a request of ClerkJS itself';
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
const { AbortSignal, FormData, Headers, Proxy, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } = globalThis;
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
const works = (method) => {
    try {
        return method((item) => item, 0, [1]) === 1;
    }
    catch {
        return false;
    }
};
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
/** Copies an object without a prototype: the page may have added members to `Object.prototype` (E8). */
function withoutPrototype(members) {
    const object = create(null);
    for (const name in members)
        if (hasOwn$1(members, name))
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
const textOf = uncurry(Function.prototype.toString);
const hasOwn$1 = uncurry(Object.prototype.hasOwnProperty);
/**
 * Whether a function is the browser's own and not a script's: it has no `prototype` and prints its name, unlike bound
 * functions and proxies. (zone.js's functions print the text of those that they replace.)
 */
const isNative = (method, name) => !hasOwn$1(method, 'prototype') &&
    // In WebKit, the text of a bound function is that of what it is bound to.
    method.name === name &&
    !!exec(new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code`), textOf(method));
const hrefOf = getterOf(URL, 'href');
const originOf = getterOf(URL, 'origin');
const pathnameOf = getterOf(URL, 'pathname');
/** The method that converts a `URL` object to a string. */
const { toString: urlToString } = prototypeOf(URL);
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
            const url = new URL('//b:81/c?d', 'https://a/');
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
    for (const [name, isRight] of QUESTIONS) {
        try {
            if (isRight())
                continue;
        }
        catch {
            // It is missing, or something else has its name.
        }
        return name;
    }
    return;
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
    const define = (descriptor) => {
        try {
            return !!Object.defineProperty(owner, name, descriptor);
        }
        catch {
            return false;
        }
    };
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

const { Blob } = globalThis;
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
    return quietly(() => new Blob([(isShared && !isView ? buffer : new DataView(buffer, 0, 0))]).size, -1);
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
const ownKeys = Object(globalThis.Reflect).ownKeys || Object.getOwnPropertyNames;
const { forEach, has } = Object(Object(Headers).prototype);
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
    for (const name of ownKeys(record)) {
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
 * @param isSeen whether another script sees them: a `Headers` then stays one. Its names are in lower case, which a server
 * that looks for `Authorization` may not know
 */
function withHeader(headers, name, value, isSeen) {
    const pair = [name, value];
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
    apply(forEach, headers, [
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

/** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
const resolve = (url, base) => hrefOf(new URL(url, base));
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
        if (value === undefined && !(copy && hasOwn$1(copy, name)))
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
    const sameKind = (text) => (isUrl ? new URL(text) : text);
    return {
        url,
        ready: undefined,
        plain: () => (hasInit ? [sameKind(url), init] : [sameKind(url)]),
        with(carried) {
            const changes = ordinaryObject();
            if (carried.token)
                changes.headers = withHeader(init.headers, 'Authorization', `Bearer ${carried.token}`, isPatched);
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
        with({ url: target, token, credentials: includes }) {
            const { headers, referrer, referrerPolicy, signal } = request;
            if (token)
                headers.set('Authorization', `Bearer ${token}`);
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
 * Reports a failure that looks like a CORS error (F3), and a 401 (F5).
 *
 * @returns the promise for the page: if the page does not handle its rejection, the browser reports that as usual
 */
function watchAnswer(calls, promise, { backend, carried, signal }) {
    let underWay = false;
    const watched = promise.then((response) => {
        // Another script may have patched `fetch` earlier, and may return anything.
        if (Object(response).status === 401)
            calls.unauthorized(backend, carried, (name) => response.headers.get(name));
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

/**
 * Builds a `Request` from the arguments immediately, and sends it after the wait with the session of that time (D5).
 */
function sendRequest({ calls, isPatched }, backend, forward, [input, init, copy]) {
    return new Promise$1((resolve, reject) => {
        const settle = (send) => {
            try {
                // Not `resolve(promise)`, which subscribes to the promise later: Firefox may report a rejection as unhandled
                // before.
                send().then(resolve, reject);
            }
            catch (error) {
                // Another script has patched `fetch` before the shim.
                reject(error);
            }
        };
        start({ calls, backend, forward, settle, isPatched }, input, init, copy);
    });
}
/** @throws the error of one of the page's getters or conversions */
function start({ calls, backend, forward, settle, isPatched }, input, init, copy) {
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
        return settle(() => forward(input, copy || reader === init ? init : members));
    }
    const { signal } = members;
    const isQuiet = convertsQuietly(input);
    const omits = request.credentials === 'omit' && calls.omitsCredentials(backend);
    const held = isQuiet
        ? argumentsOf(input, copy, { members, body: body(), request, hasInit: init != null, isPatched })
        : requestOf(request, members, body(), !omits && backend.source.sendsId);
    const hasAuthorization = request.headers.has('authorization');
    const call = {
        calls,
        backend,
        forward,
        request,
        held,
        base: calls.base(),
        // The request's own signal does not follow a polyfill's.
        signal: (isForeignSignal(signal) ? signal : request.signal),
        hasAuthorization,
        settle,
        // Such a request can only send a few safe headers.
        wantsToken: calls.wantsToken(backend) && !hasAuthorization && request.mode !== 'no-cors',
        ready: held.ready,
        timeout: undefined,
        send: (token) => sendHeld(call, token),
        onAbort: () => abort(call),
    };
    if (omits || (call.signal && call.signal.aborted))
        return settle(() => forward(...held.plain()));
    if (call.signal)
        call.signal.addEventListener('abort', call.onAbort);
    return calls.gate.enqueue(call);
}
/** If the page aborts the call while it is queued, native rejects with the signal's reason and sends nothing (D5). */
function abort(call) {
    const { calls, forward, request, signal, settle } = call;
    calls.gate.cancel(call);
    settle(() => forward(request.url, withoutPrototype({ signal })));
}
/** Sends the call with the current session. */
function sendHeld(call, token) {
    const { calls, backend, forward, request, held, base, hasAuthorization, signal, settle, wantsToken } = call;
    if (signal)
        signal.removeEventListener('abort', call.onAbort);
    const carried = calls.carry(backend, { method: request.method, url: held.url, from: () => base }, wantsToken, token);
    carried.hasOwnAuthorization = hasAuthorization && calls.wantsToken(backend);
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
    settle(() => watchAnswer(calls, forward(...args), { backend, carried, signal }));
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
            return () => { };
        if (isPolyfill)
            throw new Error(isReplaced('fetch'));
        if (!hasRequest || !hasResponse)
            throw new Error(isReplaced(hasRequest ? 'Response' : 'Request'));
        const channel = { calls, isPatched: !isNative(window.fetch, 'fetch') };
        const undo = replaceMethods([window, 'fetch', (native, self, args) => onFetch(channel, native, self, args)], 
        // The page does not see the session ID (E1a).
        [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get']);
        if (typeof undo === 'string')
            throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
        return undo;
    },
};
function onFetch(channel, native, self, args) {
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
            const forward = (...others) => apply(native, self, others);
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
    return watchAnswer(calls, promise, { backend, carried, signal: copy.signal });
}
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
    list[0] = Object(args[0]) === args[0] ? new URL(carried.url) : carried.url;
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
const { document: document$1 } = globalThis;
const constructorOf = (interfaceName) => document$1 ? document$1.createEvent(interfaceName).constructor : undefined;
const Event = constructorOf('Event');
constructorOf('MessageEvent');
/** The native prototype of all event targets. */
const targetPrototype = (() => {
    let prototype = document$1 && document$1.createTextNode('');
    let found = Object.prototype;
    for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
        // Another script may have given its own method to a derived interface.
        if (descriptorOf(prototype, 'dispatchEvent').value)
            found = prototype;
    }
    return found;
})();
const { addEventListener: addEventListener$1, dispatchEvent, removeEventListener: removeEventListener$1 } = targetPrototype;
/** Fires an event. Exceptions from listeners are reported, not rethrown. */
const fire = (target, event) => apply(dispatchEvent, target, [event]);
/** Fires an event that carries no data. */
const fireType = (target, type) => fire(target, new Event(type));

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
function isXhr({ readyState }, value) {
    try {
        readyState(value);
        return true;
    }
    catch {
        return false;
    }
}

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
function onGetTimeout({ current }, get, xhr) {
    const call = weakGet(current, xhr);
    return call && call.object.timeout !== undefined ? call.object.timeout : apply(get, xhr, []);
}
/** The page can change the timeout while the call is held or in progress. */
function onSetTimeout({ calls, native, current }, set, xhr, args) {
    const result = apply(set, xhr, args);
    const call = weakGet(current, xhr);
    if (call && call.held)
        calls.gate.recheck(call.held);
    else if (call && call.object.timeout !== undefined)
        shorten(native, xhr, call.object);
    return result;
}
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
    const carried = calls.carry(backend, { method, url: pageUrl, from: () => call.base }, !call.hasAuthorization, call.token);
    call.carried = carried;
    // The page may have opened the object for another URL with a native `open()` that it has kept: the token must not be
    // sent there (B5). In Firefox, the timeout of an aborted object keeps running while the next call is held; opening
    // stops it (D6).
    if (call.isPostponed || carried.url !== call.opened || carried.token || held)
        reopen(channel, xhr, call, carried.url);
    // An earlier patch of `open()` may have set its own `Authorization` just now.
    if (call.hasAuthorization)
        carried.token = undefined;
    carried.hasOwnAuthorization = call.hasAuthorization && calls.wantsToken(backend);
    if (carried.token)
        apply(native.setRequestHeader, xhr, ['Authorization', `Bearer ${carried.token}`]);
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
    if (native.readyState(xhr) < 4 || native.status(xhr) !== 401)
        return;
    const { backend, carried } = weakGet(current, xhr);
    // Not `getResponseHeader()`: for a header that the page may not read, browsers log an error.
    const header = (name) => (exec(new RegExp(`^${name}: (.*)`, 'im'), native.headers(xhr)) || [])[1];
    if (backend && carried)
        calls.unauthorized(backend, carried, header);
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
        const undo = replaceMethods([prototype, 'open', (open, xhr, args) => onOpen(channel, open, xhr, args)], [prototype, 'setRequestHeader', (set, xhr, args) => onSetRequestHeader(channel, set, xhr, args)], [prototype, 'send', (send, xhr, args) => onSend(channel, send, xhr, args)], [prototype, 'abort', (abort, xhr, args) => onAbort(channel, abort, xhr, args)], 
        // The page does not see the session ID (E1a).
        [prototype, 'responseURL', (get, xhr) => calls.withoutId(apply(get, xhr, [])), 'get'], [prototype, 'timeout', (get, xhr) => onGetTimeout(channel, get, xhr), 'get'], [prototype, 'timeout', (set, xhr, args) => onSetTimeout(channel, set, xhr, args), 'set']);
        if (typeof undo === 'string')
            throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
        return undoWith(undo, () => {
            for (const each of channel.undo)
                each();
            takeIdsBack(channel);
        });
    },
};
function onOpen(channel, open, xhr, args) {
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
}
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
        hasAuthorization: false,
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
function onSetRequestHeader({ native, current }, set, xhr, args) {
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
    if (exec(/^authorization$/i, header[0]))
        call.hasAuthorization = true;
    return result;
}
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
function onSend(channel, send, xhr, args) {
    const { calls, native, current, unsent } = channel;
    const call = weakGet(current, xhr);
    if (call && (call.held || call.endState !== undefined))
        return throwAlreadySent(native, 'send', args);
    if (!call || !call.backend || call.sent)
        return apply(send, xhr, args);
    if (unsent[call.object.place] === xhr)
        unsent[call.object.place] = undefined;
    call.wantsToken = calls.wantsToken(call.backend) && !call.hasAuthorization;
    call.sentAt = now();
    if (call.args.length > 2 && !call.args[2])
        return sendSync(channel, xhr, call, args);
    if (!call.wantsToken && calls.gate.isOpen())
        return sendCall(channel, xhr, call, args);
    // Native throws.
    if (typeof args[0] === 'symbol' || isRejected(args[0]))
        return apply(send, xhr, args);
    hold(channel, xhr, call, args);
    return;
}
/** Sends a synchronous call, which cannot wait (D7). */
function sendSync(channel, xhr, call, args) {
    const { calls } = channel;
    // If Clerk knows its session but has not called its listeners, the held calls are sent first (D2a).
    calls.gate.catchUp();
    try {
        if (call.wantsToken)
            call.token = calls.tokenNow();
        return sendCall(channel, xhr, call, args);
    }
    catch (error) {
        if (call.backend && Object(error).name === 'NetworkError')
            calls.corsFailure(call.backend);
        throw calls.withoutIdIn(error);
    }
}
/** Holds a call, with its body as it is now (D6). */
function hold(channel, xhr, call, args) {
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
        ready: undefined,
        timeout: () => native.timeout(xhr),
        timeOut: () => timeOut(channel, xhr, call),
    };
    calls.gate.enqueue(call.held);
}
function onAbort(channel, abort, xhr, args) {
    const { calls, native, current } = channel;
    const call = weakGet(current, xhr);
    if (call && call.held) {
        calls.gate.cancel(call.held);
        call.held = call.backend = undefined;
        return abortHeld(native, xhr, call);
    }
    const result = apply(abort, xhr, args);
    if (call && call.endState !== undefined)
        call.endState = 0;
    if (call) {
        if (!call.sent)
            call.steps.push(() => apply(native.abort, xhr, []));
        restoreCredentials(native, xhr, call.object);
    }
    return result;
}
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
    return !exec(/^http/, link.href) || quietly(() => hrefOf(new URL('a', base()))) === link.href;
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
const hostOf = (origin) => origin.replace(/^\w+:\/\/|:\d+$/g, '');
/** Whether an origin has the page's host, on any port. A cookie without a domain reaches no other host. */
const isPageHost = (origin) => /^(?:http|ws)/.test(origin) && hostOf(origin) === hostOf(pageOrigin());

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
        const at = (scheme) => new URL(`${scheme}://${host}${anyPort ? '' : port}${path}`);
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
/** Whether both sources match an origin of the second one, with a port of either. */
const names = (source, other) => other.samples.some((origin) => source.samples.some((own) => matchesOrigin(source, origin.replace(':*', `${/:\d+$/.exec(own) || ''}`))));
/** Whether there is a URL that both sources match. */
const overlap = (one, other) => (names(one, other) || names(other, one)) && (matchesPath(one, other.path) || matchesPath(other, one.path));

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
            known[origin] = backends;
        }
        return backends;
    };
}
/**
 * Creates the function that finds the backend of a call.
 *
 * @param base returns the document's base URL at the time of the call (B3)
 * @param self the page's origin
 */
function createMatcher(sources, base, self = pageOrigin()) {
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
                atPage = at(new URL(from));
                page = from;
            }
            return atPage;
        }
        const match = exec(START, url);
        if (!match)
            return at(new URL(url, base()));
        atStart = at(new URL(match[0]));
        start = match[0];
        return atStart;
    };
    return (given) => {
        try {
            const url = `${given}`;
            const backends = find(url);
            // ClerkJS's own requests must not wait for ClerkJS (B6).
            if (!backends[0] || isClerkJs(url))
                return;
            if (!backends[0].source.path)
                return backends[0];
            const path = pathnameOf(new URL(url, base()));
            for (const backend of backends)
                if (matchesPath(backend.source, path))
                    return backend;
        }
        catch {
            // Not a URL. The browser reports that.
        }
        return;
    };
}

/**
 * The context of a call: its session and its active organization. `Clerk.setActive({ organization })` keeps the session's ID
 * and changes this. Read it before any wait: ClerkJS changes the session object in place.
 */
const contextOf = ({ id, lastActiveOrganizationId }) => `${id} ${lastActiveOrganizationId || ''}`;
/** The context of Clerk's cookie. `Clerk.organization` changes when the cookie has changed, the session before. */
const cookieContextOf = ({ id }, { organization }) => `${id} ${organization ? organization.id : ''}`;
/** The context of a session token. */
const contextOfClaims = ({ sid, o, org_id }) => `${sid} ${(o && o.id) || org_id || ''}`;
/** The claims of a token; nothing if it is not a JWT. */
const claimsOf = (token) => quietly(() => {
    const [, payload] = token.split('.');
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
});
/** Whether a token can be put into a header and into a URL. ClerkJS may be a mock that returns anything. */
const isToken = (token) => typeof token === 'string' && !!exec(/^[!-~]+$/, token);

/** The ID of the last session that Clerk's servers issued no token for. */
let refused;
/**
 * Records the outcome of a token request. If a session has ended elsewhere, and Clerk's servers answer 404, nothing
 * else reveals it: ClerkJS 4 to 6 keep such a session, with the status "active". After a 401 they reload the client.
 *
 * @param error the error that ClerkJS threw; nothing if there is a token
 */
const noteAnswer = (session, error) => quietly(() => {
    const { id } = session;
    // Without a connection there is no status. 429 only means that Clerk's servers limit the rate.
    const { status } = Object(error);
    if (status >= 400 && status < 500 && status !== 429)
        refused = id;
    else if (refused === id && !error)
        refused = undefined;
});
/** Describes Clerk's active session: whether it still is active, as far as the page can know (F2). Never throws. */
const describeSession = (session) => quietly(() => {
    const { id, status, expireAt } = session;
    // `session.end()` and the like change the object in place. Instances other than ClerkJS's have no status.
    if (status && status !== 'active')
        return sessionIs(status);
    if (expireAt && +expireAt <= Date.now())
        return sessionIs('expired');
    return refused === id ? CLERK_REFUSES : SIGNED_IN;
}, SIGNED_IN);

/**
 * In ms. A token that expires sooner may have expired when it reaches the backend. ClerkJS returns tokens with 5 s
 * left.
 */
const ENOUGH$1 = 10000;
/** In ms. How long a call waits for a session token at most (C6). ClerkJS itself retries for minutes. */
const TOKEN_LIMIT = 5000;
/**
 * In ms. If a renewed token still belongs to another context, it is not renewed again for this long: Clerk's servers
 * limit the rate.
 */
const REFUSED = 10000;
/** How long a token is still valid by this machine's clock, in ms; `Infinity` if it has no expiry. */
const remains = ({ exp }) => exp >= 0 ? exp * 1000 - Date.now() : Infinity;
/**
 * Creates the function that requests a token for a session and its active organization from ClerkJS. A token that is
 * about to expire is renewed, once for all waiting calls in the same context. The function stores no token and never
 * rejects (C6).
 *
 * @param moment counts Clerk's emissions
 */
function createTokens(moment = () => 0) {
    let renewal;
    // If the clock is fast, every token seems about to expire.
    let isClockRight = true;
    // In a background tab, ClerkJS 4 returns tokens of the organization that is active in another tab, as long as the tab
    // stays there.
    let refused = { context: '', moment: 0, until: 0 };
    const isRefused = (context) => refused.context === context &&
        refused.moment === moment() &&
        now() < refused.until &&
        // ClerkJS tells its servers of the organization when the user is back.
        quietly(() => !document.hasFocus(), true);
    const renew = async (session, context) => {
        // A renewal may never settle; after its limit it must not keep later calls from starting a new one.
        if (!renewal || renewal.context !== context || now() > renewal.limit) {
            const asked = Date.now();
            renewal = { context, asked, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
        }
        const mine = renewal;
        try {
            const token = await mine.token;
            // A token that took long to arrive, for example because the machine slept, says nothing about the clock.
            const isPrompt = Math.abs(Date.now() - mine.asked) < TOKEN_LIMIT;
            if (token && isPrompt)
                isClockRight = remains(claimsOf(token) || {}) > ENOUGH$1;
            return token;
        }
        finally {
            if (renewal === mine)
                renewal = undefined;
        }
    };
    return async (session) => {
        const context = contextOf(session);
        // The cache of ClerkJS 4 does not tell organizations apart.
        const isOther = (claims) => claims.sid && contextOfClaims(claims) !== context;
        let token;
        try {
            token = await session.getToken();
            const claims = (token && claimsOf(token)) || {};
            const isFresh = remains(claims) > ENOUGH$1;
            // The clock is correct, or has been corrected.
            if (isFresh)
                isClockRight = true;
            const isWrong = isOther(claims) && !isRefused(context);
            if (isWrong || (isClockRight && !isFresh))
                token = (await renew(session, context)) || token;
            if (isWrong && isOther(claimsOf(token) || {})) {
                refused = { context, moment: moment(), until: now() + REFUSED };
            }
            noteAnswer(session);
        }
        catch (error) {
            // There is no token, or it cannot be renewed and the old one is used.
            noteAnswer(session, error);
        }
        return isToken(token) && !isOther(claimsOf(token) || {}) ? token : undefined;
    };
}

let text = '';
let cookies = [];
/**
 * Clerk's cookies. The list stays the same object as long as `document.cookie` does not change. A sandboxed frame cannot
 * read its cookies.
 */
function clerkCookies() {
    const now = quietly(() => document.cookie) || '';
    if (now === text)
        return cookies;
    text = now;
    cookies = [];
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
const ENOUGH = 10;
/** The session of Clerk's cookie. It answers until Clerk knows its session (D8). */
class CookieSession {
    constructor(
    /** The cookie's token, which goes with the calls. */
    cookieToken, claims) {
        this.cookieToken = cookieToken;
        this.claims = claims;
        const { sid, o, org_id } = claims;
        this.id = sid;
        this.lastActiveOrganizationId = (o && o.id) || org_id || null;
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
 */
function createWarmStart(instance) {
    const self = pageOrigin();
    let cookies;
    let key = null;
    let sessions = [];
    let isOut = false;
    return () => {
        const read = instance();
        const now = clerkCookies();
        if (now !== cookies || read('publishable-key') !== key) {
            cookies = now;
            key = read('publishable-key');
            sessions = sessionsIn(cookies, read, self);
            isOut = isSignedOut(cookies, read);
        }
        let found;
        for (let i = 0; i < sessions.length; i++) {
            const session = sessions[i];
            if (!isValidNow(session.claims))
                continue;
            // Somebody may have planted one of them.
            if (found && contextOf(found) !== contextOf(session))
                return;
            if (!found || session.claims.exp > found.claims.exp)
                found = session;
        }
        return found || (isOut ? null : undefined);
    };
}
/** The values of the cookies with a name; those with the suffix, or else without one, as `@clerk/backend` does. */
function valuesOf(cookies, name, suffix = '') {
    const values = [];
    for (let i = 0; i < cookies.length; i++) {
        const each = cookies[i];
        if (each.name === name && each.suffix === suffix)
            values[values.length] = each.value;
    }
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
    return iat <= now && !(nbf > now) && exp >= now + ENOUGH;
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
    /** Whether a call that waits for nothing but Clerk would be sent immediately. */
    isOpen() {
        if (this._calls.size)
            for (const [, { isHeld }] of this._calls)
                if (isHeld)
                    return false;
        return !this._wait.holds();
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
        waiting.isHeld = this._wait.holds();
        waiting.isBetween = false;
        if (waiting.isHeld) {
            // The next session's token gets a full time limit again.
            waiting.tokenLimit = 0;
            this._keep(call, waiting, now() + this._wait.limit());
        }
        else if (!waiting.isReady && !isLeaving)
            this._keep(call, waiting, Infinity);
        else {
            const session = call.wantsToken && phase !== 'stopped' && this._clerk.session();
            // The cookie's session has its token with it (D8).
            if (!session || session instanceof CookieSession)
                this._send(call);
            // Offline, the call fails immediately, as it does natively. While the user leaves the page, there is no time
            // (D3b).
            else if (isLeaving || navigator.onLine === false)
                this._send(call, this._clerk.tokenNow());
            else
                void this._awaitToken(call, waiting, session);
        }
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
        const context = this._clerk.context();
        const token = await this._clerk.token(session);
        if (!this._calls.has(call))
            return;
        // The context may have changed in the meantime: the ID and the token must belong to the same session (C3).
        if (this._clerk.context() === context) {
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
        else if (this._wait.holds()) {
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

function createGrants(clerk) {
    return ({ origin, source, crossOrigin, insecure }) => {
        const { sendsId, sendsCredentials, sendsToken } = source;
        if (insecure && clerk.production()) {
            const fault = noSsl(origin);
            return { id: undefined, credentials: false, token: false, cookieToken: undefined, reason: fault, fault };
        }
        const session = clerk.session();
        const cookieToken = session instanceof CookieSession ? session.cookieToken : undefined;
        const isOfCookie = cookieToken || (session === null && !clerk.knows());
        const reason = session ? describeSession(session) : session === null ? SIGNED_OUT : NOT_KNOWN;
        return {
            id: session && sendsId ? session.id : undefined,
            // Same-origin calls send cookies anyway. With `include`, a redirect to an origin that allows `*` would fail (C5).
            credentials: sendsCredentials && crossOrigin,
            token: !!session && sendsToken && !insecure,
            cookieToken,
            reason: reason + (isOfCookie ? BY_COOKIE : ''),
            fault: insecure && sendsToken ? noTokenWithoutSsl(origin) : undefined,
        };
    };
}
/** The names of what a call carries. */
const sendsOf = ({ id, credentials, token }) => [id !== undefined && 'session-id', credentials && 'credentials', token && 'session-token'].filter(Boolean);

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

/**
 * Explains why a backend may have answered 401: once per origin, and once more if the first call carried nothing (F5).
 * Never throws.
 *
 * @param header returns a response header, if the page may read it
 * @param grant returns what such a call would carry now
 */
function explainUnauthorized(backend, carried, header, { grant, say }) {
    const { origin } = backend;
    const { id, token, hasOwnAuthorization } = carried;
    try {
        const sends = sendsOf(carried);
        if (hasOwnAuthorization)
            sends.push(OWN_AUTHORIZATION);
        // Clerk's backend SDKs set these headers.
        const said = ['reason', 'message']
            .map((name) => header(`x-clerk-auth-${name}`))
            .filter(Boolean)
            .join(': ');
        // The backend may echo what it was sent (F4).
        const isSecret = [id, token].some((secret) => secret && indexOf(said, secret) >= 0);
        const others = sends[0] ? checkSdk(origin, isPageHost(origin)) : `: ${grant(backend).reason}`;
        const hint = token ? checkToken(pageOrigin()) : others;
        say('warn', unauthorized(origin, sends.join(' '), isSecret ? '' : said, hint), `401 ${origin} ${!sends[0]}`);
    }
    catch (error) {
        say('error', broken(error));
    }
}

function createCalls(settings, clerk, wait, say) {
    const { sources, param, tokenParam } = settings;
    const base = createBase();
    const gate = new Gate(wait, clerk, settings, say);
    const grant = createGrants(clerk);
    const sessionParam = createSessionParam(param);
    const broke = (error) => say('error', broken(error));
    return {
        match: createMatcher(sources, base),
        base,
        gate,
        wantsToken: ({ source, insecure }) => source.sendsToken && !insecure,
        omitsCredentials({ origin, source }) {
            if (source.sendsToken)
                return false;
            say('warn', omitted(origin));
            return true;
        },
        tokenParam,
        tokenNow: clerk.tokenNow,
        context: ({ source }) => (source.sendsToken ? clerk.context() : clerk.cookieContext()),
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
        carry: createCarry(settings, grant, sessionParam, say),
        withoutId: sessionParam.strip,
        withoutIdIn(error) {
            try {
                return withMessage(error, sessionParam.stripText);
            }
            catch {
                return error;
            }
        },
        say,
        corsFailure({ origin, source, crossOrigin }, header) {
            if (!crossOrigin || !navigator.onLine)
                return;
            const { sendsCredentials, sendsToken } = source;
            const hint = sendsToken ? '' : checkSdk(origin, isPageHost(origin));
            const headers = sendsToken ? `Authorization${header ? `, ${header}` : ''}` : '';
            const message = corsFailed(origin, pageOrigin(), sendsCredentials, headers) + hint;
            setTimeout(() => wait.isLeaving || say('warn', message), LEAVING);
        },
        unauthorized: (backend, carried, header) => explainUnauthorized(backend, carried, header, { grant, say }),
        broke,
    };
}
function createCarry({ debug }, grant, sessionParam, say$1) {
    return (backend, call, wantsToken, token) => {
        const { url, from } = call;
        try {
            const given = grant(backend);
            if (given.fault)
                say$1('error', given.fault);
            const itsToken = wantsToken && given.token ? given.cookieToken || token : undefined;
            if (wantsToken && given.token && !itsToken)
                say$1('error', NO_TOKEN$1);
            const carried = {
                url: sessionParam.put(url, given.id, from),
                credentials: given.credentials,
                token: itsToken,
                id: given.id,
                hasOwnAuthorization: false,
            };
            if (debug)
                say('debug', describe(backend, call, carried, given.reason));
            return carried;
        }
        catch (error) {
            say$1('error', broken(error));
            return { url, credentials: false, token: undefined, id: undefined, hasOwnAuthorization: false };
        }
    };
}
/** The line for `data-debug`, without the query, which may contain a session ID (F4). */
function describe({ source }, { method, url }, carried, reason) {
    const sends = sendsOf(carried).join(' + ') || 'nothing';
    return `${method} ${withoutQuery(url)} (${source.text}): ${sends}, ${reason}`;
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
        if (!this.holds())
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
    /** Whether a call must wait for Clerk. */
    holds() {
        const { phase, _clerk: clerk } = this;
        if (!this._settings.wait || this.isLeaving || phase === 'stopped' || clerk.session() !== undefined)
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

/** Explains what a call would carry right now (F2). Never throws. */
function explain(given, { sources, patch, tokenParam }, { match, grant, base }) {
    let url = '';
    let cookie = false;
    const notOurs = (reason) => ({ url, ours: false, source: null, sends: [], reason, cookie });
    try {
        url = `${given}`;
        url = resolve(url, base());
        cookie = isPageHost(originOf(new URL(url)));
    }
    catch {
        return notOurs(NO_URL);
    }
    if (isClerkJs(url))
        return notOurs(CLERK_ITSELF);
    // A source for https also covers wss (B1a).
    const isSocket = patch.includes('websocket') && exec(/^ws/, url);
    const backend = match(isSocket ? `http${slice(url, 2)}` : url);
    if (!backend)
        return notOurs(noSource(sources.map(({ text }) => text).join(' ')));
    const granted = grant(backend);
    if (isSocket && !tokenParam)
        granted.token = false;
    // The shim reads the stream of an `EventSource` with `fetch`, and a polyfill of it cannot stream (I2).
    const hasStreams = hasResponse || !granted.token || !patch.includes('eventsource');
    const reason = granted.reason + (hasStreams ? '' : `, but ${noStreamToken('EventSource')}`);
    return { url, ours: true, source: backend.source.text, sends: sendsOf(granted), reason, cookie };
}

/** This window and its same-origin ancestors, innermost first (J1). */
function pagesOfOrigin() {
    const pages = [window];
    for (const page of pages) {
        const next = 
        // Old pages have a `var parent`, which overwrites `window.parent`. A frame of another origin has no
        // `frameElement`.
        quietly(() => page.frameElement.ownerDocument.defaultView) ||
            quietly(() => page.parent);
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
/** Whether a tag has the key of a production instance (C7). */
const hasProductionScript = (page) => !!page.querySelector('script[data-clerk-publishable-key^=pk_live_]');
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
        if (type === 'load')
            loaded();
        // Pages may also dispatch such events on the document.
        if (!script.matches || !isClerkScript(script))
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
const hasOwn = uncurry(Object.prototype.hasOwnProperty);
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
/** Whether our accessor is still there: a page can redefine the property. */
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
 * Watches `window.Clerk`, whenever it appears, or a given instance.
 *
 * @param own an instance from a bundle
 * @param isWarm whether Clerk's cookie may answer (D8)
 * @param broke is called with exceptions from Clerk; the shim then treats the user as signed out (E8)
 */
function watchClerk(own, isWarm, broke) {
    let listener;
    const changed = () => listener.changed();
    const failed = (reason) => listener.giveUp(reason);
    const place = findClerk(own);
    const { pages, home, current } = place;
    const safely = (read) => {
        try {
            return read();
        }
        catch (error) {
            broke(error);
            return null;
        }
    };
    const loaded = () => !!safely(() => (current() || NOTHING).loaded);
    const reads = readSession(place, safely, isWarm ? loaded : () => true);
    const unwatch = own ? () => { } : awaitGlobalClerk(changed);
    let emissions = 0;
    const emitted = () => {
        emissions++;
        changed();
    };
    const follow = createFollow(place, emitted, failed, safely);
    return {
        ...reads,
        isSwitching() {
            const context = this.context();
            return !!context && context !== this.cookieContext();
        },
        loaded,
        status: () => statusOf(current(), home()),
        production() {
            const key = safely(() => (current() || NOTHING).publishableKey);
            return key ? !!exec(/^pk_live_/, key) : pages.some(isProduction);
        },
        tokenNow: () => (safely(() => tokenAtHand(reads.session())) || NO_TOKEN).text,
        tokenExpiresIn: () => (safely(() => tokenAtHand(reads.session())) || NO_TOKEN).seconds,
        token: createTokens(() => emissions),
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
function readSession({ home, current }, safely, isCold) {
    const ofCookie = createWarmStart(() => instanceOf(current() || NOTHING, (home() || window).document));
    // The Clerk that has known its session decides alone from then on, also while it switches accounts.
    let decider;
    const ofClerk = () => {
        const clerk = current();
        const session = safely(() => (clerk || NOTHING).session);
        if (session !== undefined)
            decider = clerk;
        return session;
    };
    const session = () => {
        const known = ofClerk();
        const clerk = current();
        return known !== undefined || isCold() || (clerk && clerk === decider) ? known : quietly(ofCookie);
    };
    const ofSession = (read) => {
        const active = session();
        return active ? safely(() => read(active)) : active;
    };
    return {
        session,
        knows: () => ofClerk() !== undefined,
        context: () => ofSession(contextOf),
        cookieContext: () => ofSession((active) => active instanceof CookieSession ? contextOf(active) : cookieContextOf(active, current() || NOTHING)),
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
        if (isWaiting && pages[1] && clerk === undefined)
            look = setTimeout(changed, LOOK);
    };
}
/**
 * In ms. How often a frame polls its ancestors for a Clerk while calls are held: no event fires when another page
 * assigns `window.Clerk`.
 */
const LOOK = 50;
/** The pages up to and including `page`, innermost first; all of them if there is none. */
const upTo = (page, pages) => pages.slice(0, pages.indexOf(page) + 1 || undefined);
/** Whether a page has a Clerk, or is going to have one. The Clerk of the innermost such page is used (J1). */
const hasClerk = (page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
const isProduction = (page) => quietly(() => hasProductionScript(page.document));
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
    try {
        if (!clerk)
            return awaitsClerkScript(home.document) ? 'loading' : unlessFailed('absent');
        // ClerkJS 4 has no status.
        return clerk.status || (clerk.loaded ? 'ready' : unlessFailed('loading'));
    }
    catch {
        return 'error';
    }
}
const NO_TOKEN = { text: undefined, seconds: null };
/**
 * A token that is available without a wait: from ClerkJS's cache or, since ClerkJS 4 does not keep that up to date,
 * from its cookie. It must belong to the session's context and must not have expired (C6).
 */
function tokenAtHand(session) {
    if (!session)
        return;
    const { lastActiveToken } = session;
    const cached = lastActiveToken && lastActiveToken.jwt && lastActiveToken.getRawString();
    const claims = cached && lastActiveToken.jwt.claims;
    return atHand(session, cached, claims) || atHandIn(session);
}
function atHandIn(session) {
    const cookies = clerkCookies();
    for (let i = 0; i < cookies.length; i++) {
        const { name, value } = cookies[i];
        const found = name === '__session' && atHand(session, value, claimsOf(value));
        if (found)
            return found;
    }
    return;
}
function atHand(session, text, claims) {
    if (!claims || !isToken(text) || contextOfClaims(claims) !== contextOf(session))
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
    const clerk = read('clerk');
    const isClerk = clerk && typeof clerk.addListener === 'function';
    if (clerk && !isClerk)
        reject('clerk', ALLOWED_CLERK);
    return {
        sources: readSources(read, choose('send', ['session-id', 'credentials', 'session-token'], 2), fault, self),
        param: matching('sessionParam', PARAM, ALLOWED_PARAM) || '_clerk_session_id',
        tokenParam: matching('tokenParam', PARAM, ALLOWED_PARAM),
        patch: choose('patch', channels, channels.length, channels.includes('beacon') ? '' : IN_ALL),
        wait: +(wait || DEFAULT_WAIT),
        waitGiven: !!wait,
        warmStart: matching('warmStart', BOOLEAN, ALLOWED_BOOLEAN) !== 'false',
        debug: /^(?:true)?$/.test(`${matching('debug', BOOLEAN, ALLOWED_BOOLEAN)}`),
        clerk: isClerk ? clerk : undefined,
    };
}
/** Reads both source lists (C8). */
function readSources(read, send, fault, self) {
    const readList = (option, sends) => {
        const sources = [];
        const what = {
            sends,
            sendsId: sends.includes('session-id'),
            sendsCredentials: sends.includes('credentials'),
            sendsToken: sends.includes('session-token'),
        };
        const texts = textsOf(read(option));
        for (const text of texts) {
            const source = typeof text === 'string' && parseSource(text, self);
            if (source)
                sources[sources.length] = { ...source, ...what };
            else
                fault(option, notAllowed(text, ALLOWED_SOURCES));
        }
        return { sources, isMissing: !texts.length };
    };
    const tokens = readList('tokenOrigins', ['session-token']);
    const backends = readList('backendOrigins', send);
    if (tokens.isMissing && backends.isMissing)
        fault('backendOrigins', NO_BACKEND);
    for (const source of tokens.sources) {
        const other = backends.sources.find((each) => overlap(source, each));
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
const fingerprintOf = ({ sources, clerk, ...others }) => [...sources.map(({ text, sends }) => [text, ...sends].join(' ')), ...Object.values(others)].join(' ');
function installNothing(settings) {
    const base = () => document.baseURI;
    const calls = { base, match() { } };
    return {
        uninstall() { },
        explain: (url) => ({
            ...explain(url, settings, calls),
            clerk: statusOf(settings.clerk || globalClerk()),
            tokenExpiresIn: null,
            patched: [],
        }),
    };
}
function installAnew(settings, channels, page, start) {
    const say = createSayOnce();
    const clerk = watchClerk(settings.clerk, settings.warmStart, (error) => say('error', broken(error)));
    const wait = new ClerkWait(clerk, settings, say);
    const calls = createCalls(settings, clerk, wait, say);
    const chosen = channels.filter(({ name }) => settings.patch.includes(name));
    const { patched, failed } = patch(chosen, calls, say);
    const putBack = () => patched.filter(({ undo }) => undo.isPutBack && undo.isPutBack()).map(({ name }) => name);
    const isInstalled = () => page[KEY] === installed;
    const installation = {
        explain(url) {
            const explanation = {
                ...explain(url, settings, calls),
                clerk: clerk.status(),
                tokenExpiresIn: clerk.tokenExpiresIn(),
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
    start(installed.giveUp);
    return installation;
}
/** Installs the channels. If one cannot be installed, logs an error and still installs the others (E7a). */
function patch(channels, calls, say) {
    const patched = [];
    const failed = [];
    for (const { name, install } of channels) {
        try {
            patched.push({ name, undo: install(calls) });
        }
        catch (error) {
            failed.push(name);
            say('error', cannotPatch(name, error.message));
        }
    }
    return { patched, failed };
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
 * Patches `fetch` and `XMLHttpRequest`, so that calls to the configured backend origins carry the active Clerk session.
 *
 * @param options the same settings as the attributes of the script tag
 * @returns the installation; the existing one, if it has the same options
 * @throws TypeError if an option is invalid, outside a browser, or if clerk-ajax is already installed with different options
 * @example
 * ```js
 * import { install } from 'clerk-ajax';
 *
 * const shim = install({ tokenOrigins: 'https://api.example.com' });
 * console.log(shim.explain('https://api.example.com/me'));
 * ```
 */
function install(options) {
    return installProgram(options, core);
}

export { install };
//# sourceMappingURL=index.js.map
