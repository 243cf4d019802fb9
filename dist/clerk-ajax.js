/*! clerk-ajax 0.1.0 | MIT */
(function () {
    'use strict';

    // All messages for the owner of the page. Each says what happened and, where the owner can do something, what (F1).
    /** Writes a message to the console. A page may have none, or one without most methods (E8). */
    const say = (level, message) => {
        try {
            console[console[level] ? level : 'log'](`[clerk-ajax] ${message}`);
        }
        catch {
            // There is no console.
        }
    };
    /** Makes a `say` that says each thing once, however many calls cause it (F1). */
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
    const namedTwice = (token, backend) => `"${token}" names URLs that "${backend}" of data-backend-origins names, too: they get the token only`;
    const NO_TAG = 'its tag was not found: use a classic script, or ClerkAjax.install(options)';
    const NO_PAGE = 'needs a page: call install() in the browser';
    const INSTALLED_ALREADY = 'is installed already, with other options, which stay: call uninstall() first';
    // Patching (E7, E7a)
    const isReplaced = (name) => `another script has replaced ${name}: put the tag of clerk-ajax before it`;
    const cannotPatch = (channel, why) => `${channel} calls get nothing of the session: ${why}`;
    const replacedBack = (channels) => `another script has put back ${channels}, whose calls get nothing of the session from now on: put the tag of clerk-ajax after it`;
    const isFixed = (name) => `this page does not let ${name} be replaced`;
    // Clerk, and waiting for it (D, H)
    const gaveUp = (reason) => `${reason}: calls go out without a session until Clerk has one`;
    const timeIsUp = (wait) => `Clerk had no session for ${wait} ms`;
    const NO_CLERK = 'there is no Clerk on this page';
    const STATUS_ERROR = 'Clerk has status "error"';
    const SCRIPT_FAILED = "Clerk's script failed to load";
    const START_FAILED = 'Clerk failed to start';
    const CANNOT_LOAD = 'Clerk cannot be loaded';
    const TRUSTED_TYPES = 'ClerkJS cannot be loaded: the Trusted Types of this page must allow the policy "clerk-ajax"';
    const ALLOWED_KEY = "the key of Clerk's dashboard";
    const ALLOWED_URL = 'an http or https URL';
    const ALLOWED_DOMAIN = 'a host';
    const ALLOWED_PRIMARY = 'the https URL of the sign-in page of another origin, the primary domain';
    const HELD_TOO_LONG = 'a call could not wait for Clerk any longer, and went out without a session';
    // Calls (C, E8, F)
    const noSsl = (origin) => `${origin} gets nothing of the session: a production instance requires SSL`;
    const noTokenWithoutSsl = (origin) => `${origin} gets no session token: it requires SSL`;
    const NO_TOKEN$1 = 'Clerk gave no session token: calls go out without it';
    const omitted = (origin) => `a call to ${origin} says that it has no credentials, so it gets nothing of the session: leave that out, or use data-token-origins`;
    const noStreamToken = (api) => `calls of ${api} get no session token: ${isReplaced('fetch')}`;
    /** It has the name of the error only, since the error's message may contain a URL with the session ID (F4). */
    const broken = (error) => `failed (${Object(error).name}), so calls go out as the page made them; please report it`;
    const corsFailed = (origin, page, credentials, headers) => `a call to ${origin} failed. If it answers at all, it must answer "Access-Control-Allow-Origin: ${page}"${credentials ? ' (not "*") and "Access-Control-Allow-Credentials: true"' : ''}${headers && `, and allow the header "${headers}"`}`;
    /**
     * Explains a 401 (F5).
     *
     * @param carried what the call carried
     * @param said what the backend says of it, if the page may read that
     * @param hint what may be the reason
     */
    const unauthorized = (origin, carried, said, hint) => `${origin} answered 401 to a call with ${carried || 'nothing'}${said && ` (${said})`}${hint}`;
    const OWN_AUTHORIZATION = 'its own Authorization';
    const checkToken = (page) => `. Does it allow the party (azp) ${page}, is its clock right, has it the keys of this Clerk instance? A Clerk SDK from before 2022 reads no token: use data-backend-origins`;
    /** Clerk moved its SDKs from session IDs to tokens in October 2021. */
    const checkSdk = (origin, hasCookie) => `. Clerk's SDKs from 2022 or later need data-token-origins="${origin}"; older ones need ${hasCookie ? "Clerk's deprecated POST /v1/sessions/:id/verify" : "Clerk's cookie, which reaches the page's host only"}`;
    // Reasons, in `explain()` and with `data-debug` (F2)
    const SIGNED_IN = 'signed in';
    const SIGNED_OUT = 'signed out';
    const sessionIs = (status) => `the session is ${status}`;
    const CLERK_REFUSES = 'Clerk gives no token for the session: it has probably ended';
    const NOT_KNOWN = 'Clerk does not know its session yet';
    const notPatched = (channels) => `, but not in calls of ${channels}, which could not be patched`;
    const notThere = (channels) => `, but not in calls of ${channels}, which another script has put back`;
    const UNINSTALLED = 'uninstalled';
    const NO_URL = 'not a URL';
    const CLERK_ITSELF = 'a request of ClerkJS itself';
    const noSource = (sources) => `no source matches: ${sources || 'nothing is configured'}`;

    // Old pages override built-ins, and some do so badly: after the tag, so that what decides where the session goes uses the
    // built-ins that were there when the shim was loaded, and before it, so that `findWrong()` asks these a few questions (B5a).
    const { AbortSignal, FormData, Headers, Proxy, Request, URL: URL$1, URLSearchParams, WeakMap, encodeURIComponent } = globalThis;
    /** The native one: the page may have put its own at `window.Promise`. */
    const Promise$1 = (async () => { })().constructor;
    // Pages stop the timers of `window`, in their own tests above all, and calls must be able to leave.
    const { setTimeout, clearTimeout } = globalThis;
    const clock = Object(globalThis.performance).now ? performance : Date;
    const { now: clockNow } = clock;
    /** A time in ms, if possible of a clock that nobody sets while a call waits. */
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
     * Calls a method. Engines inline `Reflect.apply` best, which the page may have replaced, as MooTools replaces
     * `Function.prototype.bind`.
     */
    const apply = works(reflected)
        ? reflected
        : (method, self, args) => Function.prototype.apply.call(method, self, args);
    /** Turns a method into a function: `slice(text, 1)` for `text.slice(1)`. */
    const uncurry = (method) => (self, ...args) => apply(method, self, args);
    /** The descriptor of an object's own property; an empty one if there is no such property. */
    const descriptorOf = (owner, name) => withoutPrototype(Object.getOwnPropertyDescriptor(owner, name) || {});
    /** An object that inherits nothing: the page may have put members into `Object.prototype` (E8). */
    function withoutPrototype(members) {
        const object = create(null);
        for (const name in members)
            if (hasOwn$1(members, name))
                object[name] = members[name];
        return object;
    }
    /** The prototype of an interface, whatever the page has put in the place of its constructor. */
    const prototypeOf = (constructor) => Object(Object(constructor).prototype);
    const getIn = (constructor, name) => descriptorOf(prototypeOf(constructor), name).get;
    const getterOf = (constructor, name) => uncurry(getIn(constructor, name));
    const exec = uncurry(/x/.exec);
    const indexOf = uncurry(''.indexOf);
    const slice = uncurry(''.slice);
    /** Polyfills of `startsWith()` are often wrong. */
    const startsWith = (text, start) => slice(text, 0, start.length) === start;
    const textOf = uncurry(Function.prototype.toString);
    const hasOwn$1 = uncurry(Object.prototype.hasOwnProperty);
    /**
     * Whether a function is the browser's own, and not that of a script: it has no prototype, and prints its name, which those
     * that are bound, and proxies, do not. zone.js has its own functions print the text of those that they replace.
     */
    const isNative = (method, name) => !hasOwn$1(method, 'prototype') && !!exec(new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code`), textOf(method));
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
    /** Questions to what the border depends on: a name, and whether its answers are right. */
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
    /** The name of a built-in that the shim needs and that another script has replaced by one that is wrong, if there is one (E8). */
    function findWrong() {
        for (const [name, isRight] of QUESTIONS) {
            try {
                if (isRight())
                    continue;
            }
            catch {
                // It is gone, or something else has its name.
            }
            return name;
        }
        return;
    }

    /** The same, and more, which comes after. */
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
     * @returns what undoes it; nothing if the property is frozen or not configurable (E7a)
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
            // Functions of other scripts that lie over ours pass their calls on to it.
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
     * @returns what undoes it: it puts the native function back, or makes the new one a pass-through if another script has
     * patched over it since (A6). Nothing if the page does not let the function be replaced (E7a)
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
     * @returns what undoes it, or the name of the first one that the page does not let be replaced (E7a)
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

    /** Whether the page cannot see it when a value is converted to a string. */
    function convertsQuietly(value) {
        if (typeof value === 'string' || Object(value) !== value)
            return true;
        try {
            // Throws for anything but a `URL`, such as a Proxy of one, which native refuses to convert.
            hrefOf(value);
            return value.toString === urlToString && !(Symbol.toPrimitive in value);
        }
        catch {
            return false;
        }
    }
    /**
     * Converts the arguments of `open()` or `setRequestHeader()` to strings as native does: each once, from left to right, and
     * none after one that native refuses (B4). If there is a symbol, nothing is converted, since native refuses it first. The
     * third argument of `open()` is a boolean and stays as it is.
     *
     * @param byteStrings how many of the first arguments must not hold a character above U+00FF
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

    /** What a function returns; if it throws, the other value. */
    function quietly(read, otherwise) {
        try {
            return read();
        }
        catch {
            return otherwise;
        }
    }

    const { Blob } = globalThis;
    const toString = uncurry(Object.prototype.toString);
    /** The name of an object's interface, in any realm. */
    const kindOf = (value) => slice(toString(value), 8, -1);
    /**
     * How native takes bytes whose buffer is shared or can be resized: not at all (-1), as bytes (0), or converted to a string. A `Blob`
     * takes them as an XHR does, in each engine.
     */
    function specialBytes(body) {
        const isView = ArrayBuffer.isView(body);
        const buffer = isView ? body.buffer : body;
        const isShared = kindOf(buffer) === 'SharedArrayBuffer';
        if (!isShared && (kindOf(buffer) !== 'ArrayBuffer' || !buffer.resizable))
            return 0;
        return quietly(() => new Blob([(isShared && !isView ? buffer : new DataView(buffer, 0, 0))]).size, -1);
    }
    /** Whether native refuses a body in `send()`. */
    const isRefused = (body) => specialBytes(body) < 0;
    /**
     * Copies a request body, since the page may change it before it is sent (D5, D6). The kind is read from its string tag, since
     * it may come from another realm.
     *
     * @returns `undefined` for an object that native converts to a string; native has to do that, once (B4). The body itself if native
     * has to decide about it
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
    /** Native throws for anything but its own; a Proxy of the page cannot see that. */
    const isHeaders = (value) => quietly(() => apply(has, value, ['a']) !== undefined, false);
    /** What native takes a value for; a primitive becomes a string in native itself, which the page cannot see. */
    const take = (value) => (isPrimitive(value) ? value : `${value}`);
    /**
     * Copies the `headers` of an `init` as they are now: they stay an object, an array of pairs or a `Headers`, with the page's spelling
     * and order, which an HTTP/1.1 server sees (E4a). The page can tell that its getters and its conversions run, so that this reads as
     * native does: in its order, each member once (https://webidl.spec.whatwg.org/#js-record).
     *
     * @returns the value itself if native refuses it
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
            // Native refuses a name that is a symbol.
            const value = typeof name === 'symbol' ? '' : take(record[name]);
            Object.defineProperty(copy, name, withoutPrototype({ value, enumerable: true, writable: true, configurable: true }));
        }
        return copy;
    }
    function takePairs(list, iterate) {
        const pairs = [];
        for (const pair of { [Symbol.iterator]: () => apply(iterate, list, []) }) {
            // Native refuses what is no list.
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
     * The page's headers, as {@link takeHeaders} has copied them, with one more.
     *
     * @param isSeen whether another script sees them: a `Headers` stays one then. Its names are in lower case, which a server that looks for
     * `Authorization` may not know
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
     * A new object, as the page makes them. If the page has put members into `Object.prototype` that native would read, it inherits
     * nothing (E8).
     */
    function ordinaryObject() {
        const object = {};
        for (const _ in object)
            return Object.create(null);
        return object;
    }
    /**
     * Copies `init` if it is plain data, since the page cannot see that. Otherwise only native reads it: the page can see that
     * its getters are called (E3).
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
    /** Makes an object that native reads in place of `init`, and keeps what it reads. */
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
            // Native may read a buffer only when it sends it. It converts other objects to strings when it has read all members.
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
     * Whether a signal is that of a polyfill of `AbortController`, which native refuses. The `fetch` of the polyfill takes it, and lies
     * beneath the shim (E7).
     */
    function isForeignSignal(signal) {
        if (Object(signal) !== signal)
            return false;
        const { signal: own } = new Request('data:,');
        // Not `instanceof`: polyfills answer it as native does.
        hasPolyfill !== null && hasPolyfill !== void 0 ? hasPolyfill : (hasPolyfill = !!own && Object.getPrototypeOf(own) !== Object(AbortSignal).prototype);
        return hasPolyfill && Object.getPrototypeOf(own) !== Object.getPrototypeOf(signal);
    }

    /** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
    const resolve = (url, base) => hrefOf(new URL$1(url, base));
    const isRemoved = (character = '') => exec(/[\t\n\r]/, character);
    /**
     * Does what the URL parser does first: it removes control characters and spaces from both ends, and tabs and newlines from
     * everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Otherwise a parameter could be put behind a space that
     * native cuts off, and `/\n/evil.test` would look like a path.
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
            // Native replaces each half of a split surrogate pair by U+FFFD before it removes the newline between them.
            clean += exec(/[\ud800-\udbff]/, character) && isRemoved(url[start + 1]) ? '\ufffd' : character;
        }
        return clean;
    }
    /** Whether a URL takes over the path and the query of its base. */
    const isOfBase = (url) => exec(/^(?:https?:)?(?:#|$)/i, url);
    /** The URL as the parser sees it; it is resolved if it takes over the query of its base. */
    function clean(url, base) {
        const clean = preprocess(url);
        return isOfBase(clean) ? resolve(clean, base()) : clean;
    }
    /** Adds `name=value`, encoded, at the end of the query, before any fragment. Every other byte stays. */
    function addParam(url, param) {
        const end = indexOf(url, '#');
        const head = end < 0 ? url : slice(url, 0, end);
        const query = indexOf(head, '?');
        const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
        return `${head}${glue}${param}${slice(url, head.length)}`;
    }
    /**
     * Removes or replaces parameters of one name in the query; one that is removed takes the `&` before it along. Every other byte
     * stays.
     *
     * @param goes decides by its value whether a parameter goes
     * @param by a name and a value, encoded, in its place
     * @returns the rest of the URL, and whether it still has a parameter of this name
     */
    function takeOut(url, name, goes, by) {
        // Most URLs do not have the parameter, and need not be parsed to see that.
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
        // An empty URL would take over the query of its base.
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
     * The arguments of `fetch(url, init)`, as they were at the call: what lies beneath the shim gets the same kind of URL and of headers, and
     * every member that the page gave (E4a).
     *
     * @param input a string, a `URL`, or what becomes a string
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
        const sameKind = (text) => (isUrl ? new URL$1(text) : text);
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
     * Reads the body of a request, so that it can be sent to another URL. `new Request(url, request)` loses the body in Firefox,
     * and makes a stream of it elsewhere, which cannot be sent over HTTP/1.1 or with `keepalive`.
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
            // Native makes a new boundary for the body. A content type that the page has set stays.
            if (kindOf(given) === 'FormData' && isMultipart(request))
                request.headers.delete('content-type');
            return withoutPrototype({ body: given });
        }
        if (exec(/^(?:GET|HEAD)$/, request.method))
            return taken;
        const spare = request.clone();
        let carrier;
        try {
            // This mode refuses streams, and nothing else. They are passed on without being read.
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
     * The members of a request as an `init`, to make one with another URL (E4).
     *
     * @param members what is to be different
     */
    function settingsOf(request, members) {
        const settings = Object.create(null);
        // All attributes that this engine has. The methods are copied as well; native ignores them.
        for (const name in request)
            settings[name] = request[name];
        return Object.assign(settings, members);
    }

    /**
     * The argument of `fetch(request)`, as it was at the call. It stays a `Request` (E4a). Only one that gets another URL has to be made
     * anew: the names of its headers are then in lower case, since no engine tells their spelling.
     *
     * @param request a copy of the page's
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
            // An `init` that is not empty resets these two (https://fetch.spec.whatwg.org/#dom-request, step 12).
            others =
                others || Object.assign(ordinaryObject(), { referrer: request.referrer, referrerPolicy: request.referrerPolicy });
            others[name] = members[name];
        }
        return others;
    }

    /**
     * Reports a failure that may be due to CORS (F3), and a 401 (F5).
     *
     * @returns the promise for the page: if the page does not handle its rejection, the browser reports that as usual
     */
    function watchAnswer(calls, promise, backend, carried, signal) {
        let underWay = false;
        const watched = promise.then((response) => {
            // Another script may have patched `fetch` before, and give anything.
            if (Object(response).status === 401)
                calls.refused(backend, carried, (name) => response.headers.get(name));
            return response;
        }, (error) => {
            // A page may abort with a TypeError of its own.
            if (underWay && error instanceof TypeError && !(signal && signal.aborted))
                calls.corsFailure(backend);
            throw calls.withoutIdIn(error);
        });
        // Native rejects bad arguments before this.
        void (async () => {
            await undefined;
            underWay = true;
        })();
        return watched;
    }

    /** Takes the arguments as they are now, and sends the call when it has waited, with what it carries then (D5). */
    function sendRequest({ calls, isPatched }, backend, forward, [input, init, copy]) {
        return new Promise$1((resolve, reject) => {
            const settle = (send) => {
                try {
                    // Not `resolve(promise)`, which looks at the promise only later: Firefox may report a rejection as unhandled before.
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
    /** @throws what a getter or a conversion of the page throws */
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
            // That of the request does not follow one of a polyfill.
            signal: (isForeignSignal(signal) ? signal : request.signal),
            hasAuthorization,
            settle,
            // Such a request can have no header but a few.
            wantsToken: calls.wantsToken(backend) && !hasAuthorization && request.mode !== 'no-cors',
            ready: held.ready,
            timeout: undefined,
            go: (token) => leave(call, token),
            onAbort: () => abort(call),
        };
        if (omits || (call.signal && call.signal.aborted))
            return settle(() => forward(...held.plain()));
        if (call.signal)
            call.signal.addEventListener('abort', call.onAbort);
        return calls.gate.pass(call);
    }
    /** If the page aborts the call while it waits, native rejects with the signal's reason and sends nothing (D5). */
    function abort(call) {
        const { calls, forward, request, signal, settle } = call;
        calls.gate.cancel(call);
        settle(() => forward(request.url, withoutPrototype({ signal })));
    }
    /** Sends the call with what it carries at this moment. */
    function leave(call, token) {
        const { calls, backend, forward, request, held, base, hasAuthorization, signal, settle, wantsToken } = call;
        if (signal)
            signal.removeEventListener('abort', call.onAbort);
        const carried = calls.carry(backend, request.method, held.url, wantsToken, token, () => base);
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
        settle(() => watchAnswer(calls, forward(...args), backend, carried, signal));
    }

    /**
     * `fetch` (rules C, D5, E). Most calls of ours are sent at once, with another URL and other credentials. `sendRequest` sends
     * the rest: a `Request`, a call that has to wait, and an `init` that only native can read.
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
            const patch = { calls, isPatched: !isNative(window.fetch, 'fetch') };
            const undo = replaceMethods([window, 'fetch', (native, self, args) => onFetch(patch, native, self, args)], 
            // The page does not see the session ID (E1a).
            [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get']);
            if (typeof undo === 'string')
                throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
            return undo;
        },
    };
    function onFetch(patch, native, self, args) {
        const { calls } = patch;
        // Native throws for any other `this`, unless it is the window of a frame, which is another page.
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
                return sendRequest(patch, call.backend, forward, [args[0], call.init, call.copy]);
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
        return call && carried
            ? watchAnswer(calls, promise, call.backend, carried, call.copy.signal)
            : promise;
    }
    /** Returns a native promise, even if the page has replaced `Promise`. */
    const reject = async (error) => {
        throw error;
    };
    /** The URL of the call. If it has to be converted to a string, that happens here, and native gets the string (B4). */
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
        const isLong = isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.open();
        return { backend, init: given, copy, isLong };
    }
    /** What a call carries that is sent at once. */
    function carry(calls, { backend, copy }, url) {
        const { method } = copy;
        return calls.carry(backend, typeof method === 'string' ? method : 'GET', `${url}`);
    }
    /** The arguments of a call that is sent at once, with what it carries (C1, C5). They stay of the kind that the page gave (E4a). */
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

    // Pages have variables called `Event` (MooTools), and polyfills of `EventTarget`: the native ones are those of objects that
    // native makes. A program may be loaded where there is no page.
    const { document: document$1 } = globalThis;
    const constructorOf = (interfaceName) => document$1 ? document$1.createEvent(interfaceName).constructor : undefined;
    const Event = constructorOf('Event');
    constructorOf('MessageEvent');
    /** The prototype of all event targets, as native has it. */
    const targetPrototype = (() => {
        let prototype = document$1 && document$1.createTextNode('');
        let found = Object.prototype;
        for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
            // Another script may have given a method of its own to an interface below.
            if (descriptorOf(prototype, 'dispatchEvent').value)
                found = prototype;
        }
        return found;
    })();
    const { addEventListener: addEventListener$1, dispatchEvent, removeEventListener: removeEventListener$1 } = targetPrototype;
    /** Fires an event. What a listener throws is reported, and does not come back. */
    const fire = (target, event) => apply(dispatchEvent, target, [event]);
    /** Fires an event that holds no data. */
    const fireType = (target, type) => fire(target, new Event(type));

    // Makes a held object behave as if it had been sent, in ways that depend on the engine.
    /** A URL that does not need the network. In Firefox a request to it has no upload events. */
    const NOWHERE = 'data:,';
    /** Browsers do not look up this top-level domain, nor connect to it (https://www.rfc-editor.org/rfc/rfc7686). */
    const UNREACHABLE = 'https://a.onion/';
    const isFirefox = ({ prototype }) => 'mozAnon' in prototype;
    /** Throws the error of `send()` or `setRequestHeader()` on an object that has been sent (D6). */
    function throwAlreadySent(native, method, args) {
        const { open, send, abort } = native.pristine();
        const xhr = new native.prototype.constructor();
        // The other engines throw the same error for an object that was never opened.
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
     * Fires the events of `abort()` on an object that has been sent, and sends nothing (D6). It sends the object, and aborts it in
     * the last event before native uses the network or checks the page's Content Security Policy. In Firefox that is too late,
     * so that the object gets a URL that Firefox does not send.
     * What another script has patched is passed by: it would send the call, or abort one that it does not know yet (E7).
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

    // The `timeout` of an XHR counts once, from the page's `send()`, however long the call was held (D6).
    const { ProgressEvent } = globalThis;
    /** Gives native what is left of the page's timeout, as a call leaves: native counts from then. */
    function startTimeout(native, xhr, { object, sentAt }) {
        object.heldFor = now() - sentAt;
        shorten(native, xhr, object);
    }
    function shorten(native, xhr, object) {
        const timeout = native.timeout(xhr);
        object.timeout = timeout;
        // Less than a millisecond is within the precision of timers.
        if (timeout && object.heldFor >= 1)
            native.setTimeout(xhr, Math.max(1, Math.round(timeout - object.heldFor)));
    }
    /** Gives native the page's timeout again, for the next call of the object. */
    function restoreTimeout(native, xhr, object) {
        if (object.timeout === undefined)
            return;
        native.setTimeout(xhr, object.timeout);
        object.timeout = undefined;
        object.heldFor = 0;
    }
    /** What the page reads. */
    function onGetTimeout({ current }, get, xhr) {
        const call = weakGet(current, xhr);
        return call && call.object.timeout !== undefined ? call.object.timeout : apply(get, xhr, []);
    }
    /** The page can change it while the call is held, and under way. */
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
     * Ends a held call whose timeout is over, with native's events in native's order. Nothing is sent: a request that the page has
     * given up would only come back as signed out. No engine gives a way to have native do it.
     */
    function timeOut(patch, xhr, call) {
        call.held = undefined;
        call.sent = true;
        showEndState(patch);
        const { upload } = xhr;
        const hasUpload = call.body[0] != null && !exec(/^(?:get|head)$/i, call.args[0]);
        const progress = (target, type) => {
            // The page may open it anew in an event.
            if (weakGet(patch.current, xhr) === call)
                fire(target, new ProgressEvent(type));
        };
        progress(xhr, 'loadstart');
        if (hasUpload)
            progress(upload, 'loadstart');
        call.endState = 4;
        if (weakGet(patch.current, xhr) === call)
            fireType(xhr, 'readystatechange');
        for (const type of ['timeout', 'loadend'])
            if (hasUpload)
                progress(upload, type);
        for (const type of ['timeout', 'loadend'])
            progress(xhr, type);
    }
    /** Lets the page read the `readyState` of calls that have ended so. Few pages need it, and it is read often. */
    function showEndState(patch) {
        if (patch.showsEndState)
            return;
        patch.showsEndState = true;
        const undo = replaceMethod(patch.native.prototype, 'readyState', (get, xhr) => {
            const call = weakGet(patch.current, xhr);
            return call && call.endState !== undefined ? call.endState : apply(get, xhr, []);
        }, 'get');
        if (undo)
            patch.undo.push(undo);
    }

    /** Sends a call with what it carries at this moment (C3). @returns what native returns */
    function depart(patch, xhr, call, body, token) {
        const { calls, native } = patch;
        try {
            prepare(patch, xhr, call, token);
        }
        catch (error) {
            calls.broke(error);
        }
        return apply(native.send, xhr, body);
    }
    function prepare(patch, xhr, call, token) {
        const { calls, native } = patch;
        const { args, held, object } = call;
        const backend = call.backend;
        const [method, pageUrl] = args;
        call.held = undefined;
        call.sent = true;
        const carried = calls.carry(backend, method, pageUrl, !call.hasAuthorization, token, () => call.base);
        call.carried = carried;
        // The page may have opened the object for another URL with a native `open()` that it has kept. The token must not go there
        // (B5). In Firefox the timeout of an object that was aborted runs while the next call is held; opening ends that (D6).
        if (call.isPostponed || carried.url !== call.opened || carried.token || held)
            reopen(patch, xhr, call, carried.url);
        // An earlier patch of `open()` may have set its own as it was asked just now.
        if (call.hasAuthorization)
            carried.token = undefined;
        carried.hasOwnAuthorization = call.hasAuthorization && calls.wantsToken(backend);
        if (carried.token)
            apply(native.setRequestHeader, xhr, ['Authorization', `Bearer ${carried.token}`]);
        if (carried.credentials && !native.credentials(xhr)) {
            native.setCredentials(xhr, true);
            object.credentialsAreOurs = true;
        }
        if (held)
            startTimeout(native, xhr, call);
        object.isUnderWay = false;
        if (!object.isHeard) {
            object.isHeard = true;
            native.listen(xhr, 'error', () => onError(patch, xhr));
            native.listen(xhr, 'readystatechange', () => onChange(patch, xhr, object));
        }
    }
    /** Opens an opened object again with another URL. Native only clears the request headers, which are set again. */
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
            // The page has sent it in the event of `open()`.
        }
    }
    function onChange({ calls, native, current }, xhr, object) {
        // The page may use the object again after the shim is uninstalled (A6). An earlier patch may open it only when it sends it (E7).
        if (native.readyState(xhr) > 1)
            object.isUnderWay = true;
        else if (object.isUnderWay)
            restoreCredentials(native, xhr, object);
        if (native.readyState(xhr) < 4 || native.status(xhr) !== 401)
            return;
        const { backend, carried } = weakGet(current, xhr);
        // A browser reports it in the console if a page asks for a header that it may not read.
        const header = (name) => (exec(new RegExp(`^${name}: (.*)`, 'im'), native.headers(xhr)) || [])[1];
        if (backend && carried)
            calls.refused(backend, carried, header);
    }
    function onError({ calls, current }, xhr) {
        const { backend } = weakGet(current, xhr);
        if (backend)
            calls.corsFailure(backend);
    }

    /**
     * The prototype of an interface as the browser made it, though scripts may have replaced its methods: that of a frame, which is
     * gone again when this returns. Its methods work on the objects of this page, in all engines (tried: Chromium 75 and 156,
     * Firefox 153, WebKitGTK 2.50).
     *
     * @returns nothing where the page is sandboxed, or lets no frame be made
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

    /** The number of objects that are remembered as opened and not sent. */
    const MOST_UNSENT = 100;
    /**
     * `XMLHttpRequest` (rules C, D6, D7, E). `open()` adds the session ID of that moment. `send()` opens the object again if
     * another session is active by then, and holds the call while Clerk is loading. The object itself stays native.
     */
    const xhrChannel = {
        name: 'xhr',
        install(calls) {
            const native = takeNative();
            if (!native)
                throw new Error(isReplaced('XMLHttpRequest'));
            const patch = {
                calls,
                native,
                current: new WeakMap(),
                unsent: [],
                noted: 0,
                undo: [],
                showsEndState: false,
            };
            const { prototype } = native;
            const undo = replaceMethods([prototype, 'open', (open, xhr, args) => onOpen(patch, open, xhr, args)], [prototype, 'setRequestHeader', (set, xhr, args) => onSetRequestHeader(patch, set, xhr, args)], [prototype, 'send', (send, xhr, args) => onSend(patch, send, xhr, args)], [prototype, 'abort', (abort, xhr, args) => onAbort(patch, abort, xhr, args)], 
            // The page does not see the session ID (E1a).
            [prototype, 'responseURL', (get, xhr) => calls.withoutId(apply(get, xhr, [])), 'get'], [prototype, 'timeout', (get, xhr) => onGetTimeout(patch, get, xhr), 'get'], [prototype, 'timeout', (set, xhr, args) => onSetTimeout(patch, set, xhr, args), 'set']);
            if (typeof undo === 'string')
                throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
            return undoWith(undo, () => {
                for (const each of patch.undo)
                    each();
                takeIdsBack(patch);
            });
        },
    };
    function onOpen(patch, open, xhr, args) {
        const { native, current } = patch;
        if (args.length > 1 && !(convertsQuietly(args[0]) && convertsQuietly(args[1]))) {
            if (!isXhr(native, xhr))
                return apply(open, xhr, args);
            args = toStrings(args, 1);
        }
        const before = weakGet(current, xhr);
        const backend = backendOf(patch, xhr, args);
        if (!backend && !before)
            return apply(open, xhr, args);
        const call = newCall(patch, backend, args, before);
        // `open()` fires an event, in which the page may already send the call.
        weakSet(current, xhr, call);
        let result;
        try {
            if (call.backend) {
                args = call.args.slice();
                args[1] = call.opened;
            }
            result = openNow(patch, open, xhr, call, args);
        }
        catch (error) {
            call.backend = undefined;
            // Invalid arguments do not change the object, but Chromium ends a running request for some of them.
            if (before && native.readyState(xhr))
                weakSet(current, xhr, before);
            else
                forget(patch, xhr, before);
            throw error;
        }
        finally {
            call.isOpening = false;
        }
        // Native has no event here: to it, the object was opened all the time (D6).
        if (before && before.endState !== undefined)
            fireType(xhr, 'readystatechange');
        if (call.backend && !call.held && !call.sent)
            noteUnsent(patch, xhr, call.object);
        forget(patch, xhr, before);
        return result;
    }
    /** Opens the object, and passes an earlier patch of `open()` by if the call is going to wait (E7). */
    function openNow({ calls, native }, open, xhr, call, args) {
        const { backend } = call;
        if (native.isPatched && backend && (calls.wantsToken(backend) || !calls.gate.open())) {
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
        // An object of another realm belongs to another page (E6). Firefox has anonymous ones, which work like `omit` (C5).
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
        // Only a script that has patched the method before, such as ng-file-upload, takes a function (E5).
        if (!call || !call.backend || args.length < 2 || typeof args[1] === 'function')
            return apply(set, xhr, args);
        if (call.held || call.endState !== undefined)
            return throwAlreadySent(native, 'setRequestHeader', args);
        if (call.sent && !call.isOpening)
            return apply(set, xhr, args);
        const header = toStrings(args.slice(0, 2), 2);
        const result = setHeader(native, set, xhr, call, header);
        if (!call.isOpening)
            call.steps.push(() => apply(native.setRequestHeader, xhr, header));
        if (exec(/^authorization$/i, header[0]))
            call.hasAuthorization = true;
        return result;
    }
    function setHeader(native, set, xhr, { isPostponed }, header) {
        if (isPostponed) {
            try {
                return apply(native.pristine().setRequestHeader, xhr, header);
            }
            catch {
                // It throws an error of this page below.
            }
        }
        return apply(set, xhr, header);
    }
    function onSend(patch, send, xhr, args) {
        const { calls, native, current, unsent } = patch;
        const call = weakGet(current, xhr);
        if (call && (call.held || call.endState !== undefined))
            return throwAlreadySent(native, 'send', args);
        if (!call || !call.backend || call.sent)
            return apply(send, xhr, args);
        if (unsent[call.object.place] === xhr)
            unsent[call.object.place] = undefined;
        const wantsToken = calls.wantsToken(call.backend) && !call.hasAuthorization;
        call.sentAt = now();
        if (call.args.length > 2 && !call.args[2])
            return sendNow(patch, xhr, call, args, wantsToken);
        if (!wantsToken && calls.gate.open())
            return depart(patch, xhr, call, args);
        // Native throws.
        if (typeof args[0] === 'symbol' || isRefused(args[0]))
            return apply(send, xhr, args);
        hold(patch, xhr, call, args, wantsToken);
        return;
    }
    /** Sends a synchronous call, which cannot wait (D7). */
    function sendNow(patch, xhr, call, args, wantsToken) {
        const { calls } = patch;
        // If Clerk knows its session, and has not called its listeners, the held calls come first (D2a).
        calls.gate.changed();
        try {
            return depart(patch, xhr, call, args, wantsToken ? calls.tokenNow() : undefined);
        }
        catch (error) {
            if (call.backend && Object(error).name === 'NetworkError')
                calls.corsFailure(call.backend);
            throw calls.withoutIdIn(error);
        }
    }
    /** Holds a call, with its body as it is now (D6). */
    function hold(patch, xhr, call, args, wantsToken) {
        var _a;
        const { calls, native } = patch;
        const [body] = args;
        call.body = args.length ? [body == null ? body : ((_a = snapshot(body)) !== null && _a !== void 0 ? _a : `${body}`)] : [];
        call.held = {
            go(token) {
                try {
                    depart(patch, xhr, call, call.body, token);
                }
                catch (error) {
                    calls.broke(error);
                }
            },
            wantsToken,
            ready: undefined,
            timeout: () => native.timeout(xhr),
            timeOut: () => timeOut(patch, xhr, call),
        };
        calls.gate.pass(call.held);
    }
    function onAbort(patch, abort, xhr, args) {
        const { calls, native, current } = patch;
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
    function noteUnsent(patch, xhr, object) {
        const { unsent } = patch;
        if (unsent[object.place] !== xhr)
            object.place = patch.noted++ % MOST_UNSENT;
        unsent[object.place] = xhr;
    }
    /** Removes the session ID from objects that are opened and not sent, when the shim is uninstalled (A6). */
    function takeIdsBack(patch) {
        for (const xhr of patch.unsent) {
            if (!xhr)
                continue;
            const call = weakGet(patch.current, xhr);
            const [, url] = call.args;
            if (call.backend && (call.isPostponed || url !== call.opened))
                reopen(patch, xhr, call, url);
        }
    }

    /** The channels of `clerk-ajax.min.js`, and of the package's main entry. */
    const core = [fetchChannel, xhrChannel];

    /**
     * Makes the function that gives the document's base URL at this moment (B3). It reads it from a node of our own, since a
     * page's `<img name="baseURI">` hides `document.baseURI`.
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
    /** Whether that is what links are resolved against. A script before the tag may have replaced the getter (B5a). */
    function isBaseRight(base) {
        const link = document.createElement('a');
        link.setAttribute('href', 'a');
        // Without one of http, nothing relative is ours.
        return !exec(/^http/, link.href) || quietly(() => hrefOf(new URL$1('a', base()))) === link.href;
    }

    /**
     * The page's origin, which `'self'` stands for. A `srcdoc` frame inherits it from its parent, so that `location` does not
     * have it, and a page's own `var origin` overwrites `window.origin`. A `blob:` URL always contains it.
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
    /** Whether an origin has the page's host, whatever its port. A cookie without a domain reaches no other. */
    const isPageHost = (origin) => /^(?:http|ws)/.test(origin) && hostOf(origin) === hostOf(pageOrigin());

    /** The same error with another message, or a copy where its message cannot be changed. */
    function withMessage(error, change) {
        const { message, name } = error;
        // A page may abort with anything as the reason.
        if (typeof message !== 'string')
            return error;
        const text = change(message);
        if (text === message)
            return error;
        if (kindOf(error) === 'DOMException')
            return new DOMException(text, name);
        const { stack } = error;
        error.message = text;
        // Engines put the message into it.
        if (stack)
            error.stack = change(stack);
        return error;
    }

    // Scheme, `*.`, host, port, path. It refuses user info, a query, a fragment and any other wildcard (B2). It also refuses
    // `self`, `none` and `null`: who writes them without quotes does not mean a host.
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
     * Whether an origin, as the URL parser gives it, is one that the source names. This decides where the session goes, and uses no
     * more than `===` and the built-ins that have been checked (B5a).
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
    /** Whether a text has so many characters, at least one more, and this end. */
    const endsWith = (text, end, after) => text.length > after + end.length && slice(text, -end.length) === end;
    /** Whether the path of a URL is one that the source names. */
    const matchesPath = ({ path }, pathname) => slice(path, -1) === '/' ? startsWith(pathname, path) : !path || pathname === path;
    /** Whether a source names an origin that the other one names, with a port of either. */
    const names = (source, other) => other.samples.some((origin) => source.samples.some((own) => matchesOrigin(source, origin.replace(':*', `${/:\d+$/.exec(own) || ''}`))));
    /** Whether there is a URL that both sources name. */
    const overlap = (one, other) => (names(one, other) || names(other, one)) && (matchesPath(one, other.path) || matchesPath(other, one.path));

    // Every call of the page is matched, and most are not ours. Most URLs need no parsing: an absolute one begins with its origin,
    // and a relative one of this form has the origin of the base URL.
    const START = /^https?:\/\/[^/\\\t\n\r]+\//;
    const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;
    /** Whether a request is one that ClerkJS makes to its Frontend API (B6). */
    const isClerkJs = (url) => indexOf(url, '_clerk_js_version=') >= 0 && !!exec(/^[^#]*[?&]_clerk_js_version=/, url);
    // More origins than a page calls, unless it makes them up.
    const MOST_ORIGINS = 500;
    /** Makes the function that finds the backends at the origin of a URL, in the order of the sources. */
    function createLookup(sources, self) {
        let known = Object.create(null);
        let count = 0;
        return (url) => {
            const origin = originOf(url);
            // A `blob:` URL contains an origin, but a call to it does not go there.
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
     * Makes the function that finds the backend of a call.
     *
     * @param base gives the document's base URL at the time of the call (B3)
     * @param self the page's origin
     */
    function createMatcher(sources, base, self = pageOrigin()) {
        const at = createLookup(sources, self);
        // The last lookups of an absolute and of a relative URL, since most calls go to the same origin.
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
        return (given) => {
            try {
                const url = `${given}`;
                const backends = find(url);
                // ClerkJS's own requests must not wait for ClerkJS (B6).
                if (!backends[0] || isClerkJs(url))
                    return;
                if (!backends[0].source.path)
                    return backends[0];
                const path = pathnameOf(new URL$1(url, base()));
                for (const backend of backends)
                    if (matchesPath(backend.source, path))
                        return backend;
            }
            catch {
                // It is not a URL. Native reports that.
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
    /** The context that a session token is for. */
    const contextOfClaims = ({ sid, o, org_id }) => `${sid} ${(o && o.id) || org_id || ''}`;
    /** The claims of a token; nothing if it is not a JWT. */
    const claimsOf = (token) => quietly(() => {
        const [, payload] = token.split('.');
        return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    });
    /** Whether a token can be written into a header and into a URL. ClerkJS may be a mock that gives anything. */
    const isToken = (token) => typeof token === 'string' && !!exec(/^[!-~]+$/, token);

    /** The ID of the session that Clerk's servers have last refused a token for. */
    let refused;
    /**
     * Notes how it went when ClerkJS was asked for a token. If a session has ended elsewhere, and Clerk's servers answer 404, that
     * alone tells: ClerkJS 4 to 6 keep such a session, with the status "active". After a 401 they ask who is signed in.
     *
     * @param error what ClerkJS has thrown; nothing if there is a token
     */
    const noteAnswer = (session, error) => quietly(() => {
        const { id } = session;
        // Without a connection there is no status. With 429, Clerk's servers have had too many requests.
        const { status } = Object(error);
        if (status >= 400 && status < 500 && status !== 429)
            refused = id;
        else if (refused === id && !error)
            refused = undefined;
    });
    /** What there is to say of Clerk's active session: whether it is one still, as far as the page can know (F2). Never throws. */
    const describeSession = (session) => quietly(() => {
        const { id, status, expireAt } = session;
        // `session.end()` and the like change the object that the page has. Other instances than those of ClerkJS have no status.
        if (status && status !== 'active')
            return sessionIs(status);
        if (expireAt && +expireAt <= Date.now())
            return sessionIs('expired');
        return refused === id ? CLERK_REFUSES : SIGNED_IN;
    }, SIGNED_IN);

    /** In ms. A token that expires sooner may have expired when it arrives. ClerkJS gives out tokens with 5 s left. */
    const ENOUGH = 10000;
    /** In ms. The longest wait of a call for a session token (C6). ClerkJS itself retries for minutes. */
    const TOKEN_LIMIT = 5000;
    /** In ms. So long, ClerkJS is not asked to renew a token that was of another context after a renewal: its servers count requests. */
    const REFUSED = 10000;
    /** How long a token is still valid by the clock of this machine, in ms; `Infinity` if it does not tell. */
    const remains = ({ exp }) => exp >= 0 ? exp * 1000 - Date.now() : Infinity;
    /**
     * Makes the function that asks ClerkJS for a token of a session and its active organization. A token that is about to expire
     * is renewed, once for all calls in the same context that wait for it. The function stores no token and never rejects (C6).
     *
     * @param moment counts what Clerk has told
     */
    function createTokens(moment = () => 0) {
        let renewal;
        // If the clock is fast, every token seems to be about to expire.
        let isClockRight = true;
        // In a tab in the background, ClerkJS 4 gives tokens of the organization that is active in another tab, for as long as it is there.
        let refused = { context: '', moment: 0, until: 0 };
        const isRefused = (context) => refused.context === context && refused.moment === moment() && now() < refused.until;
        const renew = async (session, context) => {
            // No call waits longer for one: it may never come, and must not keep later calls from a new one.
            if (!renewal || renewal.context !== context || now() > renewal.limit) {
                const asked = Date.now();
                renewal = { context, asked, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
            }
            const mine = renewal;
            try {
                const token = await mine.token;
                // A token that has been under way for long, as over a sleep of the machine, says nothing about the clock.
                const isPrompt = Math.abs(Date.now() - mine.asked) < TOKEN_LIMIT;
                if (token && isPrompt)
                    isClockRight = remains(claimsOf(token) || {}) > ENOUGH;
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
                const isFresh = remains(claims) > ENOUGH;
                // The clock has been set right.
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

    // How long calls wait, in milliseconds. `data-wait` sets the wait for Clerk; that for a token
    // stands in clerk/tokens.ts, which knows it, too.
    /** If no Clerk is in sight, the wait ends so long after the page's `load` (D3). */
    const NO_CLERK_AFTER = 1000;
    /** How long a warning waits: browsers end the calls of a page up to so long before they fire `pagehide` (F3). */
    const LEAVING = 1000;
    /**
     * The longest wait of a `WebSocket` where `data-wait` is not given (I3). Clients give up on one that waits longer, while they
     * reconnect if they are refused: Phoenix falls back to long polling after 2.5 s, for all pages of the tab.
     */
    const SOCKET_WAIT = 2000;
    /** How often a call asks for a token again since the session or the organization has changed in the meantime (C3). */
    const TOKEN_TRIES = 20;

    /** Decides whether calls have to wait for Clerk, and ends the wait (rule D). */
    class ClerkWait {
        constructor(_clerk, _settings, _say) {
            this._clerk = _clerk;
            this._settings = _settings;
            this._say = _say;
            this._phase = 'gave up';
            /** Whether the user is leaving the page. Between `pagehide` and `pageshow` nothing waits (D3b). */
            this.left = false;
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
        /** Has to be called when anything about Clerk may have changed. */
        changed() {
            if (this._phase !== 'stopped') {
                this._clerk.follow(this.left, this._phase === 'loading');
                this._noteSession();
            }
            if (!this._holds())
                this._release();
            // A Clerk has come into sight (D3a), or one that a frame gets in place of that of another page (J1).
            else if (this._phase !== 'loading' && !this._clerk.loaded())
                this._start();
            if (this.onChange)
                this.onChange();
        }
        /** Ends the wait for Clerk's first session, with a warning (D2, D3). */
        giveUp(reason, phase = 'gave up') {
            if (this._phase !== 'loading')
                return;
            // Clerk may know its session, and may not have called its listeners (D2a).
            if (!this._noteSession()) {
                this._phase = phase;
                clearTimeout(this._timer);
                this._say('warn', gaveUp(reason));
            }
            this._release();
        }
        /** Sends all calls, and holds none from now on (A6). */
        stop() {
            this._phase = 'stopped';
            clearTimeout(this._timer);
            clearTimeout(this._look);
            for (const type of ['pagehide', 'pageshow', 'load'])
                removeEventListener(type, this);
            this._release();
        }
        handleEvent({ type }) {
            if (type === 'load')
                this._lookForClerk();
            else {
                this.left = type === 'pagehide';
                this.changed();
            }
        }
        /** Whether a call has to wait for Clerk. */
        _holds() {
            const { _phase: phase, _clerk: clerk } = this;
            if (!this._settings.wait || this.left || phase === 'stopped' || clerk.session() !== undefined)
                return false;
            return phase === 'loading' || clerk.loaded() || (phase !== 'gave up' && clerk.inSight());
        }
        /** The longest time that a call is held from now on, in ms. */
        _limit() {
            // The wait for Clerk's first session has its own timer.
            return this._phase === 'loading' ? Infinity : this._settings.wait;
        }
        _start() {
            const { wait } = this._settings;
            this._phase = 'loading';
            this._timer = setTimeout(() => this.giveUp(timeIsUp(wait)), wait);
        }
        _lookForClerk() {
            this._look = setTimeout(() => this._clerk.inSight() || this.giveUp(NO_CLERK, 'absent'), NO_CLERK_AFTER);
        }
        _noteSession() {
            if (this._clerk.session() === undefined)
                return false;
            this._phase = 'known';
            clearTimeout(this._timer);
            return true;
        }
    }

    /**
     * Queues calls of ours: each waits for Clerk (rule D), then until it is complete (D5a), then for its token (C6). A call that
     * does not have to wait, or has waited long enough, is sent at once.
     */
    class Gate extends ClerkWait {
        constructor() {
            super(...arguments);
            this._calls = new Map();
        }
        /** Sends a call, at once or when it has waited. */
        pass(call) {
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
                // If Clerk knows its session, and has not called its listeners, the held calls come first (D2a).
                this.changed();
                if (call.ready)
                    void this._awaitReady(call, waiting);
                this._advance(call, waiting);
            }
            catch (error) {
                this._say('error', broken(error));
                this._depart(call);
            }
        }
        /** Whether a call that needs nothing else would be sent at once. */
        open() {
            if (this._calls.size)
                for (const [, { isHeld }] of this._calls)
                    if (isHeld)
                        return false;
            return !this._holds();
        }
        /** Has to be called when the timeout of a call that waits has changed. */
        recheck(call) {
            const waiting = this._calls.get(call);
            if (waiting)
                this._watch(call, waiting);
        }
        /** Removes a call that waits. */
        cancel(call) {
            const waiting = this._calls.get(call);
            if (waiting)
                clearTimeout(waiting.timer);
            this._calls.delete(call);
        }
        _release() {
            for (const [call, waiting] of [...this._calls]) {
                const isOver = waiting.isHeld || waiting.isBetween || this.left || this._phase === 'stopped';
                if (isOver && this._calls.has(call))
                    this._advance(call, waiting);
            }
        }
        /** Takes a call to its next wait, or sends it. */
        _advance(call, waiting) {
            const { left, _phase: phase } = this;
            waiting.isHeld = this._holds();
            waiting.isBetween = false;
            if (waiting.isHeld) {
                // The token of the next session has its time, too.
                waiting.tokenLimit = 0;
                this._keep(call, waiting, now() + this._limit());
            }
            else if (!waiting.isReady && !left)
                this._keep(call, waiting, Infinity);
            else {
                const session = call.wantsToken && phase !== 'stopped' && this._clerk.session();
                if (!session)
                    this._depart(call);
                // Offline, the call fails at once, as it does natively. While the user leaves the page, there is no time (D3b).
                else if (left || navigator.onLine === false)
                    this._depart(call, this._clerk.tokenNow());
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
            // The session or the organization may have changed in the meantime: ID and token have to be of the same one (C3).
            if (this._clerk.context() === context) {
                // ClerkJS 4 gives no token of the new organization until it has told its servers: the call goes on when Clerk tells of it.
                waiting.isBetween = !token && this._clerk.isSwitching();
                if (!waiting.isBetween)
                    this._depart(call, token);
            }
            // Where reading the session fails now and then, no two looks are alike, and no timer runs in between: the call leaves (E8).
            else if (++waiting.tokensMissed > TOKEN_TRIES)
                this._depart(call);
            else
                this._advance(call, waiting);
        }
        _keep(call, waiting, limit) {
            // A call that waits already keeps its place (D1).
            this._calls.set(call, waiting);
            const most = call.isImpatient && !this._settings.waitGiven ? waiting.since + SOCKET_WAIT : Infinity;
            waiting.limit = Math.min(limit, most);
            this._watch(call, waiting);
        }
        /** Ends the wait of a call at its limit, or when its own timeout is over (D6). */
        _watch(call, waiting) {
            const timeout = call.timeout && call.timeout();
            const own = timeout ? waiting.since + timeout : Infinity;
            const end = Math.min(waiting.limit, own);
            clearTimeout(waiting.timer);
            if (end === Infinity)
                return;
            waiting.timer = setTimeout(() => {
                // Timers may run early.
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
                // Clerk may know its session, and may not have called its listeners (D2a).
                this.changed();
                if (!waiting.isHeld || !this._calls.has(call))
                    return;
                this._say('warn', HELD_TOO_LONG);
            }
            else if (this._holds()) {
                // The account is being switched (D4).
                this._advance(call, waiting);
                return;
            }
            this._depart(call);
        }
        _depart(call, token) {
            this.cancel(call);
            call.go(token);
        }
    }

    function createGrants(clerk) {
        return ({ origin, source, crossOrigin, insecure }) => {
            const { sendsId, sendsCredentials, sendsToken } = source;
            if (insecure && clerk.production()) {
                const fault = noSsl(origin);
                return { id: undefined, credentials: false, token: false, reason: fault, fault };
            }
            const session = clerk.session();
            return {
                id: session && sendsId ? session.id : undefined,
                // Same-origin calls have their cookies anyway. With `include`, a redirect to an origin that answers `*` would fail (C5).
                credentials: sendsCredentials && crossOrigin,
                token: !!session && sendsToken && !insecure,
                reason: session ? describeSession(session) : session === null ? SIGNED_OUT : NOT_KNOWN,
                fault: insecure && sendsToken ? noTokenWithoutSsl(origin) : undefined,
            };
        };
    }
    /** The names of what a call gets. */
    const sendsOf = ({ id, credentials, token }) => [id !== undefined && 'session-id', credentials && 'credentials', token && 'session-token'].filter(Boolean);

    /**
     * Says why a backend may have answered 401: once for each origin, and once more if the first call carried nothing (F5). Never
     * throws.
     *
     * @param header gives a header of the answer, if the page may read it
     * @param grant tells what such a call gets
     */
    function explainRefusal(backend, carried, header, grant, say) {
        const { origin } = backend;
        const { id, token, hasOwnAuthorization } = carried;
        try {
            const sends = sendsOf(carried);
            if (hasOwnAuthorization)
                sends.push(OWN_AUTHORIZATION);
            // The headers of Clerk's backend SDKs.
            const said = ['reason', 'message']
                .map((name) => header(`x-clerk-auth-${name}`))
                .filter(Boolean)
                .join(': ');
            // The backend may repeat what it was sent (F4).
            const isSecret = [id, token].some((secret) => secret && indexOf(said, secret) >= 0);
            const others = sends[0] ? checkSdk(origin, isPageHost(origin)) : `: ${grant(backend).reason}`;
            const hint = token ? checkToken(pageOrigin()) : others;
            say('warn', unauthorized(origin, sends.join(' '), isSecret ? '' : said, hint), `401 ${origin} ${!sends[0]}`);
        }
        catch (error) {
            say('error', broken(error));
        }
    }

    // Most URLs have no space, no fragment and no escape, and are more than a scheme.
    const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;
    /** What a value in a query says. */
    const decode = (value) => getParam(new URLSearchParams(`?a=${value}`), 'a');
    function createSessionParam(name) {
        // The page may read a URL back and use it again. These session IDs in it are the shim's.
        const issued = Object.create(null);
        // Most calls have the same session ID.
        let last;
        let encoded = '';
        const isIssued = (value) => value in issued;
        // The name has no character that has a meaning in a pattern but `.` and `-`.
        const pattern = new RegExp(`^([\\s\\S]*?)[?&]${name}=([\\w%.~!*-]+)([\\s\\S]*)`);
        /** The parameter with an ID, for a URL. */
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
                // The ID of another session never matches the cookie, which is that of the active one. It may be one that an earlier page
                // load has put into a form's action, the address or storage.
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

    function createCalls(settings, clerk, say) {
        const { sources, param, tokenParam } = settings;
        const base = createBase();
        const gate = new Gate(clerk, settings, say);
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
            carry: createCarry(settings, grant, sessionParam, base, say),
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
                setTimeout(() => gate.left || say('warn', message), LEAVING);
            },
            refused: (backend, carried, header) => explainRefusal(backend, carried, header, grant, say),
            broke,
        };
    }
    function createCarry({ debug }, grant, sessionParam, base, say$1) {
        return (backend, method, url, wantsToken, token, from = base) => {
            try {
                const given = grant(backend);
                if (given.fault)
                    say$1('error', given.fault);
                const getsToken = wantsToken && given.token;
                if (getsToken && !token)
                    say$1('error', NO_TOKEN$1);
                const carried = {
                    url: sessionParam.put(url, given.id, from),
                    credentials: given.credentials,
                    token: getsToken ? token : undefined,
                    id: given.id,
                    hasOwnAuthorization: false,
                };
                if (debug)
                    say('debug', describe(backend, method, carried, withoutQuery(url), given.reason));
                return carried;
            }
            catch (error) {
                say$1('error', broken(error));
                return { url, credentials: false, token: undefined, id: undefined, hasOwnAuthorization: false };
            }
        };
    }
    /** The line for `data-debug`. It does not have the query, which may contain a session ID (F4). */
    function describe({ source }, method, carried, url, reason) {
        const sends = sendsOf(carried).join(' + ') || 'nothing';
        return `${method} ${url} (${source.text}): ${sends}, ${reason}`;
    }

    /** Explains what a call would get at this moment (F2). Never throws. */
    function explain(given, { sources, patch, tokenParam }, { match, grant, base }) {
        let url = '';
        let cookie = false;
        const notOurs = (reason) => ({ url, ours: false, source: null, sends: [], reason, cookie });
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
        const backend = match(isSocket ? `http${slice(url, 2)}` : url);
        if (!backend)
            return notOurs(noSource(sources.map(({ text }) => text).join(' ')));
        const granted = grant(backend);
        if (isSocket && !tokenParam)
            granted.token = false;
        // The stream of an `EventSource` is read by `fetch`, and a polyfill cannot (I2).
        const hasStreams = hasResponse || !granted.token || !patch.includes('eventsource');
        const reason = granted.reason + (hasStreams ? '' : `, but ${noStreamToken('EventSource')}`);
        return { url, ours: true, source: backend.source.text, sends: sendsOf(granted), reason, cookie };
    }

    /** This page and those around it that have its origin, from the inside to the outside (J1). */
    function pagesOfOrigin() {
        const pages = [window];
        for (const page of pages) {
            const next = 
            // Old pages have a `var parent`, which overwrites `window.parent`. A window of another origin has no `frameElement`.
            quietly(() => page.frameElement.ownerDocument.defaultView) ||
                quietly(() => page.parent);
            if (!pages.includes(next))
                pages.push(next);
        }
        // Two pages with the same `document.domain` can read each other, but may have two origins.
        return pages.filter((page) => quietly(() => pageOrigin(page)) === pageOrigin());
    }

    // The tags that load ClerkJS, by the attributes that ClerkJS and Clerk's loaders know, or by the names of its builds.
    const CLERK_SCRIPT = 'script[data-clerk-js-script],script[data-clerk-publishable-key],script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"],script[src*="clerk.legacy.browser"],script[src*="clerk.headless.browser"]';
    // The tags of Clerk's components, and the shim's own, have the same attributes, but do not load it (H2).
    const OTHER_SCRIPT = '[data-clerk-ui-script],[data-backend-origins],[data-token-origins]';
    // Clerk's loader adds the tag of the components without their attribute: only the address tells (@clerk/shared 4.41).
    const UI = /^[^?#]*(?:\bui\.(?:\w+\.)?browser\b|\/@clerk\/ui\b)/;
    const BUILD = /^[^?#]*\bclerk\.(?:\w+\.)?browser\b/;
    const srcOf = (script) => script.getAttribute('src') || '';
    const isClerkScript = (script) => script.matches(CLERK_SCRIPT) &&
        !script.matches(OTHER_SCRIPT) &&
        (script.matches('[data-clerk-js-script]') || !exec(UI, srcOf(script)));
    /** What has not brought a Clerk: scripts of ClerkJS, a tag of the shim that was to load it, a Clerk that could not start. */
    const failures = [];
    /** Notes that no Clerk comes of these (F2). */
    const noteFailure = (...them) => void failures.push(...them);
    /** Whether that has been noted of a Clerk, or of a tag of a page. */
    const hasFailed = (what) => failures.some((each) => each === what || Object(each).ownerDocument === what);
    /** Whether a page has a tag that loads ClerkJS, apart from these. */
    const hasClerkScript = (page, ...others) => 
    // Engines keep this list while the page does not change. It is read for each call in a frame.
    [...page.getElementsByTagName('script')].some((script) => isClerkScript(script) && !others.includes(script));
    /** Whether a page has a tag that may still bring a Clerk. */
    const awaitsClerkScript = (page) => hasClerkScript(page, ...failures);
    /** Whether a tag has the key of a production instance (C7). */
    const hasProductionScript = (page) => !!page.querySelector('script[data-clerk-publishable-key^=pk_live_]');
    /**
     * Watches the scripts of a page.
     *
     * @param loaded is called when any script has run, since it may have been ClerkJS
     * @param isIdle tells whether it is of no interest that one has failed, since there is a Clerk already
     * @param failed is called when ClerkJS has failed to load, and no other script may still bring it
     */
    function watchScripts(page, loaded, isIdle, failed) {
        const onEnd = ({ type, target }) => {
            const script = target;
            if (type === 'load')
                loaded();
            // Pages fire such events at the document, too.
            if (!script.matches || !isClerkScript(script))
                return;
            // A build of ClerkJS makes a Clerk as it runs, unless the browser cannot read its syntax.
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

    /**
     * The session tokens in Clerk's cookies, `__session` and `__session_<suffix>`: the host may have those of several applications.
     * A sandboxed frame may not read its cookies.
     */
    function tokensOfCookies() {
        const tokens = [];
        const pattern = /(?:^|; *)__session(?:_[^=;]*)?=([^;]*)/g;
        const cookies = quietly(() => document.cookie) || '';
        for (;;) {
            const match = exec(pattern, cookies);
            if (!match)
                return tokens;
            tokens[tokens.length] = match[1];
        }
    }

    const page = globalThis;
    const hasOwn = uncurry(Object.prototype.hasOwnProperty);
    // Every way of loading Clerk assigns to `window.Clerk`. Until that happens, an accessor waits for it there. Then it is a
    // plain property again.
    let value;
    let appeared;
    let isTrapSet = false;
    const define = (descriptor) => Object.defineProperty(page, 'Clerk', withoutPrototype({ configurable: true, ...descriptor }));
    const settle = () => {
        isTrapSet = false;
        define({ value, writable: true, enumerable: true });
    };
    const trap = {
        // The page can still reach an element of this name.
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
    /** Whether our accessor is still there: a page can define the property anew. */
    const isTrapped = () => isTrapSet && descriptorOf(page, 'Clerk').get === trap.get;
    /** Whether it is more than the placeholder that some pages put there before Clerk loads. */
    const isClerk = (it) => quietly(() => !!it && (!!it.addListener || it.session !== undefined), true);
    /**
     * `window.Clerk`, as soon as it exists. It ignores an element with this name or ID, which is not an own property of the
     * window (https://html.spec.whatwg.org/#named-access-on-the-window-object).
     *
     * @param of the page; in another one than this, nothing but a Clerk counts, since the shim of that page may wait for one
     */
    const globalClerk = (of = page) => 
    // A getter of the page can throw, and another page can close itself to this one at any time: it sets `document.domain`.
    quietly(() => {
        const clerk = of === page && isTrapped() ? value : of.Clerk;
        return hasOwn(of, 'Clerk') && (of === page || isClerk(clerk)) ? clerk : undefined;
    });
    /** Calls `listener` when a Clerk is assigned to `window.Clerk`. @returns what ends that */
    function awaitGlobalClerk(listener) {
        value = globalClerk();
        if (!isClerk(value)) {
            try {
                define(trap);
                isTrapSet = true;
                appeared = listener;
            }
            catch {
                // The page has declared `var Clerk`. The `load` event of the script that assigns it is seen as well.
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
     * Watches `window.Clerk`, whenever it appears, or an instance.
     *
     * @param own an instance from a bundle
     * @param changed is called when the session may have changed, while ClerkJS calls its listeners (D1)
     * @param failed is called with the reason when Clerk cannot load (D3)
     * @param broke is called with what Clerk throws; the shim then treats the user as signed out (E8)
     */
    function watchClerk(own, changed, failed, broke) {
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
        const session = () => safely(() => (current() || NOTHING).session);
        const unwatch = own ? () => { } : awaitGlobalClerk(changed);
        let emissions = 0;
        const emitted = () => {
            emissions++;
            changed();
        };
        const follow = createFollow(place, emitted, failed, safely);
        /** What is read of the active session; `null` if signed out, `undefined` if not known. */
        const ofSession = (read) => {
            const active = session();
            return active ? safely(() => read(active)) : active;
        };
        return {
            session,
            context: () => ofSession(contextOf),
            cookieContext: () => ofSession((active) => cookieContextOf(active, current() || NOTHING)),
            isSwitching() {
                const context = this.context();
                return !!context && context !== this.cookieContext();
            },
            loaded: () => !!safely(() => (current() || NOTHING).loaded),
            status: () => statusOf(current(), home()),
            production() {
                const key = safely(() => (current() || NOTHING).publishableKey);
                return key ? !!exec(/^pk_live_/, key) : pages.some(isProduction);
            },
            tokenNow: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).text,
            tokenExpiresIn: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).seconds,
            token: createTokens(() => emissions),
            inSight: () => !!(own || home() || pages.slice(1).some(isLoading)),
            follow,
            stop() {
                follow(true);
                unwatch();
            },
        };
    }
    /** Where the Clerk is that is used (J1). */
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
    /** Makes `follow()` of {@link Clerk}. */
    function createFollow({ pages, home, current }, changed, failed, safely) {
        let followed = null;
        let look;
        const unfollow = [];
        const scriptFailed = () => failed(SCRIPT_FAILED);
        const watch = (page) => watchScripts(page.document, changed, () => current() || home() !== page, scriptFailed);
        return (left, waits) => {
            // A document that is opened anew loses its listeners, and is not told that it is left.
            const clerk = left || !document.defaultView ? null : current();
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
            if (waits && pages[1] && clerk === undefined)
                look = setTimeout(changed, LOOK);
        };
    }
    /**
     * In ms. How often a frame looks for the Clerk of the pages around it, while calls wait for one. No event tells that another
     * page assigns its `window.Clerk`.
     */
    const LOOK = 50;
    /** The pages up to one, from the inside to the outside; all of them without one. */
    const upTo = (page, pages) => pages.slice(0, pages.indexOf(page) + 1 || undefined);
    /** Whether a page has a Clerk, or is going to have one. The innermost such page is the `home` of the Clerk that is used (J1). */
    const hasClerk = (page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
    const isProduction = (page) => quietly(() => hasProductionScript(page.document));
    const isLoading = (page) => quietly(() => page.document.readyState !== 'complete');
    const NOTHING = Object.create(null);
    /** Subscribes to Clerk's session, and to its status (ClerkJS 5 and later). Adds to `undo` what ends the subscriptions. */
    function listen(clerk, changed, failed, undo) {
        const onStatus = (status) => {
            if (status === 'error')
                failed(STATUS_ERROR);
            // If a listener of the page throws, ClerkJS does not call those after it. It calls those for the status separately (D2a).
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
     * How far Clerk has come. Never throws.
     *
     * @param home the page whose script loads it, if it is not there
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
     * A token that is there without a wait: that in ClerkJS's cache, or that of its cookie, since ClerkJS 4 does not keep the former up to
     * date. It has to be of the session and its organization, and must not have expired (C6).
     */
    function tokenAtHand(session) {
        if (!session)
            return;
        const { lastActiveToken } = session;
        const cached = lastActiveToken && lastActiveToken.jwt && lastActiveToken.getRawString();
        const claims = cached && lastActiveToken.jwt.claims;
        return atHand(session, cached, claims) || atHandIn(session, tokensOfCookies());
    }
    function atHandIn(session, tokens) {
        for (let i = 0; i < tokens.length; i++) {
            const found = atHand(session, tokens[i], claimsOf(tokens[i]));
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

    /** In milliseconds (D2). */
    const DEFAULT_WAIT = 5000;
    const PARAM = /^[\w.~-]+$/;
    /** The words of a list. What decides where the session goes uses no built-in that the page may have replaced (B5a). */
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
    /** The sources of a list: the words of a string, or the items of an array, which may have words, too. */
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
     * @param fault is called for each fault; the option then gets its default, or what is valid in it
     * @param channels the names that `patch` may have
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
        // At most nine digits, since a timer of more than 2 ** 31 ms fires at once.
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
            debug: /^(?:true)?$/.test(`${matching('debug', /^(?:true|false)?$/, ALLOWED_BOOLEAN)}`),
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

    // All copies of this code on a page share this key, in tags and in bundles (A4).
    const KEY = (Object(globalThis.Symbol).for || String)('clerk-ajax');
    /**
     * Installs the shim, once per page (A4).
     *
     * @param read gives the options
     * @param channels what can be patched; the options say which of them are
     * @param complain is called with each fault and its option; without an option if the shim cannot run on this page, or if it
     * is installed with other options
     * @returns the installation, or the one that is there already
     */
    function installWith(read, channels, complain, start = () => { }) {
        const page = window;
        const before = page[KEY];
        const wrong = findWrong() || (isBaseRight(createBase()) ? undefined : 'baseURI');
        // Options that are read with wrong built-ins name anything.
        const names = wrong ? [] : channels.map(({ name }) => name);
        const settings = readOptions(wrong ? nothing : read, (option, complaint) => wrong || complain(complaint, option), names);
        const [source] = settings.sources;
        if (before) {
            const isSame = before.fingerprint === fingerprintOf(settings) && before.clerk === settings.clerk;
            if (source && !isSame)
                complain(INSTALLED_ALREADY);
            // A bundle may have installed the shim, and the tag loads the Clerk that it waits for (H).
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
    /** Identifies a set of options. It does not use JSON, since old libraries give arrays a `toJSON` of their own. */
    const fingerprintOf = ({ sources, patch, param, tokenParam, wait, waitGiven, debug }) => [
        ...sources.map(({ text, sends }) => [text, ...sends].join(' ')),
        ...patch,
        param,
        tokenParam,
        wait,
        waitGiven,
        debug,
    ].join(' ');
    function installNothing(settings) {
        const base = createBase();
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
        const clerk = watchClerk(settings.clerk, () => calls.gate.changed(), (reason) => calls.gate.giveUp(reason), (error) => say('error', broken(error)));
        const calls = createCalls(settings, clerk, say);
        const { gate } = calls;
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
                gate.stop();
                clerk.stop();
            },
        };
        const installed = {
            installation,
            fingerprint: fingerprintOf(settings),
            clerk: settings.clerk,
            giveUp: (reason) => gate.giveUp(reason),
        };
        Object.defineProperty(page, KEY, withoutPrototype({ value: installed, writable: true, configurable: true }));
        gate.changed();
        start(installed.giveUp);
        return installation;
    }
    /** Installs the channels. If one cannot be installed, an error says so, and the others are installed all the same (E7a). */
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

    /** Installs the shim with the options of a program, whose faults are thrown (A5). */
    function installProgram(options, channels) {
        const complain = (complaint, option) => {
            throw new TypeError(`[clerk-ajax] ${option ? `${option} ` : ''}${complaint}`);
        };
        if (typeof document === 'undefined')
            complain(NO_PAGE);
        // Members that the page has put into `Object.prototype` are not options (E8).
        const own = Object.assign(Object.create(null), options);
        return installWith((option) => own[option], channels, complain);
    }

    /**
     * Patches `fetch` and `XMLHttpRequest`, so that calls to the configured backend origins carry the active Clerk session.
     *
     * @param options the same as the attributes of the script tag (rule A)
     * @returns the installation; the one that is there already, if it has the same options (rule A4)
     * @throws TypeError when an option is wrong, outside a browser, or when another installation with other options is there
     */
    function install(options) {
        return installProgram(options, core);
    }

    /**
     * What `Clerk.load()` has to be told, since ClerkJS reads nothing but the key, the domain and the proxy from tags.
     *
     * @param isSatellite whether the page is on a satellite domain
     */
    function loadOptions(read, isSatellite) {
        const options = { isSatellite };
        // Since version 6, ClerkJS asks the primary domain who is signed in only if it is told to (H1).
        if (isSatellite)
            options.satelliteAutoSync = read('satellite-auto-sync') !== 'false';
        const signInUrl = read('sign-in-url');
        const signUpUrl = read('sign-up-url');
        if (signInUrl)
            options.signInUrl = signInUrl;
        if (signUpUrl)
            options.signUpUrl = signUpUrl;
        return options;
    }

    /**
     * The host of the Frontend API. A publishable key is `pk_live_` or `pk_test_`, and this host and a `$` in base64.
     *
     * @returns `''` if it is not a key
     */
    const hostOfKey = (key) => quietly(() => {
        const [, encoded] = /^pk_(?:live|test)_(.+)/.exec(key);
        const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded));
        return host;
    }, '');
    const isHttp = (url, base) => quietly(() => /^https?:/.test(resolve(url, base)));
    /** Whether ClerkJS takes the sign-in URL of a satellite: it throws unless that is absolute, and of another origin. */
    const isPrimary = (url, self) => quietly(() => new URL(url).origin !== self);
    const FLAG = 'v';
    /**
     * Which build of ClerkJS this browser can read (H1). Clerk makes the usual one for the browsers of the last two years, with
     * syntax of ES2022, and the larger one for those that the shim itself is for. No syntax can be tried without `eval`, and the
     * polyfills of old pages look like new methods. The flag is younger than the syntax (Chrome 112, Firefox 116, Safari 17), and
     * no polyfill brings it.
     */
    const build = () => (quietly(() => new RegExp('', FLAG)) ? 'clerk.browser.js' : 'clerk.legacy.browser.js');
    /**
     * Finds ClerkJS's script as Clerk's own loaders do: behind the proxy, at the satellite domain, or at the Frontend API.
     *
     * @param fault is called for the first attribute that is wrong, with what is allowed
     * @param base the document's base URL
     * @param self the page's origin
     * @returns nothing if an attribute is wrong
     */
    function scriptUrl(read, fault, base = document.baseURI, self = pageOrigin()) {
        const key = read('publishable-key') || '';
        const domain = read('domain');
        const proxy = read('proxy-url');
        const own = read('js-url');
        const signIn = read('sign-in-url');
        const signUp = read('sign-up-url');
        const host = hostOfKey(key);
        const isLive = /^pk_live_/.test(key);
        // ClerkJS throws if a satellite of a development instance has no sign-in URL.
        const isSatellite = !!domain && (isLive || !!signIn);
        if (!host)
            fault('publishable-key', ALLOWED_KEY);
        else if (domain && !/^[\w.-]+(:\d+)?$/.test(domain))
            fault('domain', ALLOWED_DOMAIN);
        else if (proxy && !isHttp(proxy, base))
            fault('proxy-url', ALLOWED_URL);
        else if (own && !isHttp(own, base))
            fault('js-url', ALLOWED_URL);
        else if (signIn && !isHttp(signIn, base))
            fault('sign-in-url', ALLOWED_URL);
        else if (signIn && isSatellite && !isPrimary(signIn, self))
            fault('sign-in-url', ALLOWED_PRIMARY);
        else if (signUp && !isHttp(signUp, base))
            fault('sign-up-url', ALLOWED_URL);
        else if (!/^(?:true|false)?$/.test(read('satellite-auto-sync') || ''))
            fault('satellite-auto-sync', ALLOWED_BOOLEAN);
        else {
            // A development instance serves its satellites from its own Frontend API.
            const at = domain && isLive ? domain.replace(/^(clerk\.)*/, 'clerk.') : host;
            const api = (proxy || `https://${at}`).replace(/\/+$/, '');
            return { url: own || `${api}/npm/@clerk/clerk-js@6/dist/${build()}`, isSatellite };
        }
        return;
    }

    /** The URL as a page with `require-trusted-types-for 'script'` needs it (G3). */
    const trusted = (url) => 
    // The browser may have no Trusted Types. If the policy is refused, the page's default policy decides.
    quietly(() => {
        const { trustedTypes } = window;
        return trustedTypes.createPolicy('clerk-ajax', { createScriptURL: (it) => it }).createScriptURL(url);
    }, url);
    /**
     * Adds ClerkJS's script to the page and starts Clerk, unless the page does so itself (rule H). ClerkJS reads its options from
     * the attributes of the shim's tag, which have the names that it looks for.
     *
     * @param failed is called with the reason if that fails (D3)
     */
    function loadClerk(tag, failed) {
        if (globalClerk() || hasClerkScript(document, tag))
            return;
        // With no backends, this tag looks like one that still brings a Clerk.
        const giveUp = (fault) => {
            say('error', fault);
            noteFailure(tag);
            failed(CANNOT_LOAD);
        };
        // `dataset` would also show members that the page has put into `Object.prototype`.
        const read = (attribute) => tag.getAttribute(`data-clerk-${attribute}`);
        const target = scriptUrl(read, (attribute, allowed) => giveUp(`data-clerk-${attribute} ${notAllowed(read(attribute), allowed)}`));
        if (!target)
            return;
        const script = document.createElement('script');
        try {
            script.src = trusted(target.url);
        }
        catch {
            giveUp(TRUSTED_TYPES);
            return;
        }
        // Scripts that look for a tag of Clerk find this one.
        script.dataset.clerkPublishableKey = read('publishable-key');
        script.crossOrigin = 'anonymous';
        script.async = true;
        script.nonce = tag.nonce;
        // Whoever watches scripts ends the wait; a tag without backends has nobody who does.
        script.onerror = () => noteFailure(tag, script);
        script.onload = async () => {
            // If there is a tag of Clerk further down the page, that one starts Clerk.
            if (hasClerkScript(document, tag, script))
                return;
            const clerk = globalClerk();
            try {
                // Fails as well if the script has not defined `window.Clerk`.
                await clerk.load(loadOptions(read, target.isSatellite));
            }
            catch {
                noteFailure(tag, script, clerk);
                failed(START_FAILED);
            }
        };
        document.head.append(script);
    }

    /** The attribute of an option: `data-backend-origins` for `backendOrigins`. */
    const attributeOf = (option) => `data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

    const complain = (complaint, option) => say('error', option ? `${attributeOf(option)} ${complaint}` : complaint);
    /**
     * Does what the script tag does: it takes the options from its attributes, and sets the global `ClerkAjax` (rules A1 to A5).
     * It has to run while the script runs.
     */
    function startTag(channels, install) {
        const tag = document.currentScript;
        let installation;
        // `currentScript` may be an element of the page that has this name.
        if (toString(tag) === '[object HTMLScriptElement]') {
            installation = installWith((option) => tag.getAttribute(attributeOf(option)), channels, complain, (failed) => {
                if (tag.hasAttribute('data-clerk-publishable-key'))
                    loadClerk(tag, failed);
            });
        }
        else {
            say('error', NO_TAG);
        }
        const page = window;
        // If this tag installs nothing, the installation of an earlier one stays here.
        page.ClerkAjax = { ...page.ClerkAjax, install, ...installation };
    }

    startTag(core, install);

})();
//# sourceMappingURL=clerk-ajax.js.map
