import type { Part } from '../kit/protocol.ts';
import { isDebian, LIBRARIES } from './libraries.ts';
import { titleOf } from './titles.ts';
import { TOOLS } from './tools.ts';

/** What stands before the tag of the shim with all channels. */
export interface Before {
  name: string;
  parts: Part<never>[];
  /** Whether it is one of Debian's packages. */
  isDebian?: true;
  /** Calls that are not served: what the shim says of it. */
  unserved?: { call: RegExp; says: RegExp; why: string };
}

/** Built-ins as old scripts put them in place, guarded or not. */
const BUILT_INS: Record<string, string> = {
  'String.prototype.startsWith, unguarded':
    'String.prototype.startsWith = function (s) { return this.match(s) == s; };',
  'String.prototype.endsWith, unguarded':
    "String.prototype.endsWith = function (s) { return this.match(s + '$') == s; };",
  // Its functions cannot be called with `new`.
  'Function.prototype.bind, as Prototype 1.6 has it': `Function.prototype.bind = function () {
    if (arguments.length < 2 && arguments[0] === undefined) return this;
    var method = this, args = [].slice.call(arguments), object = args.shift();
    return function () { return method.apply(object, args.concat([].slice.call(arguments))); };
  };`,
  'Array.from, which takes what has a length alone': 'Array.from = function (list) { return [].slice.call(list); };',
};

/** Wrappers of `fetch`, by what they do with the arguments. */
const FETCH: Record<string, string> = {
  'sets a member of init.headers':
    "init = init || {}; init.headers = init.headers || {}; init.headers['X-Trace'] = 'yes';",
  'spreads init.headers':
    // Spreading a `Headers` loses them, and spreading pairs makes headers named `0` and `1`.
    "if (!init || !init.headers || !init.headers[Symbol.iterator]) init = Object.assign({}, init, { headers: Object.assign({}, init && init.headers, { 'X-Trace': 'yes' }) });",
  'reads init.headers':
    "var pairs = []; new Headers(init.headers).forEach(function (value, name) { pairs.push(name); }); init.headers['X-Seen'] = '' + pairs.filter(function (name) { return name !== 'authorization'; });",
  'makes one object of URL and init':
    'var config = Object.assign({ url: input }, init); input = config.url; init = config;',
  'clones init':
    'if (window.structuredClone && !(init.headers instanceof Headers) && !init.signal) init = structuredClone(init);',
};

/** Wrappers of XMLHttpRequest. */
const XHR: Record<string, string> = {
  'sets a header in open()': `var open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function () {
      open.apply(this, arguments);
      this.setRequestHeader('X-Trace', 'yes');
    };`,
  'counts in open()': `var open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function () {
      open.apply(this, arguments);
      this.opened = (this.opened || 0) + 1;
      this.setRequestHeader('X-Opened', this.opened);
    };`,
  'opens in its own send()': `var proto = XMLHttpRequest.prototype, open = proto.open, set = proto.setRequestHeader, send = proto.send;
    proto.open = function () { this.later = { open: arguments, headers: [] }; };
    proto.setRequestHeader = function () { this.later.headers.push(arguments); };
    proto.send = function () {
      var xhr = this;
      open.apply(xhr, xhr.later.open);
      xhr.later.headers.forEach(function (header) { set.apply(xhr, header); });
      return send.apply(xhr, arguments);
    };`,
  'reads and repeats headers': `var set = XMLHttpRequest.prototype.setRequestHeader;
    XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
      set.apply(this, arguments);
      if (/^x-csrf/i.test(name)) set.call(this, 'X-Seen', name);
    };`,
};

const rowsOf = (prefix: string, scripts: Record<string, string>, wrap = (script: string) => script): Before[] =>
  Object.entries(scripts).map(([name, script]) => ({
    name: `${prefix}${name}`,
    parts: [{ script: `(function () { ${wrap(script)} })();` }],
  }));

const wrapFetch = (script: string) => `var native = window.fetch;
  window.fetch = function (input, init) { ${script} return native.call(this, input, init); };`;

const REPLACED = /fetch calls are sent without a session: another script has replaced Request/;
const NO_STREAM = /EventSource/i;

const LIBRARY_ROWS = LIBRARIES.filter(({ beforeShim }) => beforeShim).map((library): Before => {
  const { scripts = [], says, dependency } = library;
  const parts = scripts as Part<never>[];
  const polyfilled = dependency === 'whatwg-fetch' || dependency === 'unfetch';
  return {
    name: titleOf(library).replace(', before the shim', ''),
    parts,
    ...(isDebian(library) && { isDebian: true }),
    ...(says && {
      unserved: { call: /^fetch/, says: REPLACED, why: 'Calls of fetch are not served, which the shim says.' },
    }),
    // Nothing can be streamed by a fetch that is an XHR.
    ...(polyfilled && {
      unserved: {
        call: /^EventSource, token/,
        says: NO_STREAM,
        why: 'An EventSource to a backend that gets tokens is not served, which the shim says: there is no fetch that could read a stream.',
      },
    }),
  };
});

const TOOL_ROWS = TOOLS.map(
  (tool): Before => ({
    name: titleOf(tool),
    parts: [{ script: 'window.backends = [];' }, { src: `/iife/tool/test/interop/tools/${tool.page}` }],
  }),
);

export const BEFORE: Before[] = [
  ...rowsOf('', BUILT_INS),
  ...rowsOf('a wrapper of fetch that ', FETCH, wrapFetch),
  ...rowsOf('a wrapper of XMLHttpRequest that ', XHR),
  ...LIBRARY_ROWS,
  ...TOOL_ROWS,
];

export const BEFORE_SUITE = 'E4a, E7, B5a, I1: scripts before the tag of all channels';

/** When its calls are made, and the words for it. */
export const WHEN = { held: 'while Clerk is loading', known: 'with the session known' } as const;

export const titleOfBefore = ({ name }: Before, when: string) => `E7: ${name}, before the tag: all channels, ${when}`;
