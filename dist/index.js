/*! clerk-ajax 0.1.0 | MIT */
// All messages that the page's owner reads. Each says what happened and what to do (F1).
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
const ALLOWED_DEBUG = 'true or false';
const ALLOWED_CLERK = 'a Clerk instance';
const NO_BACKEND = `is missing, so nothing is patched; use ${ALLOWED_SOURCES}, or set data-token-origins`;
const namedTwice = (token, backend) => `"${token}" names URLs that "${backend}" of data-backend-origins names, too: they get the token only`;
const NO_PAGE = 'needs a page: call install() in the browser';
const INSTALLED_ALREADY = 'is installed already, with other options, which stay: call uninstall() first';
// Patching (E7, E7a)
const isReplaced = (name) => `another script has replaced ${name}: put the tag of clerk-ajax before it`;
const cannotPatch = (channel, why) => `${channel} calls get nothing of the session: ${why}`;
const isFixed = (name) => `this page does not let ${name} be replaced`;
// Clerk, and waiting for it (D, H)
const gaveUp = (reason) => `${reason}: calls go out without a session until Clerk has one`;
const timeIsUp = (wait) => `Clerk had no session for ${wait} ms`;
const NO_CLERK = 'there is no Clerk on this page';
const STATUS_ERROR = 'Clerk has status "error"';
const SCRIPT_FAILED = "Clerk's script failed to load";
const HELD_TOO_LONG = 'a call could not wait for Clerk any longer, and went out without a session';
// Calls (C, E8, F)
const noSsl = (origin) => `${origin} gets nothing of the session: a production instance requires SSL`;
const noTokenWithoutSsl = (origin) => `${origin} gets no session token: it requires SSL`;
const NO_TOKEN$1 = 'Clerk gave no session token: calls go out without it';
/** It has the name of the error only, since the error's message may contain a URL with the session ID (F4). */
const broken = (error) => `failed (${Object(error).name}), so calls go out as the page made them; please report it`;
const corsFailed = (origin, page, credentials, token) => `a call to ${origin} failed. If it answers at all, it must answer "Access-Control-Allow-Origin: ${page}"${credentials ? ' (not "*") and "Access-Control-Allow-Credentials: true"' : ''}${token ? ', and allow the header "Authorization"' : ''}`;
/**
 * Explains a 401 (F5).
 *
 * @param carried what the call carried
 * @param said what the backend says of it, if the page may read that
 * @param hint what may be the reason
 */
const unauthorized = (origin, carried, said, hint) => `${origin} answered 401 to a call with ${carried || 'nothing'}${said && ` (${said})`}${hint}`;
const OWN_AUTHORIZATION = 'its own Authorization';
const checkToken = (page) => `. Does it allow the party (azp) ${page}, is its clock right, has it the keys of this Clerk instance?`;
const checkSdk = (origin, hasCookie) => `. A current Clerk SDK needs data-token-origins="${origin}"${hasCookie ? '' : "; an old one needs Clerk's cookie, which reaches the page's host only"}`;
// Reasons, in `explain()` and with `data-debug` (F2)
const SIGNED_IN = 'signed in';
const SIGNED_OUT = 'signed out';
const NOT_KNOWN = 'Clerk does not know its session yet';
const notPatched = (channels) => `, but not in calls of ${channels}, which could not be patched`;
const UNINSTALLED = 'uninstalled';
const NO_URL = 'not a URL';
const CLERK_ITSELF = 'a request of ClerkJS itself';
const noSource = (sources) => `no source matches: ${sources || 'nothing is configured'}`;

// Old pages override built-ins, and some do so badly. What decides where the session goes uses the built-ins that were there
// when the shim was loaded (B5a).
const { FormData, Proxy, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } = globalThis;
/** The native one: the page may have put its own at `window.Promise`. */
const Promise$1 = (async () => { })().constructor;
// Pages stop the timers of `window`, in their own tests above all, and calls must be able to leave.
const { setTimeout, clearTimeout } = globalThis;
const clock = Object(globalThis.performance).now ? performance : Date;
/** A time in ms, if possible of a clock that nobody sets while a call waits. */
const now = clock.now.bind(clock);
/** Turns a method into a function: `slice(text, 1)` for `text.slice(1)`. */
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
/** The descriptor of an object's own property; an empty one if there is no such property. */
const descriptorOf = (owner, name) => withoutPrototype(Object.getOwnPropertyDescriptor(owner, name) || {});
/** An object that inherits nothing: the page may have put members into `Object.prototype` (E8). */
const withoutPrototype = (members) => Object.assign(Object.create(null), members);
/** The prototype of an interface, whatever the page has put in the place of its constructor. */
const prototypeOf = (constructor) => Object(Object(constructor).prototype);
const getIn = (constructor, name) => descriptorOf(prototypeOf(constructor), name).get;
const getterOf = (constructor, name) => uncurry(getIn(constructor, name));
const apply = uncurry(uncurry.apply);
const exec = uncurry(/x/.exec);
const indexOf = uncurry(''.indexOf);
const slice = uncurry(''.slice);
const startsWith = uncurry(''.startsWith);
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
const { get, has } = prototypeOf(URLSearchParams);
const getParam = uncurry(get);
const hasName = uncurry(has);
/** The name of a constructor that the shim needs and that another script has replaced, if there is one (E8). */
const replaced = () => { var _a; return (_a = Object.entries({
    Map: prototypeOf(globalThis.Map).get,
    Proxy: Object(Proxy).revocable,
    Set: prototypeOf(globalThis.Set).add,
    Symbol: Object(globalThis.Symbol).for,
    URL: urlToString !== Object.prototype.toString,
    URLSearchParams: get,
    WeakMap: weakMap.get,
}).find(([, member]) => !member)) === null || _a === void 0 ? void 0 : _a[0]; };

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
    return () => descriptorOf(owner, name)[part] === by && define(before);
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
    return (restore &&
        (() => {
            active = false;
            restore();
        }));
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

const toString = uncurry(Object.prototype.toString);
/** The name of an object's interface, in any realm. */
const kindOf = (value) => slice(toString(value), 8, -1);
/**
 * Copies a request body, since the page may change it before it is sent (D5, D6). The kind is read from its string tag, since
 * it may come from another realm.
 *
 * @returns `undefined` for an object that native converts to a string; native has to do that, once (B4)
 */
function snapshot(body) {
    const kind = kindOf(body);
    if (Object(body) !== body || exec(/^(?:Blob|File|ReadableStream)$/, kind))
        return body;
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
        members[name] = name === 'body' ? bodyOf(value) : value;
        return members[name];
    });
    return {
        reader: Object(init) === init ? new Proxy({}, withoutPrototype({ get })) : init,
        members,
        body: () => body,
        thrown: () => thrown,
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
 * The members of a request as an `init`, to send it to another URL (E4). It is plain data, since tools that have patched
 * `fetch` before the shim expect that.
 *
 * @param read the members of the page's `init`: an engine may know some that are no attributes of a `Request` (E3)
 * @param members what is to be different
 */
function settingsOf(request, read, members) {
    const settings = Object.assign(Object.create(null), read);
    // All attributes that this engine has. The methods are copied as well; native ignores them.
    for (const name in request)
        settings[name] = request[name];
    return Object.assign(settings, members);
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
        throw error;
    });
    // Native rejects bad arguments before this.
    void (async () => {
        await undefined;
        underWay = true;
    })();
    return watched;
}

/** Makes a request of the arguments at once, and sends it when it has waited, with what it carries then. */
function sendRequest(calls, backend, forward, input, init) {
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
        start(calls, backend, forward, input, init, settle);
    });
}
/** @throws what a getter or a conversion of the page throws */
function start(calls, backend, forward, input, init, settle) {
    const { reader, members, body, thrown } = readOnce(init);
    let request;
    try {
        request = new Request(input, reader);
    }
    catch {
        const error = thrown();
        if (error)
            throw error.error;
        // Native rejects with its own error.
        return settle(() => forward(input, reader === init ? init : members));
    }
    const { signal } = request;
    if (request.credentials === 'omit' || (signal && signal.aborted))
        return settle(() => forward(request));
    // Only a `Request` or `init` can have a body.
    const given = body();
    const taken = given == null && convertsQuietly(input) ? withoutPrototype({}) : takeBody(request, given);
    const held = {
        calls,
        backend,
        forward,
        request,
        members,
        taken,
        settle,
        wantsToken: calls.wantsToken(backend) && !request.headers.has('authorization'),
        ready: taken.ready,
        timeout: undefined,
        go: (token) => leave(held, token),
        handleEvent: () => onAbort$1(held),
    };
    if (signal)
        signal.addEventListener('abort', held);
    return calls.gate.pass(held);
}
/** If the page aborts the call while it waits, native rejects with the signal's reason and sends nothing (D5). */
function onAbort$1(held) {
    const { signal, url } = held.request;
    held.calls.gate.cancel(held);
    held.settle(() => held.forward(url, withoutPrototype({ signal })));
}
/** Sends the call with what it carries at this moment. */
function leave(held, token) {
    const { calls, backend, forward, request, members, taken } = held;
    const { headers, referrer, referrerPolicy, signal } = request;
    if (signal)
        signal.removeEventListener('abort', held);
    const carried = calls.carry(backend, request.method, urlOfRequest(request), held.wantsToken, token);
    if (carried.token)
        headers.set('authorization', `Bearer ${carried.token}`);
    const credentials = carried.credentials ? 'include' : request.credentials;
    const send = () => taken.spare
        ? forward(taken.spare, withoutPrototype({ credentials, headers, referrer, referrerPolicy, signal }))
        : forward(carried.url, settingsOf(request, members, { body: taken.body, credentials }));
    held.settle(() => watchAnswer(calls, send(), backend, carried, signal));
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
        const undo = replaceMethods([window, 'fetch', (native, self, args) => onFetch(calls, native, self, args)], 
        // The page does not see the session ID (E1a).
        [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get']);
        if (typeof undo === 'string')
            throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
        return undo;
    },
};
function onFetch(calls, native, self, args) {
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
            return sendRequest(calls, call.backend, (...others) => apply(native, self, others), args[0], call.init);
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
/** @returns nothing for a call with `credentials: 'omit'`, which is left alone (C5) */
function readCall(calls, backend, [input, given]) {
    const isRequest = !convertsQuietly(input);
    const copy = given == null ? Object.create(null) : copyOf(given);
    const { credentials } = ((isRequest && given == null ? input : copy) || {});
    if (credentials === 'omit')
        return;
    const isLong = isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.open();
    return { backend, init: given == null ? given : copy || given, copy, isLong };
}
/** What a call carries that is sent at once. */
function carry(calls, { backend, copy }, url) {
    const { method } = copy;
    return calls.carry(backend, typeof method === 'string' ? method : 'GET', `${url}`);
}
/** The arguments of a call that is sent at once, with what it carries (C1, C5). */
function change({ init, copy }, carried, args) {
    const { credentials } = copy;
    const list = args.slice();
    list[0] = carried.url;
    if (list.length > 1)
        list[1] = init;
    // Native handles all other values, valid or not.
    if (carried.credentials && (credentials === undefined || credentials === 'same-origin')) {
        copy.credentials = 'include';
        list[1] = copy;
    }
    return list;
}

/** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
const resolve = (url, base) => hrefOf(new URL(url, base));
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
/** Adds a parameter at the end of the query, before any fragment. Every other byte stays. */
function addParam(url, name, encoded) {
    const end = indexOf(url, '#');
    const head = end < 0 ? url : slice(url, 0, end);
    const query = indexOf(head, '?');
    const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
    return `${head}${glue}${name}=${encoded}${slice(url, head.length)}`;
}
/**
 * Removes parameters of one name from the query, with the `&` before each. Every other byte stays.
 *
 * @param goes decides by its value whether a parameter is removed
 * @returns the rest of the URL, and whether it still has a parameter of this name
 */
function takeOut(url, name, goes) {
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
            // The `&` before it belongs to an empty pair, which stays.
            if (before === '&')
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

// Makes a held object behave as if it had been sent, in ways that depend on the engine.
/** A URL that does not need the network. In Firefox a request to it has no upload events. */
const NOWHERE = 'data:,';
/** Browsers do not look up this top-level domain, nor connect to it (https://www.rfc-editor.org/rfc/rfc7686). */
const UNREACHABLE = 'https://a.onion/';
const isFirefox = ({ prototype }) => 'mozAnon' in prototype;
/** Throws the error of `send()` or `setRequestHeader()` on an object that has been sent (D6). */
function refuse(native, method, args) {
    const xhr = new native.prototype.constructor();
    // The other engines throw the same error for an object that was never opened.
    if (isFirefox(native)) {
        apply(native.open, xhr, ['GET', NOWHERE]);
        apply(native.send, xhr, []);
    }
    try {
        return apply(method, xhr, args);
    }
    finally {
        apply(native.abort, xhr, []);
    }
}
/**
 * Fires the events of `abort()` on an object that has been sent, and sends nothing (D6). It sends the object, and aborts it in
 * the last event before native uses the network or checks the page's Content Security Policy. In Firefox that is too late,
 * so that the object gets a URL that Firefox does not send.
 */
function abortHeld(native, xhr, { args, body }) {
    const hasBody = body[0] != null && !exec(/^(?:get|head)$/i, args[0]);
    const once = withoutPrototype({ once: true });
    const abort = () => apply(native.abort, xhr, []);
    if (isFirefox(native))
        apply(native.open, xhr, [args[0], hasBody ? UNREACHABLE : NOWHERE]);
    native.listen(hasBody ? xhr.upload : xhr, 'loadstart', abort, once);
    apply(native.send, xhr, body);
}

/** Sends a call with what it carries at this moment (C3). @returns what native returns */
function depart(patch, xhr, call, body, token) {
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
    if (carried.url !== call.opened || carried.token || held)
        reopen(patch, xhr, call, carried.url);
    if (carried.token)
        apply(native.setRequestHeader, xhr, ['Authorization', `Bearer ${carried.token}`]);
    if (carried.credentials && !native.credentials(xhr)) {
        native.setCredentials(xhr, true);
        object.credentialsAreOurs = true;
    }
    if (!object.isHeard) {
        object.isHeard = true;
        native.listen(xhr, 'error', () => onError(patch, xhr));
        native.listen(xhr, 'readystatechange', () => onChange(patch, xhr, object));
    }
    return apply(native.send, xhr, body);
}
/** Opens an opened object again with another URL. Native only clears the request headers, which are set again. */
function reopen({ calls, native }, xhr, call, url) {
    const [method, , ...rest] = call.args;
    const isSame = !call.base || calls.base() === call.base;
    apply(native.open, xhr, [method, isSame ? url : absolute(url, call.base), ...rest]);
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
    // The page may use the object again after the shim is uninstalled (A6).
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
    return {
        prototype,
        open: prototype.open,
        setRequestHeader: prototype.setRequestHeader,
        send: prototype.send,
        abort: prototype.abort,
        readyState: getter('readyState'),
        status: getter('status'),
        headers: uncurry(prototype.getAllResponseHeaders),
        timeout: getter('timeout'),
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
        const patch = { calls, native, current: new WeakMap(), unsent: [], noted: 0 };
        const { prototype } = native;
        const undo = replaceMethods([prototype, 'open', (open, xhr, args) => onOpen(patch, open, xhr, args)], [prototype, 'setRequestHeader', (set, xhr, args) => onSetRequestHeader(patch, set, xhr, args)], [prototype, 'send', (send, xhr, args) => onSend(patch, send, xhr, args)], [prototype, 'abort', (abort, xhr, args) => onAbort(patch, abort, xhr, args)], 
        // The page does not see the session ID (E1a).
        [prototype, 'responseURL', (get, xhr) => calls.withoutId(apply(get, xhr, [])), 'get']);
        if (typeof undo === 'string')
            throw new Error(isFixed(`XMLHttpRequest.prototype.${undo}`));
        return () => {
            undo();
            takeIdsBack(patch);
        };
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
        result = apply(open, xhr, args);
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
    if (call.backend && !call.held && !call.sent)
        noteUnsent(patch, xhr, call.object);
    forget(patch, xhr, before);
    return result;
}
/** The backend of a call; nothing if the call is not ours. */
function backendOf({ calls, native }, xhr, args) {
    // Native throws if an argument could not be converted.
    const backend = args.length > 1 && convertsQuietly(args[1]) && calls.match(args[1]);
    // An object of another realm belongs to another page (E6). Firefox has anonymous ones, which work like `omit`.
    if (!backend || !apply(isPrototypeOf, native.prototype, [xhr]) || xhr.mozAnon)
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
        steps: [],
        object: before ? before.object : { credentialsAreOurs: false, isHeard: false, place: 0 },
        hasAuthorization: false,
        held: undefined,
        body: [],
        sent: false,
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
    if (before.held)
        calls.gate.cancel(before.held);
}
function onSetRequestHeader({ native, current }, set, xhr, args) {
    const call = weakGet(current, xhr);
    // Only a script that has patched the method before, such as ng-file-upload, takes a function (E5).
    if (!call || !call.backend || call.sent || args.length < 2 || typeof args[1] === 'function') {
        return apply(set, xhr, args);
    }
    if (call.held)
        return refuse(native, set, args);
    const header = toStrings(args.slice(0, 2), 2);
    const result = apply(set, xhr, header);
    call.steps.push(() => apply(native.setRequestHeader, xhr, header));
    if (exec(/^authorization$/i, header[0]))
        call.hasAuthorization = true;
    return result;
}
function onSend(patch, send, xhr, args) {
    const { calls, native, current, unsent } = patch;
    const call = weakGet(current, xhr);
    if (!call || !call.backend || call.sent)
        return apply(send, xhr, args);
    if (call.held)
        return refuse(native, send, args);
    if (unsent[call.object.place] === xhr)
        unsent[call.object.place] = undefined;
    const wantsToken = calls.wantsToken(call.backend) && !call.hasAuthorization;
    if (call.args.length > 2 && !call.args[2])
        return sendNow(patch, xhr, call, args, wantsToken);
    if (!wantsToken && calls.gate.open())
        return depart(patch, xhr, call, args);
    // Native throws.
    if (typeof args[0] === 'symbol')
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
        throw error;
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
        if (call.backend && url !== call.opened)
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

/** What a function returns; if it throws, the other value. */
function quietly(read, otherwise) {
    try {
        return read();
    }
    catch {
        return otherwise;
    }
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
    const match = SOURCE.exec(text.replace(/^'self'(?=\/|$)/i, self));
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
        const pattern = origins
            .map((origin) => origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('//', wildcard ? '//[^/]+\\.' : '//'))
            .join('|');
        return {
            text,
            samples: origins.map((origin) => origin.replace('//', wildcard ? '//x.' : '//') + (anyPort ? port : '')),
            origins: new RegExp(`^(?:${pattern})${anyPort ? '(?::\\d+)?' : ''}$`),
            path: path && pathnameOf(first),
        };
    }
    catch {
        // The host or the port is not valid.
    }
    return;
}
/** Whether an origin is one that the source names. */
const matchesOrigin = ({ origins }, origin) => !!exec(origins, origin);
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

/** In ms. A token that expires sooner may have expired when it arrives. ClerkJS gives out tokens with 5 s left. */
const ENOUGH = 10000;
/** In ms. The longest wait of a call for a session token (C6). ClerkJS itself retries for minutes. */
const TOKEN_LIMIT = 5000;
/** How long a token is still valid by the clock of this machine, in ms; `Infinity` if it does not tell. */
const remains = ({ exp }) => exp >= 0 ? exp * 1000 - Date.now() : Infinity;
/**
 * Makes the function that asks ClerkJS for a token of a session and its active organization. A token that is about to expire
 * is renewed, once for all calls in the same context that wait for it. The function stores no token and never rejects (C6).
 */
function createTokens() {
    let renewal;
    // If the clock is fast, every token seems to be about to expire.
    let isClockRight = true;
    const renew = async (session, context) => {
        // No call waits longer for one: it may never come, and must not keep later calls from a new one.
        if (!renewal || renewal.context !== context || now() > renewal.limit) {
            renewal = { context, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
        }
        const mine = renewal;
        const asked = Date.now();
        try {
            const token = await mine.token;
            // A token that has been under way for long, as over a sleep of the machine, says nothing about the clock.
            const isPrompt = Math.abs(Date.now() - asked) < TOKEN_LIMIT;
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
            if (isOther(claims) || (isClockRight && !isFresh))
                token = (await renew(session, context)) || token;
        }
        catch {
            // There is no token, or it cannot be renewed and the old one is used.
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
/** How often a held call's `timeout` is read, which the page can change at any time (D6). */
const TIMEOUT_LOOK = 50;

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
            limit: 0,
            timer: undefined,
            tokenLimit: 0,
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
    /** Removes a call that waits. */
    cancel(call) {
        const waiting = this._calls.get(call);
        if (waiting)
            clearTimeout(waiting.timer);
        this._calls.delete(call);
    }
    _release() {
        for (const [call, waiting] of [...this._calls]) {
            const isOver = waiting.isHeld || this.left || this._phase === 'stopped';
            if (isOver && this._calls.has(call))
                this._advance(call, waiting);
        }
    }
    /** Takes a call to its next wait, or sends it. */
    _advance(call, waiting) {
        const { left, _phase: phase } = this;
        waiting.isHeld = this._holds();
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
        if (this._clerk.context() === context)
            this._depart(call, token);
        else
            this._advance(call, waiting);
    }
    _keep(call, waiting, limit) {
        clearTimeout(waiting.timer);
        // A call that waits already keeps its place (D1).
        this._calls.set(call, waiting);
        waiting.limit = limit;
        this._watch(call, waiting);
    }
    /** Ends the wait of a call at its limit, or when its own timeout is over, which the page can change at any time (D6). */
    _watch(call, waiting) {
        const remaining = () => {
            const timeout = call.timeout && call.timeout();
            return Math.min(waiting.limit, timeout ? waiting.since + timeout : Infinity) - now();
        };
        const next = Math.min(remaining(), call.timeout ? TIMEOUT_LOOK : Infinity);
        if (next === Infinity)
            return;
        waiting.timer = setTimeout(() => {
            if (remaining() > 0)
                this._watch(call, waiting);
            else
                this._expire(call, waiting);
        }, next);
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
            reason: session ? SIGNED_IN : session === null ? SIGNED_OUT : NOT_KNOWN,
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
function createSessionParam(name) {
    // The page may read a URL back and use it again. These session IDs in it are the shim's.
    const issued = Object.create(null);
    // Most calls have the same session ID.
    let last;
    let encoded = '';
    const isIssued = (value) => value in issued;
    const add = (url, id) => {
        if (id !== last) {
            encoded = encodeURIComponent(id);
            issued[id] = true;
            last = id;
        }
        return addParam(url, name, encoded);
    };
    return {
        put(url, id, base) {
            if (id === undefined && last === undefined)
                return url;
            if (exec(PLAIN, url) && indexOf(url, name) < 0)
                return id === undefined ? url : add(url, id);
            const whole = clean(url, base);
            const { rest, stays } = takeOut(whole, name, isIssued);
            if (id !== undefined && !stays)
                return add(rest, id);
            return rest === whole ? url : rest;
        },
        strip: (url) => (last === undefined ? url : takeOut(url, name, isIssued).rest),
        isIn: (url) => takeOut(url, name, isIssued).stays,
    };
}

function createCalls(settings, clerk, say$1) {
    const { sources, param, tokenParam, debug } = settings;
    const base = createBase();
    const gate = new Gate(clerk, settings, say$1);
    const grant = createGrants(clerk);
    const sessionParam = createSessionParam(param);
    const broke = (error) => say$1('error', broken(error));
    return {
        match: createMatcher(sources, base),
        base,
        gate,
        wantsToken: ({ source, insecure }) => source.sendsToken && !insecure,
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
        carry(backend, method, url, wantsToken, token, from = base) {
            try {
                const given = grant(backend);
                if (given.fault)
                    say$1('error', given.fault);
                if (debug)
                    say('debug', describe(backend, method, url, given));
                const getsToken = wantsToken && given.token;
                if (getsToken && !token)
                    say$1('error', NO_TOKEN$1);
                return {
                    url: sessionParam.put(url, given.id, from),
                    credentials: given.credentials,
                    token: getsToken ? token : undefined,
                    id: given.id,
                    hasOwnAuthorization: given.token && !wantsToken,
                };
            }
            catch (error) {
                broke(error);
                return { url, credentials: false, token: undefined, id: undefined, hasOwnAuthorization: false };
            }
        },
        withoutId: sessionParam.strip,
        hasOwnId: sessionParam.isIn,
        say: say$1,
        corsFailure({ origin, source, crossOrigin }) {
            if (!crossOrigin || !navigator.onLine)
                return;
            const { sendsCredentials, sendsToken } = source;
            const hint = sendsToken ? '' : checkSdk(origin, isPageHost(origin));
            const message = corsFailed(origin, pageOrigin(), sendsCredentials, sendsToken) + hint;
            setTimeout(() => gate.left || say$1('warn', message), LEAVING);
        },
        refused: (backend, carried, header) => explainRefusal(backend, carried, header, grant, say$1),
        broke,
    };
}
/** The line for `data-debug`. It does not have the query, which may contain a session ID (F4). */
function describe({ source }, method, url, given) {
    const sends = sendsOf(given).join(' + ') || 'nothing';
    return `${method} ${withoutQuery(url)} (${source.text}): ${sends}, ${given.reason}`;
}

/** Explains what a call would get at this moment (F2). Never throws. */
function explain(given, { sources, patch, tokenParam }, { match, grant, base, hasOwnId }) {
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
    // A parameter of the page stays as it is (C2).
    if (hasOwnId(url))
        granted.id = undefined;
    if (isSocket && !tokenParam)
        granted.token = false;
    return { url, ours: true, source: backend.source.text, sends: sendsOf(granted), reason: granted.reason, cookie };
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

// The tags that load ClerkJS, by the attributes that ClerkJS reads or by the names of its builds. Clerk's components
// (`ui.browser.js`) and the shim's own tags have the same attributes, but do not load it.
const CLERK_SCRIPT = 'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]):not([data-token-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';
/** Whether a page has a tag that loads ClerkJS, apart from these. */
const hasClerkScript = (page, ...others) => 
// Engines keep this list while the page does not change. It is read for each call in a frame.
[...page.getElementsByTagName('script')].some((script) => script.matches(CLERK_SCRIPT) && !others.includes(script));
/** Whether a tag has the key of a production instance (C7). */
const hasProductionScript = (page) => !!page.querySelector('script[data-clerk-publishable-key^=pk_live_]');
/**
 * Watches the scripts of a page.
 *
 * @param loaded is called when any script has run, since it may have been ClerkJS
 * @param failed is called when a script of ClerkJS fails to load
 */
function watchScripts(page, loaded, failed) {
    const onEnd = ({ type, target }) => {
        if (type === 'load')
            loaded();
        else if (target.matches(CLERK_SCRIPT))
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
    const pages = own ? [window] : pagesOfOrigin();
    const home = () => {
        for (const page of pages)
            if (hasClerk(page))
                return page;
        return;
    };
    const current = () => own || globalClerk() || (pages[1] && globalClerk(home()));
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
    const watch = (page) => watchScripts(page.document, changed, () => current() || home() !== page || failed(SCRIPT_FAILED));
    const unwatch = own ? () => { } : awaitGlobalClerk(changed);
    let followed = null;
    let look;
    const unfollow = [];
    /** What is read of the active session; `null` if signed out, `undefined` if not known. */
    const ofSession = (read) => {
        const active = session();
        return active ? safely(() => read(active)) : active;
    };
    return {
        session,
        context: () => ofSession(contextOf),
        cookieContext: () => ofSession((active) => cookieContextOf(active, current() || NOTHING)),
        loaded: () => !!safely(() => (current() || NOTHING).loaded),
        status: () => statusOf(current(), home()),
        production() {
            const key = safely(() => (current() || NOTHING).publishableKey);
            return key ? !!exec(/^pk_live_/, key) : pages.some(isProduction);
        },
        tokenNow: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).text,
        tokenExpiresIn: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).seconds,
        token: createTokens(),
        inSight: () => !!(own || home() || pages.slice(1).some(isLoading)),
        follow(left, waits) {
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
        },
        stop() {
            this.follow(true);
            unwatch();
        },
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
 * @param comes whether a script loads it, if it is not there
 */
function statusOf(clerk, comes = hasClerkScript(document)) {
    if (!clerk)
        return comes ? 'loading' : 'absent';
    try {
        // ClerkJS 4 has no status.
        return clerk.status || (clerk.loaded ? 'ready' : 'loading');
    }
    catch {
        return 'error';
    }
}
const NO_TOKEN = { text: undefined, seconds: null };
/** The token in ClerkJS's cache, if it is of the session and its organization (C6), and has not expired. */
function tokenAtHand(session) {
    const token = session && session.lastActiveToken;
    if (!session || !token || !token.jwt)
        return;
    const { claims } = token.jwt;
    // `exp` counts seconds.
    const seconds = claims.exp - Date.now() / 1000;
    const text = seconds > 0 && contextOfClaims(claims) === contextOf(session) && token.getRawString();
    return isToken(text) ? { text, seconds: Math.floor(seconds) } : undefined;
}

/** In milliseconds (D2). */
const DEFAULT_WAIT = 5000;
const PARAM = /^[\w.~-]+$/;
const words = (value) => [value]
    .join()
    .split(/[\s,]+/)
    .filter(Boolean);
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
        debug: /^(?:true)?$/.test(`${matching('debug', /^(?:true|false)?$/, ALLOWED_DEBUG)}`),
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
        const texts = [read(option)].flat().flatMap((item) => (typeof item === 'string' ? words(item) : (item !== null && item !== void 0 ? item : [])));
        for (const text of texts) {
            const source = typeof text === 'string' && parseSource(text, self);
            if (source)
                sources.push({ ...source, ...what });
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
    const names = channels.map(({ name }) => name);
    const settings = readOptions(read, (option, complaint) => complain(complaint, option), names);
    const page = window;
    const before = page[KEY];
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
    const missing = replaced();
    if (missing)
        complain(isReplaced(missing));
    if (source && !missing)
        return installAnew(settings, channels, page, start);
    start(() => { });
    return installNothing(settings);
}
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
    const { undo, patched, failed } = patch(chosen, calls, say);
    const isInstalled = () => page[KEY] === installed;
    const installation = {
        explain(url) {
            const explanation = {
                ...explain(url, settings, calls),
                clerk: clerk.status(),
                tokenExpiresIn: clerk.tokenExpiresIn(),
                patched: isInstalled() ? patched.slice() : [],
            };
            if (!isInstalled())
                return { ...explanation, sends: [], reason: UNINSTALLED };
            if (!failed[0] || !explanation.ours)
                return explanation;
            const sends = patched[0] ? explanation.sends : [];
            return { ...explanation, sends, reason: explanation.reason + notPatched(failed.join(' ')) };
        },
        uninstall() {
            if (!isInstalled())
                return;
            page[KEY] = undefined;
            for (const each of undo)
                each();
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
    const undo = [];
    const patched = [];
    const failed = [];
    for (const { name, install } of channels) {
        try {
            undo.push(install(calls));
            patched.push(name);
        }
        catch (error) {
            failed.push(name);
            say('error', cannotPatch(name, error.message));
        }
    }
    return { undo, patched, failed };
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

export { install };
//# sourceMappingURL=index.js.map
