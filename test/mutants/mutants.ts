/** The code of a rule, taken out of a file. Tests whose titles begin with the rule must notice. */
type Row = [
  rule: string,
  /** What is taken out. */
  what: string,
  /** Stands once in the file; line breaks and indentation do not matter. */
  code: string,
  instead: string,
];

/** By the file in `src/`. */
export const mutants: Record<string, Row[]> = {
  'calls/backends.ts': [['B6', "ClerkJS's own requests", '|| isClerkJs(url)', '']],
  'calls/calls.ts': [['F4', 'the query in debug lines', `\${withoutQuery(url)}`, `\${url}`]],
  'calls/clerkWait.ts': [
    ['D1', 'holding', 'if (!this._settings.wait || this.isLeaving', 'if (true'],
    ['D2', 'the end of the wait', 'setTimeout(() => this.giveUp(timeIsUp(wait)), wait)', '0'],
    ['D3', 'pages without Clerk', "this.giveUp(NO_CLERK, 'absent')", '0'],
    ['D3', 'pagehide', "addEventListener('pagehide', this);", ''],
    ['D3a', 'a Clerk that comes late', '&& !this._clerk.loaded()) this._start();', '&& false) this._start();'],
    ['D3b', 'pageshow', "addEventListener('pageshow', this);", ''],
    [
      'D4',
      'holding during a switch',
      "phase === 'loading' || clerk.loaded() || (phase !== 'gave up' && clerk.inSight())",
      "phase === 'loading' || (phase === 'absent' && clerk.inSight())",
    ],
  ],
  'calls/explain.ts': [['F2', 'whether a call is ours', 'ours: true', 'ours: false']],
  'calls/gate.ts': [
    [
      'C3',
      'the look at the session when the token is there',
      'if (this._clerk.context(template) === context)',
      'if (true)',
    ],
    ['C6', 'the limit of the wait for a token', 'now() + TOKEN_LIMIT', 'Infinity'],
    ['C6', 'the time that a switch takes', 'waiting.tokenLimit = 0;', ''],
    ['D1', 'the order of the calls', 'of [...this._calls])', 'of [...this._calls].reverse())'],
    ['D4', 'a switch while a token is awaited', '} else if (this._wait.holds()) {', '} else if (false) {'],
    ['D2a', 'a later call', 'this.catchUp(); if (call.ready)', 'if (call.ready)'],
    ['D3b', 'a body that is not read by pagehide', 'if (!waiting.isReady && !isLeaving)', 'if (!waiting.isReady)'],
  ],
  'calls/grant.ts': [
    ['C4', 'no token when signed out', 'token: !!session && sendsToken', 'token: sendsToken'],
    ['C5', 'calls to the own origin', 'sendsCredentials && crossOrigin', 'sendsCredentials'],
    ['C6', 'no token over plain http', 'sendsToken && !fault', 'sendsToken'],
    ['C7', 'production without SSL', 'insecure && clerk.production()', 'false'],
  ],
  'calls/sessionParam.ts': [
    ['C2', "the page's own parameter", 'if (param && !stays)', 'if (param)'],
    ['C2', 'session IDs that the page has read back', 'value in issued', 'false'],
    [
      'E1a',
      'the URL that the page reads back',
      '(last === undefined ? url : takeOut(url, name, isIssued).rest)',
      'url',
    ],
  ],
  'calls/tokenParam.ts': [
    ['I3', "the page's own parameter for the token", '!!tokenParam && !isIn(url, tokenParam)', '!!tokenParam'],
  ],
  'channels/beacon.ts': [['I4', 'a beacon of ours', 'if (!backend)', 'if (true)']],
  'channels/eventSource/fetchConnection.ts': [
    ['I2', 'the end at another status', 'status !== 200 ||', ''],
    ['I2', 'no event of another account', '&& !stream.follow()', ''],
    ['I2', 'the last event ID', 'if (lastEventId) headers', 'if (false) headers'],
  ],
  'channels/eventSource/stream.ts': [
    [
      'I2',
      'opening anew when the account is switched',
      '|| context === this._context) return false;',
      '|| true) return false;',
    ],
    ['I2', 'the last event ID of another account', "this.lastEventId = '';", ''],
    ['I2', 'closing while it waits', 'calls.gate.cancel(this);', ''],
    ['I2', 'waiting for sign-in', 'if (!context) {', 'if (false) {'],
  ],
  'channels/webSocket/socket.ts': [['I3', 'closing while it is held', 'it.cancel();', '']],
  'channels/webSocket/webSocket.ts': [
    ['B1a', 'sources for wss and ws', `calls.match(\`http\${address}\`)`, `calls.match(\`ws\${address}\`)`],
    ['I3', 'waiting for Clerk', 'wantsToken || !calls.gate.isOpen()', 'wantsToken'],
  ],
  'channels/fetch/fetch.ts': [
    [
      'B4',
      'the string that was checked',
      `args[0] = \`\${input}\`; return args[0] as string;`,
      `return \`\${input}\`;`,
    ],
    ['C5', 'omit', "if (credentials === 'omit' && calls.omitsCredentials(backend)) return;", ''],
    ['E3', 'rejecting where a URL cannot be converted', 'return reject(error);', 'throw error;'],
    [
      'E5',
      'the very same arguments of fetch()',
      'let list = args;',
      'let list = args.map((it) => (it instanceof Object ? Object.create(it) : it));',
    ],
    [
      'E8',
      'a failure of the shim',
      'calls.broke(error); } const promise',
      'calls.broke(error); throw error; } const promise',
    ],
  ],
  'channels/fetch/readInit.ts': [
    ['D5', 'the body of the moment', 'body = snapshot(value);', 'body = value;'],
    ['E3', 'reading init once', "member.enumerable && 'value' in member", 'true'],
  ],
  'channels/fetch/sendRequest.ts': [
    ['C6', "the page's own Authorization", '&& !hasHeader && request.mode', '&& request.mode'],
    ['D5', 'abort while held', "if (call.signal) call.signal.addEventListener('abort', call.onAbort);", ''],
    [
      'D5',
      'arguments checked at once',
      'return settle(() => forward(input, copy || reader === init ? init : members));',
      'return;',
    ],
  ],
  'channels/fetch/watchAnswer.ts': [
    ['F3', 'the warning', 'calls.corsFailure(backend);', '{}'],
    ['F5', 'the explanation', 'mayBeRefused(status)', 'false'],
  ],
  'channels/xhr/abortHeld.ts': [['D6', 'the events of abort()', 'apply(send, xhr, body);', '']],
  'channels/xhr/sendCall.ts': [
    [
      'C3',
      'the look at the session as an XHR leaves',
      'if (call.isPostponed || carried.url !== call.opened || carried.token || held)',
      'if (call.isPostponed || carried.token)',
    ],
    ['C5', "the page's own value again", 'native.setCredentials(xhr, false);', ''],
  ],
  'channels/xhr/native.ts': [
    [
      'E1',
      'the prototype of native objects',
      'while (Object.getPrototypeOf(prototype) !== XMLHttpRequestEventTarget.prototype)',
      'while (false)',
    ],
    ['E7', 'look-alikes in place of XHR', 'if (!prototype) return;', 'if (!prototype) break;'],
  ],
  'channels/xhr/xhr.ts': [
    ['A6', 'session IDs of XHRs that are not sent', 'takeIdsBack(channel);', ''],
    ['D6', 'the body of the moment', '(snapshot(body) ??', '(body ??'],
    ['D6', 'send() of a held XHR', "return throwAlreadySent(native, 'send', args);", 'return;'],
    ['D6', 'setRequestHeader() of a held XHR', "return throwAlreadySent(native, 'setRequestHeader', args);", 'return;'],
    ['D6', 'open() of a held XHR', 'if (before.held) calls.gate.cancel(before.held);', ''],
    ['D6', 'nothing is sent by abort()', 'calls.gate.cancel(call.held);', ''],
    ['D6', 'its own timeout', 'timeout: () => native.timeout(xhr),', ''],
    ['D7', 'synchronous calls', 'if (call.args.length > 2 && !call.args[2])', 'if (false)'],
    ['E6', 'objects of another realm', '|| !apply(isPrototypeOf, native.prototype, [xhr])', ''],
    [
      'E6',
      'undefined as third argument',
      'args = call.args.slice();',
      'args = call.args.filter((it) => it !== undefined);',
    ],
  ],
  'clerk/ancestors.ts': [
    ['J1', 'the pages around a frame', '[window];', '[window]; if (pages) return [window];'],
    [
      'J1',
      'a page that has overwritten `parent`',
      '(page as PageInFrame).frameElement.ownerDocument.defaultView as Page | null',
      'null',
    ],
  ],
  'clerk/clerk.ts': [
    ['C6', 'a token that has expired', 'seconds > 0', 'true'],
    ['D1', "Clerk's emission", 'clerk.addListener(changed)', 'clerk.addListener(() => {})'],
    ['D2a', "Clerk's status", 'else changed();', ''],
    ['D3', "the failure of Clerk's script", 'failed(SCRIPT_FAILED)', '0'],
    ['D3', 'the status "error"', 'failed(STATUS_ERROR);', '{}'],
    ['J1', 'a script of its own', '|| quietly(() => hasClerkScript(page.document))', ''],
    ['J1', 'leaving nothing behind', 'isLeaving || !document.defaultView ? null : current()', 'current()'],
    ['J1', 'a document that is opened anew', '|| !document.defaultView', ''],
    ['J1', 'a Clerk that is assigned in another page', 'look = setTimeout(changed, LOOK)', '0'],
    ['J1', 'a page around it that is loading', '|| pages.slice(1).some(isLoading)', ''],
    ['J1', 'production', ': pages.some((page)', ': [window].some((page: any)'],
  ],
  'clerk/clerkScripts.ts': [
    ['H2', "the tags of Clerk's components", '!exec(UI, srcOf(script))', 'true'],
    ['H2', 'a build that makes no Clerk', '!exec(BUILD, srcOf(script as Element))', 'true'],
    ['F2', 'a script that has failed', 'noteFailure(script);', ''],
  ],
  'clerk/loadClerk.ts': [
    ['H', 'a Clerk that is there already', 'if (globalClerk() || hasClerkScript(document, tag)) return;', ''],
    ['H', 'the nonce', 'script.nonce = tag.nonce as string;', ''],
  ],
  'clerk/loadOptions.ts': [
    ['H1', 'asking the primary domain', "read('satellite-auto-sync') !== 'false'", 'false'],
    ['H1', 'the sign-in URL', 'options.signInUrl = signInUrl', '0'],
  ],
  'clerk/scriptUrl.ts': [
    ['H1', 'the legacy build', "'clerk.legacy.browser.js'", "'clerk.browser.js'"],
    ['H1', 'satellites in development', "(/^pk_live_/.test(key) || !!read('sign-in-url'))", '/^pk_live_/.test(key)'],
  ],
  'clerk/sessionState.ts': [
    ['F2', 'a session that has ended elsewhere', 'refused = id;', ''],
    ['F2', 'a session that has expired', '+expireAt <= Date.now()', 'false'],
  ],
  'clerk/tokens.ts': [
    ['C6', 'renewing', 'if (isWrong || (isClockRight && !isFresh))', 'if (false)'],
    ['C6', 'one renewal for all', 'if (!renewal || now() > renewal.limit)', 'if (true)'],
  ],
  'config/options.ts': [
    ['A2', 'the fault of a wrong word', "reject(option, allowed.join(' ') + more, wrong)", '0'],
    ['A3', 'the fault of no backend origin', "fault('backendOrigins', NO_BACKEND)", '0'],
  ],
  'config/sourceList.ts': [
    [
      'B1',
      'wildcards',
      'if (end ? startsWith(named, start) && endsWith(named, end, start.length) : named === start)',
      'if (named === start)',
    ],
    ['B2', 'refusing self, none and null', '(?!(?:self|none|null)(?:\\/|$))', ''],
  ],
  'install.ts': [
    ['A4', 'the installation that is there', 'const before = page[KEY];', 'const before = undefined;'],
    ['A4', 'the error of other options', 'complain(INSTALLED_ALREADY)', '0'],
    ['A6', 'letting held calls go', 'wait.stop();', ''],
    ['E7a', 'saying what cannot be patched', "say('error', cannotPatch(name, (error as Error).message));", ''],
  ],
  'messages.ts': [
    ['E8', 'a console that lacks methods', "console[console[level] ? level : 'log']", 'console[level]'],
    ['F1', 'the name in front', '[clerk-ajax] ', ''],
    ['F1', 'saying it once', 'if (said[key]) return;', ''],
  ],
  'platform/baseUrl.ts': [['B3', 'the base of the document', 'baseOf(node)', 'location.href']],
  'platform/natives.ts': [
    ['B5a', 'startsWith of the start', 'slice(text, 0, start.length) === start;', 'text.startsWith(start);'],
  ],
  'platform/replaceMethod.ts': [
    ['A6', 'passing everything through', 'active = false;', ''],
    ['E2', '`[native code]`', 'const value = new Proxy(', 'const value = ((it) => it)('],
    ['E2', 'name and length', 'Object.defineProperty(method, key, descriptorOf(native, key));', ';'],
  ],
  'platform/replaceProperty.ts': [
    ['E2', 'the descriptor', '{ ...before, [part]: by }', '{ ...before, [part]: by, enumerable: false }'],
  ],
  'platform/standIn.ts': [['I3', 'event handlers', 'listen(target, type, handler);', '']],
  'platform/requestBody.ts': [
    ['D5a', 'a body that cannot be read', 'taken.ready = undefined;', 'taken.ready = taken.spare = undefined;'],
    [
      'E4',
      'the members of a Request',
      'for (const name in request)',
      "for (const name in request) if (name !== 'cache')",
    ],
    ['E4', 'the body of a Request', 'taken.body = body;', ''],
  ],
  'platform/strings.ts': [['E6', 'user and password, converted once', '(i > 2 && i < 5 && list[i] != null)', 'false']],
  'platform/url.ts': [
    [
      'C1',
      'putting it before the fragment',
      `\${head}\${glue}\${param}\${slice(url, head.length)}`,
      `\${url}\${glue}\${param}`,
    ],
    ['B5', 'removing what the URL parser removes', 'const clean = preprocess(url);', 'const clean = url;'],
  ],
  'entries/tag.ts': [
    ['A1', 'the look at what currentScript is', "if (toString(tag) === '[object HTMLScriptElement]')", 'if (tag)'],
    ['A5', 'install() of the global', '{ ...window.ClerkAjax, install, ...installation }', '{ ...installation }'],
  ],
};
