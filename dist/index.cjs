/*! clerk-ajax 0.1.0 | MIT */
'use strict';

// Taken at the start: pages of the old days have been seen to write `var URL = '/api'`.
const { FormData, Proxy, ReadableStream, Reflect, Request, URL, URLSearchParams } = globalThis;

/**
 * The page's origin, as `'self'` means it. `location` comes first, since pages can overwrite `window.origin`; in a
 * `srcdoc` frame only the latter knows it.
 */
const pageOrigin = () => (/^http/.test(location.origin) ? location.origin : origin);

// scheme, `*.`, host, port, path. No user info, query, fragment or further wildcard gets through (rule B2); `self`,
// `none` and `null` without quotes are slips of the pen or opaque origins, never hosts.
const SOURCE = /^(?!(?:self|none|null)(?:\/|$))(?:(https?):\/\/)?(\*\.)?([^\s:/?#@*%\\[\]'"]+|\[[\da-f:.]+\])(:\d+|:\*)?(\/[^?#\\]*)?$/i;
/** Hosts that cannot be reached from another machine, where plain http is as good as https. */
const isLoopback = (hostname) => /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
/**
 * Parses one source of a source list.
 *
 * @param self what `'self'` stands for: the page's origin
 * @returns `undefined` when it is not a source that rules B1 and B2 allow
 */
function parseSource(text, self) {
    const match = SOURCE.exec(text.replace(/^'self'(?=\/|$)/i, self));
    if (!match)
        return;
    const [, scheme, wildcard, host, port = '', path = ''] = match;
    const anyPort = port === ':*';
    try {
        const bases = (scheme ? [scheme] : ['https', 'http']).map((each) => new URL(`${each}://${host}${anyPort ? '' : port}${path}`));
        const [base] = bases;
        if (!scheme && !isLoopback(base.hostname))
            bases.pop();
        return { text, bases, subdomains: !!wildcard, anyPort, path: path && base.pathname };
    }
    catch {
        // The host or the port is none: the caller says so.
    }
}
/** Whether the origin of `url` is one that the source names; its path is not looked at. */
function matchesOrigin({ bases, subdomains, anyPort }, url) {
    return bases.some((base) => url.protocol === base.protocol &&
        (anyPort || url.port === base.port) &&
        (subdomains ? url.hostname.slice(1).endsWith(`.${base.hostname}`) : url.hostname === base.hostname));
}
/** Whether the path of a URL is one that the source names. */
const matchesPath = ({ path }, pathname) => path.endsWith('/') ? pathname.startsWith(path) : !path || pathname === path;

// Every call of the page comes through here, and most are not ours. Few are parsed: what stands before the path tells the
// origin, and relative URLs of this shape have the origin of what they are relative to.
const START = /^https?:\/\/[^/\\\t\n\r]+\//;
const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;
/** Whether a request is one that ClerkJS makes to its Frontend API (B6). */
const isClerkJs = (url) => url.includes('_clerk_js_version=') && /^[^#]*[?&]_clerk_js_version=/.test(url);
// Enough for every origin that a page calls; bounded for a page that makes them up.
const MOST_ORIGINS = 500;
/**
 * Makes the function that tells whether a call is ours.
 *
 * @param base gives the URL that relative ones are relative to, at the time of the call (rule B3)
 */
function createMatcher(sources, base) {
    const self = pageOrigin();
    const known = new Map();
    // The last two of them, which most calls share: of an absolute URL, and of the page.
    let start = 'about:';
    let atStart = [];
    let page = '';
    let atPage = [];
    /** Backends at the origin of an absolute URL, in the order of the sources; `key` is the part of it that tells. */
    const at = (url, key) => {
        let backends = known.get(key);
        if (!backends) {
            const parsed = new URL(url);
            const { origin, protocol, hostname } = parsed;
            // Sources name `http` and `https` alone: what is at a `blob:` or `data:` URL is never ours.
            backends = sources
                .filter((source) => matchesOrigin(source, parsed))
                .map((source) => ({
                origin,
                source,
                crossOrigin: origin !== self,
                insecure: protocol === 'http:' && !isLoopback(hostname),
            }));
            if (known.size > MOST_ORIGINS)
                known.clear();
            known.set(key, backends);
        }
        return backends;
    };
    /** Backends at the origin of a URL. */
    const find = (url) => {
        if (url.startsWith(start))
            return atStart;
        if (RELATIVE.test(url)) {
            const from = base();
            if (from !== page) {
                atPage = at(from, from);
                page = from;
            }
            return atPage;
        }
        const match = START.exec(url);
        if (!match) {
            const { href } = new URL(url, base());
            return at(href, href);
        }
        atStart = at(url, match[0]);
        start = match[0];
        return atStart;
    };
    return (url) => {
        try {
            const backends = find(url);
            // ClerkJS's own requests would wait for themselves (B6).
            if (!backends[0] || isClerkJs(url))
                return;
            if (!backends[0].source.path)
                return backends[0];
            const { pathname } = new URL(url, base());
            return backends.find(({ source }) => matchesPath(source, pathname));
        }
        catch {
            // Not a URL: native says so.
        }
    };
}

/** The property that an object itself has, as it was defined; nothing in it where it has none. */
const descriptorOf = (owner, name) => Object.getOwnPropertyDescriptor(owner, name) || {};

// Any tag that loads ClerkJS, by the attributes that ClerkJS itself reads or by the names of its builds. Clerk's
// components (`ui.browser.js`) and the shim's own tags have the same attributes, and are none.
const CLERK_SCRIPT = 'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';
const page = globalThis;
/** Whether a script, other than those given, loads ClerkJS into this page. */
const hasClerkScript = (...others) => [...document.querySelectorAll(CLERK_SCRIPT)].some((script) => !others.includes(script));
/** `window.Clerk`, once it is there. */
function globalClerk() {
    try {
        return page.Clerk;
    }
    catch {
        // A page may have anything there.
    }
    return;
}
/**
 * Watches Clerk: an instance, or `window.Clerk` whenever it appears.
 *
 * @param own an instance from a bundle
 * @param changed is called whenever the session may have changed, in Clerk's own emission (D1)
 * @param failed is called with the reason when Clerk cannot come (D3)
 * @param broke is told of what a Clerk throws that is none; it counts as signed out (E8)
 */
function watchClerk(own, changed, failed, broke) {
    const current = () => own || globalClerk();
    let watched;
    let unsubscribe;
    let known = false;
    let stopped = false;
    /** Runs what reads something of a Clerk, which may be anything that a page calls so. */
    const safely = (read) => {
        try {
            return read();
        }
        catch (error) {
            broke(error);
            return null;
        }
    };
    const watch = (clerk) => {
        watched = clerk;
        if (unsubscribe)
            unsubscribe();
        unsubscribe = undefined;
        const onStatus = (status) => {
            if (status === 'error')
                failed('Clerk has status "error"');
        };
        if (!clerk)
            return;
        const remove = clerk.addListener && clerk.addListener(changed);
        if (clerk.on)
            clerk.on('status', onStatus, { notify: true });
        unsubscribe = () => {
            if (remove)
                remove();
            if (clerk.off)
                clerk.off('status', onStatus);
        };
    };
    const session = () => safely(() => {
        const clerk = current();
        if (clerk !== watched && !stopped)
            watch(clerk);
        const now = clerk && clerk.session;
        if (now !== undefined)
            known = true;
        return now;
    });
    // Assignment to `window.Clerk` is the one event that every way of loading Clerk has. The accessor is a plain
    // property again as soon as Clerk is there.
    let value = globalClerk();
    const settle = (writable) => Object.defineProperty(page, 'Clerk', { configurable: true, ...writable });
    const isClerk = () => {
        const clerk = value;
        return !!clerk && safely(() => !!clerk.addListener || clerk.session !== undefined) !== false;
    };
    const get = () => value;
    const set = (next) => {
        value = next;
        if (isClerk()) {
            settle({ value, writable: true, enumerable: true });
            changed();
        }
    };
    if (!own && !isClerk()) {
        try {
            settle({ get, set });
        }
        catch {
            // The page has declared `var Clerk`: the end of the script that assigns it tells as well.
        }
    }
    const onScript = ({ type, target }) => {
        if (type === 'load')
            changed();
        else if (!current() && target.matches(CLERK_SCRIPT))
            failed("Clerk's script failed to load");
    };
    document.addEventListener('load', onScript, true);
    document.addEventListener('error', onScript, true);
    return {
        session,
        loaded() {
            const clerk = current();
            return known || !!(clerk && safely(() => clerk.loaded));
        },
        production() {
            const clerk = current();
            const key = clerk && safely(() => clerk.publishableKey);
            return key ? /^pk_live_/.test(key) : !!document.querySelector('script[data-clerk-publishable-key^=pk_live_]');
        },
        tokenNow() {
            const now = session();
            const token = now && now.lastActiveToken;
            // `exp` counts seconds.
            return token && token.jwt && token.jwt.claims.exp * 1000 > Date.now() ? token.getRawString() : undefined;
        },
        stop() {
            stopped = true;
            safely(() => unsubscribe && unsubscribe());
            document.removeEventListener('load', onScript, true);
            document.removeEventListener('error', onScript, true);
            if (descriptorOf(page, 'Clerk').get === get) {
                if (value)
                    settle({ value, writable: true, enumerable: true });
                else
                    Reflect.deleteProperty(page, 'Clerk');
            }
        },
    };
}

function createGrants(clerk, { send }) {
    const sendsId = send.includes('session-id');
    const sendsCredentials = send.includes('credentials');
    const sendsToken = send.includes('session-token');
    return ({ origin, crossOrigin, insecure }) => {
        if (insecure && clerk.production()) {
            const fault = `${origin} gets nothing of the session: a production instance requires SSL`;
            return { reason: fault, fault };
        }
        const session = clerk.session();
        const grant = {
            id: session && sendsId ? session.id : undefined,
            // Same-origin calls have their cookies anyway, and `include` would break their redirects to `*` origins (C5).
            credentials: sendsCredentials && crossOrigin,
            token: !!session && sendsToken && !insecure,
            reason: session ? 'signed in' : session === null ? 'signed out' : 'Clerk does not know its session yet',
        };
        if (insecure && sendsToken)
            grant.fault = `${origin} gets no session token: it requires SSL`;
        return grant;
    };
}
/** The names of what a grant holds. */
const sendsOf = ({ id, credentials, token }) => {
    const sends = [];
    if (id !== undefined)
        sends.push('session-id');
    if (credentials)
        sends.push('credentials');
    if (token)
        sends.push('session-token');
    return sends;
};

/**
 * What the URL parser does before anything else: control characters and spaces go from the ends, tabs and newlines
 * from everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Without it a splice could land behind a
 * blank that native cuts off, and `/\n/evil.test` would look like a path.
 */
const preprocess = (url) => /[\0-\x20]/.test(url) ? url.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]/g, '') : url;
// Such a URL has the path and the query of its base.
const NO_QUERY_OF_ITS_OWN = /^(?:https?:)?(?:#|$)/i;
/** Whether the query of `url` has a parameter called `name`, percent-encoded or not. */
function hasParam(url, name) {
    // Most have not, which is told without taking them apart.
    if (!url.includes(name) && !url.includes('%'))
        return false;
    const query = /^[^?#]*\?([^#]*)/.exec(url);
    return !!query && new URLSearchParams(`?${query[1]}`).has(name);
}
// What most URLs are made of: no blank, fragment or escape, and not the scheme alone.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;
// One session ID is what most calls share.
let last = '';
let encoded = '';
/**
 * Adds a query parameter before any fragment, and leaves every other byte as it is (rule C1).
 *
 * @param url an absolute or relative URL
 * @param base what the URL is relative to; needed where nothing stands before the query, which would then replace the
 * base's
 */
function addParam(url, name, value, base) {
    let hash = '';
    if (!PLAIN.test(url) || url.includes(name)) {
        url = preprocess(url);
        if (NO_QUERY_OF_ITS_OWN.test(url))
            url = new URL(url, base()).href;
        if (hasParam(url, name))
            return url;
        const end = url.indexOf('#');
        if (end >= 0) {
            hash = url.slice(end);
            url = url.slice(0, end);
        }
    }
    if (value !== last) {
        encoded = encodeURIComponent(value);
        last = value;
    }
    const query = url.indexOf('?');
    const glue = query < 0 ? '?' : query === url.length - 1 || url.endsWith('&') ? '' : '&';
    return `${url}${glue}${name}=${encoded}${hash}`;
}
/** Whether a URL means the same whatever it is relative to. */
const isAbsolute = (url) => url.startsWith('https://') || url.startsWith('http://');
/** Resolves a URL, and leaves its query and fragment to native, which encodes a query as the page is encoded. */
function absolute(url, base) {
    url = preprocess(url);
    if (NO_QUERY_OF_ITS_OWN.test(url))
        return new URL(url, base).href;
    const [head] = url.split(/[?#]/);
    // A blank before the query is part of the path; at the end of a URL it would be none.
    const path = /^(?:https?:)?$/i.test(head) ? base.replace(/[?#].*$/, '') : new URL(`${head}?`, base).href.slice(0, -1);
    return path + url.slice(head.length);
}

/** Tells what a call would get (rule F2). */
function createExplain({ sources, param }, match, grantTo, base) {
    return (url) => {
        const explanation = { url: '', ours: false, source: null, sends: [], reason: 'not a URL' };
        try {
            explanation.url = `${url}`;
            explanation.url = new URL(explanation.url, base()).href;
        }
        catch {
            return explanation;
        }
        if (isClerkJs(explanation.url))
            return { ...explanation, reason: 'a request of ClerkJS itself' };
        const backend = match(explanation.url);
        if (!backend)
            return {
                ...explanation,
                reason: `no source matches: ${sources.map(({ text }) => text).join(' ') || 'nothing is configured'}`,
            };
        const grant = grantTo(backend);
        // The page's own parameter stays (C2).
        if (hasParam(explanation.url, param))
            grant.id = undefined;
        return { ...explanation, ours: true, source: backend.source.text, sends: sendsOf(grant), reason: grant.reason };
    };
}

function createGate(clerk, { wait, waitGiven, clerk: own }, say) {
    const queue = new Map();
    let waitsForFirst = !!wait;
    let stopped = false;
    const knows = () => {
        if (clerk.session() === undefined)
            return false;
        waitsForFirst = false;
        return true;
    };
    // Before Clerk's first word, for as long as `wait` counts from the start (D2); later on, a session that is
    // `undefined` is on its way to another one (D4).
    const holds = () => !stopped && !!wait && !knows() && (waitsForFirst || clerk.loaded());
    const cancel = (call) => {
        const waiting = queue.get(call);
        if (waiting)
            clearTimeout(waiting.timer);
        queue.delete(call);
    };
    const drain = () => {
        for (const [call, { held, busy, token }] of queue) {
            if (held || busy)
                return;
            cancel(call);
            call.go(token);
        }
    };
    const limit = (call, waiting, time) => {
        clearTimeout(waiting.timer);
        const least = Math.min(waiting.due - Date.now(), time);
        if (least < Infinity) {
            waiting.timer = window.setTimeout(() => {
                if (waiting.held)
                    say('warn', 'a call could not wait for Clerk any longer, and went out without a session');
                cancel(call);
                call.go();
                drain();
            }, least);
        }
    };
    const prepare = async (call, waiting) => {
        waiting.token = undefined;
        waiting.held = holds();
        if (waiting.held)
            return limit(call, waiting, waitsForFirst ? Infinity : wait);
        const session = !stopped && call.wantsToken && clerk.session();
        waiting.busy = !!session || !!call.ready;
        if (!waiting.busy)
            return drain();
        if (session) {
            // Offline, ClerkJS tries again for minutes; a call must not wait for that.
            limit(call, waiting, wait || 5000);
            try {
                waiting.token = (await session.getToken()) || undefined;
            }
            catch {
                waiting.token = undefined;
            }
        }
        await call.ready;
        if (!queue.has(call))
            return;
        // The account may have been switched meanwhile: the token of one must not go with the session ID of another.
        const now = session && clerk.session();
        if (session && !(now && now.id === session.id))
            return prepare(call, waiting);
        waiting.busy = false;
        drain();
    };
    const release = () => {
        for (const [call, waiting] of queue)
            if (waiting.held)
                void prepare(call, waiting);
        drain();
    };
    const changed = () => {
        if (!holds())
            release();
    };
    const giveUp = (reason) => {
        if (stopped || !waitsForFirst)
            return;
        // A Clerk may know its session and not have told.
        if (knows())
            return release();
        waitsForFirst = false;
        say('warn', `${reason}: calls go out without a session until Clerk has one`);
        flush();
    };
    const flush = () => {
        for (const [call] of queue) {
            cancel(call);
            call.go();
        }
    };
    let look;
    const lookForClerk = () => {
        look = window.setTimeout(() => globalClerk() || hasClerkScript() || giveUp('there is no Clerk on this page'), 1000);
    };
    const timer = setTimeout(() => giveUp(`Clerk had no session for ${wait} ms`), wait);
    addEventListener('pagehide', flush);
    if (!waitGiven && !own) {
        if (document.readyState === 'complete')
            lookForClerk();
        else
            addEventListener('load', lookForClerk);
    }
    return {
        pass(call) {
            const held = holds();
            if (!queue.size && !held && !call.ready && !(call.wantsToken && clerk.session()))
                return call.go();
            const waiting = { held, busy: false, due: Date.now() + (call.timeout || Infinity) };
            queue.set(call, waiting);
            void prepare(call, waiting);
        },
        open: () => !queue.size && !holds(),
        cancel(call) {
            cancel(call);
            drain();
        },
        changed,
        giveUp,
        stop() {
            stopped = true;
            clearTimeout(timer);
            clearTimeout(look);
            removeEventListener('pagehide', flush);
            removeEventListener('load', lookForClerk);
            flush();
        },
    };
}

/**
 * Replaces a method, and gives back a function that undoes it: by putting the old one back, or, where somebody has
 * patched over it since, by passing everything through (A6).
 *
 * The new function has the properties of the old one, its name and its length among them, and a `Proxy` over it makes
 * `Function.prototype.toString` call it native (E2). In WebKit a trap for calls would cost as much as the `Proxy` itself.
 *
 * @param handler is called for each call, with the old function, `this` and the arguments
 */
function replaceMethod(owner, name, handler) {
    const descriptor = descriptorOf(owner, name);
    if (typeof descriptor.value !== 'function')
        return () => { };
    const native = descriptor.value;
    let active = true;
    const { method } = {
        method(...args) {
            return active ? handler(native, this, args) : Reflect.apply(native, this, args);
        },
    };
    const value = new Proxy(Object.defineProperties(method, Object.getOwnPropertyDescriptors(native)), {});
    // A page may have frozen its functions, now or by the time of the undoing: then the call goes past or through.
    Reflect.defineProperty(owner, name, { ...descriptor, value });
    return () => {
        active = false;
        if (descriptorOf(owner, name).value === value)
            Reflect.defineProperty(owner, name, descriptor);
    };
}

const isMultipart = (request) => /^multipart\/form-data; ?boundary=/.test(request.headers.get('content-type') || '');
/**
 * Takes the body out of a request that the page cannot reach, for {@link settingsOf}. `new Request(url, request)` would
 * lose it in Firefox, and make a stream of it elsewhere, which HTTP/1.1 and `keepalive` cannot send.
 *
 * @param given the `body` that the page gave in `init`, as it was then
 */
function takeBody(request, given) {
    if (given != null) {
        // Where streams cannot be sent, they are strings like any other object.
        if (given instanceof ReadableStream)
            return { body: request.body || given };
        // The boundary is made anew with the body; a content type of the page's own stays.
        if (given instanceof FormData && isMultipart(request))
            request.headers.delete('content-type');
        return { body: given };
    }
    const taken = {};
    let carrier;
    // WebKit cannot read form data with files.
    const spare = isMultipart(request) ? request.clone() : undefined;
    try {
        // This mode refuses streams, and those alone, which are passed on instead of being read.
        carrier = new Request(request, { mode: 'no-cors', method: 'POST', integrity: '', cache: 'default' });
    }
    catch {
        return { body: request.body };
    }
    if (request.bodyUsed) {
        taken.ready = carrier.blob().then((body) => {
            taken.ready = undefined;
            taken.body = body;
        }, () => {
            taken.ready = undefined;
            taken.spare = spare;
        });
    }
    return taken;
}
/**
 * What a request is made of, to make it again for another URL (E4): plain data, as tools that are called beneath expect.
 *
 * @param members what is to be different, by the names of `RequestInit`
 */
function settingsOf(request, members) {
    // Whatever attributes there are in this engine. Its methods are no members of `RequestInit`, and go unread.
    for (const name in request)
        if (!(name in members))
            members[name] = request[name];
    return members;
}

/**
 * Takes a request body as it is now, since the page could change it before it is sent (D5, D6). The kind is told by its
 * tag: bodies may come from a frame's realm.
 *
 * @returns `undefined` for an object that native makes a string of, which it must do itself and once (B4)
 */
function snapshot(body) {
    const kind = Object.prototype.toString.call(body).slice(8, -1);
    if (Object(body) !== body || /^(?:Blob|File|ReadableStream)$/.test(kind))
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
    // A clone stays an HTML or an XML document, so that native serializes it as it would have done.
    if (/Document$/.test(kind))
        return body.cloneNode(true);
    return;
}

const urlToString = URL.prototype.toString;
/** Whether converting a value to a string a second time changes nothing that the page could see. */
const convertsQuietly = (value) => typeof value === 'string' ||
    Object(value) !== value ||
    (value instanceof URL && value.toString === urlToString && !(Symbol.toPrimitive in value));
/** Whether everything that native would convert is a string: all but `open()`'s third argument. */
const areStrings = (args) => args.every((arg, i) => typeof arg === 'string' || i === 2 || (i > 2 && arg == null));
/**
 * Converts a method's arguments to strings as native does: each once, from left to right, and none after one that
 * native refuses (B4). A symbol is left for native to refuse before anything is converted.
 *
 * @param byteStrings how many of them may hold no character above U+00FF
 * @param optional whether to convert what stands behind the third as well, where it is given: `open()`'s user and
 * password
 */
function toStrings(args, byteStrings, optional) {
    const list = [...args];
    const refused = (value) => typeof value === 'symbol';
    for (let i = 0; i < list.length && !list.some(refused); i++) {
        if (i < 2 || (optional && i > 2 && i < 5 && list[i] != null))
            list[i] = `${list[i]}`;
        if (i < byteStrings && /[^\0-\xff]/.test(list[i]))
            break;
    }
    return list;
}

/**
 * A copy of `init` where it is such data that the page does not notice (E3); nothing where it has getters or a prototype of
 * its own, which native alone reads.
 */
function copyOf(init) {
    try {
        const prototype = Object.getPrototypeOf(init);
        if (Object(init) === init &&
            // `Object.prototype`, be it that of a frame.
            (!prototype || (!Object.getPrototypeOf(prototype) && 'isPrototypeOf' in prototype)) &&
            Reflect.ownKeys(init).every((name) => {
                const member = descriptorOf(init, name);
                return member.enumerable && 'value' in member;
            })) {
            return { ...init };
        }
    }
    catch {
        // A Proxy of the page's that throws.
    }
    return;
}
const isAborted = ({ signal }) => signal && signal.aborted;
/** Patches `fetch` (rules C, D5, E); gives back what undoes it. */
function interceptFetch(context) {
    const { gate, match, grant, report, withId, broke } = context;
    const urlOf = Request && descriptorOf(Request.prototype, 'url').get;
    // A polyfill's `fetch` has a `Request` of its own, and sends with XMLHttpRequest, which is patched.
    if (!urlOf)
        return () => { };
    /**
     * Tells of a failure, and gives the promise on so that one which nobody handles is still reported as unhandled.
     *
     * @param requestOf makes the request from the same arguments, and throws where they are what native refuses
     */
    const watch = (promise, backend, requestOf) => promise.then(undefined, (error) => {
        try {
            // A page may abort with an error of its own.
            if (backend.crossOrigin && error instanceof TypeError && !isAborted(requestOf()))
                context.corsFailure(backend);
        }
        catch {
            // Bad arguments.
        }
        throw error;
    });
    /** Sends what native cannot send at once, or what only native can read. */
    const sendRequest = async (forward, backend, input, init) => {
        // Reading `init` is left to native, so that it is read in its order, once; what it read is kept.
        const seen = {};
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
        const reader = Object(init) === init
            ? new Proxy({}, {
                get: (_, name) => attempt(() => {
                    const value = init[name];
                    seen[name] = value;
                    if (name === 'body') {
                        // Native may read a buffer as late as it sends it, and makes a string of other objects when it
                        // has read all members.
                        body = snapshot(value);
                        const toString = () => {
                            if (body === undefined)
                                body = attempt(() => `${value}`);
                            return body;
                        };
                        seen.body = body === undefined && Object(value) === value ? { toString } : body;
                    }
                    return seen[name];
                }),
            })
            : init;
        let request;
        try {
            request = new Request(input, reader);
        }
        catch {
            if (thrown)
                throw thrown.error;
            // Native says it in its own words.
            return forward(input, reader === init ? init : seen);
        }
        if (request.credentials === 'omit' || isAborted(request))
            return forward(request);
        const { method, signal, referrer, referrerPolicy } = request;
        return new Promise((resolve) => {
            const asItIs = (error) => {
                broke(error);
                resolve((async () => forward(request.url, settingsOf(request, { body: taken.body })))());
            };
            const onAbort = () => {
                gate.cancel(call);
                // Native rejects with the signal's reason, and sends nothing.
                resolve(forward(request.url, { signal }));
            };
            const send = (token) => {
                if (signal)
                    signal.removeEventListener('abort', onAbort);
                const given = report(grant(backend), backend, method, request.url);
                if (call.wantsToken && given.token) {
                    if (token)
                        request.headers.set('authorization', `Bearer ${token}`);
                    else
                        context.tokenMissing();
                }
                const { spare } = taken;
                const credentials = given.credentials ? 'include' : request.credentials;
                const promise = spare
                    ? forward(spare, { credentials, referrer, referrerPolicy, signal, headers: request.headers })
                    : forward(withId(request.url, given.id), settingsOf(request, { body: taken.body, credentials, priority: seen.priority }));
                resolve(watch(promise, backend, () => request));
            };
            // Most have none, and a URL brings none along.
            const taken = body == null && convertsQuietly(input) ? {} : takeBody(request, body);
            const call = {
                wantsToken: context.wantsToken && !backend.insecure && !request.headers.has('authorization'),
                ready: taken.ready,
                go(token) {
                    // A page that is left lets calls go before their time.
                    if (taken.ready)
                        return void taken.ready.then(() => call.go(token));
                    try {
                        send(token);
                    }
                    catch (error) {
                        asItIs(error);
                    }
                },
            };
            if (signal)
                signal.addEventListener('abort', onAbort);
            try {
                gate.pass(call);
            }
            catch (error) {
                asItIs(error);
            }
        });
    };
    return replaceMethod(window, 'fetch', (native, self, args) => {
        const [input] = args;
        let init = args[1];
        let url;
        let watched;
        // Native refuses any other `this`, or takes the window of a frame, which is not this page.
        if (args.length && (self == null || self === window) && typeof input !== 'symbol') {
            let isRequest = false;
            if (convertsQuietly(input))
                url = `${input}`;
            else
                try {
                    url = Reflect.apply(urlOf, input, []);
                    isRequest = true;
                }
                catch {
                    try {
                        url = `${input}`;
                    }
                    catch (error) {
                        return (async () => {
                            throw error;
                        })();
                    }
                    args[0] = url;
                }
            try {
                const backend = match(url);
                const copy = !backend ? undefined : init == null ? {} : copyOf(init);
                const settings = isRequest && init == null ? input : copy;
                if (backend && !(settings && settings.credentials === 'omit')) {
                    if (init != null && copy)
                        init = copy;
                    const { credentials, method } = settings || {};
                    if (isRequest || !copy || Object(credentials) === credentials || context.wantsToken || !gate.open()) {
                        return sendRequest((...list) => Reflect.apply(native, self, list), backend, args[0], init);
                    }
                    const given = report(grant(backend), backend, typeof method === 'string' ? method : 'GET', url);
                    const list = args.slice();
                    list[0] = withId(url, given.id);
                    if (args.length > 1)
                        list[1] = init;
                    // Whatever else it says, bad values above all, is native's to judge.
                    if (given.credentials && (credentials === undefined || credentials === 'same-origin')) {
                        copy.credentials = 'include';
                        list[1] = copy;
                    }
                    args = list;
                    if (backend.crossOrigin)
                        watched = backend;
                }
            }
            catch (error) {
                broke(error);
            }
        }
        const promise = Reflect.apply(native, self, args);
        return watched ? watch(promise, watched, () => new Request(url, init)) : promise;
    });
}

/**
 * The prototype that `new XMLHttpRequest()` gets its methods from, past any constructor that was put in front.
 *
 * @returns `undefined` for a look-alike, whose instances have no native prototype (E7)
 */
function nativePrototype() {
    let prototype = new XMLHttpRequest();
    while (prototype) {
        prototype = Object.getPrototypeOf(prototype);
        if (prototype && Object.getPrototypeOf(prototype) === XMLHttpRequestEventTarget.prototype)
            return prototype;
    }
    return;
}
/** Patches `XMLHttpRequest` (rules C, D6, D7, E); gives back what undoes it. */
function interceptXhr(context) {
    const prototype = nativePrototype();
    if (!prototype) {
        context.say('error', 'another script has replaced XMLHttpRequest: put the tag of clerk-ajax before it; only fetch is served');
        return () => { };
    }
    const { gate, match, grant, report, withId, base, broke } = context;
    const { open, send, abort, setRequestHeader } = prototype;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const credentials = descriptorOf(prototype, 'withCredentials');
    const readyState = descriptorOf(prototype, 'readyState');
    const { isPrototypeOf: isOurs } = Object.prototype;
    const calls = new WeakMap();
    const watched = new WeakSet();
    /** Those whose `withCredentials` is ours, and `false` to the page. */
    const withOurs = new WeakSet();
    /** When an object can be sent again that was aborted while it was held. */
    const settled = new WeakMap();
    const native = (method, xhr, args = []) => Reflect.apply(method, xhr, args);
    const isNative = (xhr) => {
        try {
            return native(readyState.get, xhr) !== undefined;
        }
        catch {
            return false;
        }
    };
    /**
     * Sends, and aborts in the last event before native turns to the network: nothing goes out, and no policy of the page
     * is asked (D6). Firefox has turned to it by then, so that the URL must be one that it refuses itself.
     *
     * @param target what that event comes to
     */
    const sendNothing = (xhr, target, body, before) => {
        const last = () => {
            if (before)
                before();
            native(abort, xhr);
        };
        native(addEventListener, target, ['loadstart', last, { once: true }]);
        native(send, xhr, body);
        native(removeEventListener, target, ['loadstart', last]);
    };
    /** Throws what native throws when `method` is called on an object that is being sent (D6). */
    const refuse = (method, args) => {
        const xhr = new prototype.constructor();
        let thrown;
        native(open, xhr, ['GET', 'mozAnon' in prototype ? 'data:,' : '']);
        sendNothing(xhr, xhr, [], () => {
            try {
                native(method, xhr, args);
            }
            catch (error) {
                thrown = error;
            }
        });
        throw thrown;
    };
    /** Gives `withCredentials` back to the page (C5), as soon as native takes it: while nothing is sent. */
    const restore = (xhr) => {
        if (withOurs.has(xhr))
            try {
                native(credentials.set, xhr, [false]);
                withOurs.delete(xhr);
            }
            catch {
                // Sent by now, in the event of `open()`.
            }
    };
    /** Ends what a call has left behind. */
    const forget = (xhr, call) => {
        if (!call)
            return;
        restore(xhr);
        if (call.held)
            gate.cancel(call.held);
    };
    const hasAuthorization = ({ steps }) => steps.some((header) => header && /^authorization$/i.test(header[0]));
    const onError = ({ target }) => {
        const call = calls.get(target);
        if (call && call.backend.crossOrigin && target.status === 0)
            context.corsFailure(call.backend);
    };
    /** Makes the object ready to go: the session's URL, and credentials, of this moment (C3, C5). */
    const equip = (xhr, call, token) => {
        const { args, backend, steps } = call;
        const [method, pageUrl, ...rest] = args;
        const given = report(grant(backend), backend, method, pageUrl);
        const url = given.id === call.id ? call.opened : withId(pageUrl, given.id, () => call.base);
        if (url !== call.opened) {
            // `open()` forgets the headers and nothing else.
            native(open, xhr, [method, !call.base || base() === call.base ? url : absolute(url, call.base), ...rest]);
            for (const header of steps)
                native(header ? setRequestHeader : abort, xhr, header);
        }
        if (given.credentials && !native(credentials.get, xhr)) {
            withOurs.add(xhr);
            native(credentials.set, xhr, [true]);
        }
        if (given.token && !hasAuthorization(call)) {
            if (token)
                native(setRequestHeader, xhr, ['Authorization', `Bearer ${token}`]);
            else
                context.tokenMissing();
        }
        if (backend.crossOrigin && !watched.has(xhr)) {
            watched.add(xhr);
            native(addEventListener, xhr, ['error', onError]);
        }
    };
    const depart = (xhr, call, body, token) => {
        call.held = undefined;
        call.sent = true;
        try {
            equip(xhr, call, token);
        }
        catch (error) {
            broke(error);
        }
        return native(send, xhr, body);
    };
    const undo = [
        replaceMethod(prototype, 'open', (open, self, args) => {
            let call;
            if (args.length > 1) {
                if (!convertsQuietly(args[0]) || !convertsQuietly(args[1])) {
                    if (!isNative(self))
                        return native(open, self, args);
                    args = toStrings(args, 1);
                }
                let backend;
                try {
                    // An object of a frame's realm belongs to another page (E6).
                    backend = convertsQuietly(args[1]) && typeof args[1] !== 'symbol' ? match(`${args[1]}`) : undefined;
                    if (backend && !isOurs.call(prototype, self))
                        backend = undefined;
                }
                catch (error) {
                    broke(error);
                }
                const list = backend && !areStrings(args) ? toStrings(args, 1, true) : args;
                try {
                    if (backend) {
                        const url = list[1];
                        const from = isAbsolute(url) ? '' : base();
                        const { id } = grant(backend);
                        const opened = withId(url, id, () => from);
                        call = { backend, args: list, opened, id, base: from, steps: [] };
                        args = list.slice();
                        args[1] = opened;
                    }
                }
                catch (error) {
                    broke(error);
                }
            }
            const xhr = self;
            const before = calls.get(xhr);
            // The page may go on in the event of `open()`.
            if (call)
                calls.set(xhr, call);
            else if (before)
                calls.delete(xhr);
            let result;
            try {
                result = native(open, self, args);
            }
            catch (error) {
                calls.delete(xhr);
                // Bad arguments change nothing, but some of them end a request in Chromium.
                if (before && native(readyState.get, xhr))
                    calls.set(xhr, before);
                else
                    forget(xhr, before);
                throw error;
            }
            forget(xhr, before);
            return result;
        }),
        replaceMethod(prototype, 'setRequestHeader', (setRequestHeader, self, args) => {
            const call = calls.get(self);
            if (!call || call.sent || args.length < 2)
                return native(setRequestHeader, self, args);
            if (call.held)
                return refuse(setRequestHeader, args);
            const header = toStrings(args.slice(0, 2), 2);
            const result = native(setRequestHeader, self, header);
            call.steps.push(header);
            return result;
        }),
        replaceMethod(prototype, 'send', (send, self, args) => {
            const xhr = self;
            const call = calls.get(xhr);
            if (call && call.sent)
                return native(send, xhr, args);
            restore(xhr);
            if (!call)
                return native(send, xhr, args);
            if (call.held)
                return refuse(send, args);
            const wantsToken = context.wantsToken && !call.backend.insecure && !hasAuthorization(call);
            // A synchronous call cannot wait (D7).
            if (call.args.length > 2 && !call.args[2]) {
                try {
                    return depart(xhr, call, args, wantsToken ? context.tokenNow() : undefined);
                }
                catch (error) {
                    if (error.name === 'NetworkError' && call.backend.crossOrigin)
                        context.corsFailure(call.backend);
                    throw error;
                }
            }
            const ready = settled.get(xhr);
            if (!wantsToken && !ready && gate.open())
                return depart(xhr, call, args);
            if (typeof args[0] === 'symbol')
                return native(send, xhr, args);
            const body = args.slice(0, 1).map((it) => { var _a; return (it == null ? it : ((_a = snapshot(it)) !== null && _a !== void 0 ? _a : `${it}`)); });
            call.body = body;
            call.held = {
                go(token) {
                    try {
                        depart(xhr, call, body, token);
                    }
                    catch (error) {
                        broke(error);
                    }
                },
                wantsToken,
                ready,
                timeout: xhr.timeout,
            };
            gate.pass(call.held);
            return;
        }),
        replaceMethod(prototype, 'abort', (abort, self, args) => {
            const xhr = self;
            const call = calls.get(xhr);
            if (call && call.held) {
                const { held, body = [] } = call;
                calls.delete(xhr);
                gate.cancel(held);
                const hasBody = body[0] != null && !/^(?:get|head)$/i.test(call.args[0]);
                // The other engines have not asked anybody by then, and WebKit would ask the page's policy first.
                if ('mozAnon' in prototype) {
                    // Firefox has no upload events for `data:`. Port 1 is one of those that fetch blocks
                    // (https://fetch.spec.whatwg.org/#port-blocking); Firefox says so a little later to whatever is sent by then.
                    native(open, xhr, [call.args[0], hasBody ? `${call.backend.origin.replace(/:\d+$/, '')}:1/` : 'data:,']);
                    if (hasBody) {
                        const pause = new Promise((resolve) => {
                            setTimeout(() => {
                                settled.delete(xhr);
                                resolve();
                            }, 50);
                        });
                        settled.set(xhr, pause);
                    }
                }
                return sendNothing(xhr, hasBody ? xhr.upload : xhr, body);
            }
            const result = native(abort, xhr, args);
            if (call) {
                if (!call.sent)
                    call.steps.push(undefined);
                if (native(readyState.get, xhr) === 0)
                    restore(xhr);
            }
            return result;
        }),
    ];
    return () => {
        for (const each of undo)
            each();
    };
}

const say = (level, message) => {
    console[level](`[clerk-ajax] ${message}`);
};
/** Gives back a `say` that says each message once (rule F1: not per call). */
function createSayOnce() {
    const said = new Set();
    return (level, message) => {
        if (!said.has(message)) {
            said.add(message);
            say(level, message);
        }
    };
}

// Shared by every copy of this code on the page, be it a tag or a bundle (A4).
const KEY = Symbol.for('clerk-ajax');
/**
 * Installs the shim, once per page (A4).
 *
 * @param complain is told when another installation is there with other options
 * @param start loads Clerk, where that is asked for; it is given what to call when that fails
 * @returns the installation, or the one that is there already
 */
function installSettings(settings, complain, start) {
    const page = window;
    const { clerk: own, sources, param, debug } = settings;
    const fingerprint = JSON.stringify({ ...settings, sources: sources.map(({ text }) => text), clerk: 0 });
    // A node of our own: a page's `<img name="baseURI">` would stand in front of `document.baseURI`.
    const node = document.createTextNode('');
    const base = () => node.baseURI;
    const match = createMatcher(sources, base);
    const before = page[KEY];
    if (before) {
        if (sources[0] && (before.fingerprint !== fingerprint || before.clerk !== own)) {
            complain('is installed already, with other options, which stay: call uninstall() first');
        }
        return before.installation;
    }
    if (!sources[0]) {
        return { uninstall() { }, explain: createExplain(settings, match, (backend) => ({ reason: backend.origin }), base) };
    }
    const say$1 = createSayOnce();
    const broke = (error) => 
    // The name alone: a message could quote a URL with the session ID (F4).
    say$1('error', `failed (${Object(error).name}), so calls go out as the page made them; please report it`);
    const clerk = watchClerk(own, () => gate.changed(), (reason) => gate.giveUp(reason), broke);
    const gate = createGate(clerk, settings, say$1);
    const grantTo = createGrants(clerk, settings);
    const context = {
        gate,
        match,
        base,
        say: say$1,
        broke,
        wantsToken: settings.send.includes('session-token'),
        tokenNow: clerk.tokenNow,
        withId: (url, id, from = base) => (id === undefined ? url : addParam(url, param, id, from)),
        grant: grantTo,
        report(grant, backend, method, url) {
            if (grant.fault)
                say$1('error', grant.fault);
            if (debug) {
                // Without the query, which may hold a session ID (F4).
                const [path] = url.split(/[?#]/);
                say('debug', `${method} ${path} (${backend.source.text}): ${sendsOf(grant).join(' + ') || 'nothing'}, ${grant.reason}`);
            }
            return grant;
        },
        tokenMissing: () => say$1('error', 'Clerk gave no session token: calls go out without it'),
        corsFailure: ({ origin }) => navigator.onLine &&
            say$1('warn', `a call to ${origin} failed. If it answers at all, it must answer "Access-Control-Allow-Origin: ${pageOrigin()}" (not "*") and "Access-Control-Allow-Credentials: true"${context.wantsToken ? ', and allow the header "Authorization"' : ''}`),
    };
    const undo = settings.patch.map((name) => (name === 'fetch' ? interceptFetch : interceptXhr)(context));
    const explain = createExplain(settings, match, grantTo, base);
    const isInstalled = () => page[KEY] === installed;
    const installation = {
        explain(url) {
            const explanation = explain(url);
            return isInstalled() ? explanation : { ...explanation, sends: [], reason: 'uninstalled' };
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
    const installed = { installation, fingerprint, clerk: own };
    Object.defineProperty(page, KEY, { value: installed, writable: true, configurable: true });
    gate.changed();
    return installation;
}

/**
 * Checks the options of a tag (its `dataset`) or of a program; both meet here (rule A).
 *
 * @param raw the options; of a tag, every value is a string
 * @param fault is told of each fault (rule A2): which option, its value and what is allowed. What is valid beside it
 * is kept, what is not gets its default.
 */
function readOptions(raw, fault) {
    const reject = (option, value, allowed) => fault(option, `"${value}" is not allowed; use ${allowed}`);
    const words = (value) => [value]
        .join()
        .split(/[\s,]+/)
        .filter(Boolean);
    const choose = (option, allowed, byDefault) => {
        const given = words(raw[option]);
        const wrong = given.filter((word) => !allowed.includes(word)).join(' ');
        if (wrong || (raw[option] != null && !given[0]))
            reject(option, wrong, allowed.join(' '));
        const chosen = allowed.filter((word) => given.includes(word));
        return chosen[0] ? chosen : allowed.slice(0, byDefault);
    };
    const matching = (option, pattern, allowed) => {
        const value = raw[option];
        if (value == null)
            return;
        if (pattern.test(`${value}`))
            return `${value}`;
        reject(option, value, allowed);
        return;
    };
    const sources = [];
    const texts = words(raw.backendOrigins);
    for (const text of texts) {
        const source = parseSource(text, pageOrigin());
        if (source)
            sources.push(source);
        else
            reject('backendOrigins', text, `'self', https://host, https://*.host, with :port or /path`);
    }
    if (!texts[0])
        fault('backendOrigins', `is missing, so nothing is patched; use such as "'self' https://api.example.com"`);
    // Nine digits: a timer that is set for more than 2 ** 31 ms fires at once.
    const wait = matching('wait', /^\d{1,9}$/, 'milliseconds, at most 999999999');
    const { clerk } = raw;
    const isClerk = clerk && typeof clerk.addListener === 'function';
    if (clerk && !isClerk)
        reject('clerk', clerk, 'a Clerk instance');
    return {
        sources,
        param: matching('sessionParam', /^[\w.~-]+$/, 'letters, digits and - . _ ~') || '_clerk_session_id',
        send: choose('send', ['session-id', 'credentials', 'session-token'], 2),
        patch: choose('patch', ['fetch', 'xhr'], 2),
        wait: +(wait || 5000),
        waitGiven: !!wait,
        debug: /^(?:true)?$/.test(`${matching('debug', /^(?:true|false)?$/, 'true or false')}`),
        clerk: isClerk ? clerk : undefined,
    };
}

/**
 * Patches `fetch` and `XMLHttpRequest`, so that calls to the configured backend origins carry the active Clerk session.
 *
 * @param options the same as the attributes of the script tag (rule A)
 * @returns the installation; the one that is there already, if it has the same options (rule A4)
 * @throws TypeError when an option is wrong, outside a browser, or when another installation with other options is there
 */
function install(options) {
    if (typeof document === 'undefined')
        throw new TypeError('[clerk-ajax] needs a page: call install() in the browser');
    const complain = (complaint) => {
        throw new TypeError(`[clerk-ajax] ${complaint}`);
    };
    return installSettings(readOptions(Object(options), (option, complaint) => complain(`${option} ${complaint}`)), complain);
}

exports.install = install;
//# sourceMappingURL=index.cjs.map
