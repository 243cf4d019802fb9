import { REPLACE } from './floors.ts';
import type { TargetName } from './plan.ts';
import type { Operation } from './protocol.ts';
import { SESSION_PARAM } from './session.ts';

/** One script of a row of scripts, each of which does one thing more than the one before it: the profile of a call. */
export interface Step {
  title: string;
  operation: Extract<Operation, 'open' | 'fetch'>;
  target: TargetName;
  script: string;
}

const replacing = (owner: string, name: Step['operation']) => (before: string, method: string) =>
  `(() => { 'use strict'; ${REPLACE} ${before}
  replace(${owner}, '${name}', (native) => ({ ${name}(...args) { ${method} } }).${name});
})();`;
const open = replacing('XMLHttpRequest.prototype', 'open');
const fetches = replacing('window', 'fetch');

const START = 'https://api.elsewhere.test/';
const LOOK = `const start = '${START}'; const calls = new WeakMap();`;
const RELATIVE = String.raw`
  const relative = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;
  const node = document.createTextNode('');
  let page = '';
  const calls = new WeakMap();
  const look = (url) => {
    if (!relative.test(url)) return;
    const base = node.baseURI;
    if (base !== page) page = base;
  };`;

const [NAME, VALUE] = SESSION_PARAM.split('=');
const SPLICE = `
  const plain = /^[^\\0-\\x20#%]*[^\\0-\\x20#%:]$/;
  const splice = (url) => {
    if (!plain.test(url) || url.includes('${NAME}')) throw new Error(url);
    const query = url.indexOf('?');
    const glue = query < 0 ? '?' : query === url.length - 1 || url.endsWith('&') ? '' : '&';
    return \`\${url}\${glue}${NAME}=${VALUE}\`;
  };
  const calls = new WeakMap();`;

const PLAIN_INIT = `
  const isPlain = (init) => {
    const prototype = Object.getPrototypeOf(init);
    return (!prototype || (!Object.getPrototypeOf(prototype) && 'isPrototypeOf' in prototype)) &&
      Reflect.ownKeys(init).every((name) => {
        const member = Object.getOwnPropertyDescriptor(init, name);
        return member.enumerable && 'value' in member;
      });
  };`;

export const steps: Step[] = [
  {
    title: 'a function that looks native',
    operation: 'open',
    target: 'elsewhere',
    script: open('', 'return apply(native, this, args);'),
  },
  {
    title: '… looks at how the URL starts, and whether the object was ours',
    operation: 'open',
    target: 'elsewhere',
    script: open(
      LOOK,
      `const url = args[1];
      if (typeof args[0] !== 'string' || typeof url !== 'string' || !url.startsWith(start)) throw new Error(url);
      if (calls.get(this)) throw new Error(url);
      return apply(native, this, args);`,
    ),
  },
  {
    title: '… or, for a relative URL, at its shape and the base',
    operation: 'open',
    target: 'own',
    script: open(RELATIVE, 'look(args[1]); if (calls.get(this)) throw new Error(); return apply(native, this, args);'),
  },
  {
    title: 'adds the parameter without a look',
    operation: 'open',
    target: 'backend',
    script: open('', `args[1] += '&${SESSION_PARAM}'; return apply(native, this, args);`),
  },
  {
    title: '… where C1 and C2 have it',
    operation: 'open',
    target: 'backend',
    script: open(SPLICE, 'args[1] = splice(args[1]); return apply(native, this, args);'),
  },
  {
    title: '… and keeps the call for send()',
    operation: 'open',
    target: 'backend',
    script: open(
      SPLICE,
      `const list = args.slice();
      const opened = splice(args[1]);
      list[1] = opened;
      calls.get(this);
      calls.set(this, { args, opened, id: '', base: '', steps: [] });
      return apply(native, this, list);`,
    ),
  },
  {
    title: 'adds the parameter where C1 and C2 have it',
    operation: 'fetch',
    target: 'backend',
    script: fetches(SPLICE, 'args[0] = splice(args[0]); return apply(native, this, args);'),
  },
  {
    title: '… and credentials to a copy of init',
    operation: 'fetch',
    target: 'backend',
    script: fetches(SPLICE, "return apply(native, this, [splice(args[0]), { ...args[1], credentials: 'include' }]);"),
  },
  {
    title: '… where reading it twice cannot be noticed (E3)',
    operation: 'fetch',
    target: 'backend',
    script: fetches(
      SPLICE + PLAIN_INIT,
      `if (!isPlain(args[1])) throw new Error();
      return apply(native, this, [splice(args[0]), { ...args[1], credentials: 'include' }]);`,
    ),
  },
  {
    title: '… and hears of failures (F3)',
    operation: 'fetch',
    target: 'backend',
    script: fetches(
      SPLICE + PLAIN_INIT,
      `if (!isPlain(args[1])) throw new Error();
      return apply(native, this, [splice(args[0]), { ...args[1], credentials: 'include' }])
        .then(undefined, (error) => { throw error; });`,
    ),
  },
];
