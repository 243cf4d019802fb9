import { expect } from 'chai';
import { pathOf } from '../kit/doctor/backends.ts';
import { FRONTEND_API, openCaller, TOKEN, works } from '../kit/doctor/caller.ts';
import { askDoctor, engine, origins, type Part, type TestPage } from '../kit/page.ts';

// What the doctor says of a page, and what becomes of the calls of that page, in a real browser.

type PagePart = Part<(window: Window) => void>;

interface PageCase {
  works: boolean;
  /** Where one engine differs, of which the doctor warns. */
  worksHere?: boolean;
  /** What the doctor finds. */
  finding?: string;
  /** Default: a tag for session tokens. */
  head?: PagePart[];
  policy?: string;
  nonce?: string;
  charset?: string;
}

const url = origins.backend + pathOf('no fault');
const tag: PagePart = { shim: { 'data-token-origins': origins.backend } };
const shim = (attributes: Record<string, string | true>, more: { src?: string } = {}): PagePart[] => [
  { shim: { 'data-token-origins': origins.backend, ...attributes }, ...more },
];
/** The Frontend API. */
const API = new URL(FRONTEND_API).origin;
const WORKERS = 'worker-src blob:';
const FILE = encodeURIComponent('/dist/clerk-ajax.min.js');
const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

const POLICIES: Record<string, PageCase> = {
  'the backend': { works: true, policy: `connect-src ${API} ${origins.backend}` },
  'any server': { works: true, policy: 'connect-src *' },
  'any port of its host': { works: true, policy: `connect-src ${API} http://localhost:*` },
  'a host without a scheme': { works: true, policy: `connect-src ${API} ${origins.backend.slice(7)}` },
  'a scheme': { works: true, policy: 'connect-src https: http:' },
  'a path of the backend': { works: true, policy: `connect-src ${API} ${origins.backend}/faulty/` },
  'another path': { works: false, finding: 'policy-connect', policy: `connect-src ${API} ${origins.backend}/other/` },
  'another port': { works: false, finding: 'policy-connect', policy: `connect-src ${API} ${origins.closed}` },
  'https only': { works: false, finding: 'policy-connect', policy: 'connect-src https:' },
  'no server': { works: false, finding: 'policy-connect', policy: "connect-src 'none'" },
  'itself, by default': { works: false, finding: 'policy-connect', policy: "default-src 'self'" },
  'all, and then less': { works: false, finding: 'policy-connect', policy: `connect-src *, connect-src ${API} 'self'` },
  "the shim's script by its nonce": { works: true, nonce: 'n0nce', policy: `script-src 'nonce-n0nce'; ${WORKERS}` },
  'by a nonce, strictly': {
    works: true,
    nonce: 'n0nce',
    policy: `script-src 'nonce-n0nce' 'strict-dynamic'; ${WORKERS}`,
  },
  'not the file of the shim': {
    works: false,
    finding: 'policy-script',
    policy: `script-src ${origins.page}/support/; ${WORKERS}`,
  },
  'every https host': { works: false, finding: 'policy-connect', policy: 'connect-src https://*' },
  'every host and port': { works: true, policy: 'connect-src http://*:*' },
  'every host at a port': {
    works: true,
    worksHere: engine !== 'webkit',
    finding: 'policy-connect',
    policy: `connect-src ${API} *:${new URL(origins.backend).port}`,
  },
  'a path that is escaped': {
    works: true,
    policy: `connect-src ${API} ${origins.backend}${pathOf('no fault').replace('f', '%66')}`,
  },
  'its scripts and its origin, in a sandbox': { works: true, policy: 'sandbox allow-scripts allow-same-origin' },
  'no workers': { works: true, finding: 'policy-worker', policy: "script-src 'self'" },
};

const TAGS: Record<string, PageCase> = {
  'for session tokens': { works: true },
  'for session IDs': { works: true, head: [{ shim: { 'data-backend-origins': origins.backend } }] },
  'for both': {
    works: true,
    head: [{ shim: { 'data-backend-origins': "'self'", 'data-token-origins': origins.backend } }],
  },
  'with data-send': {
    works: true,
    head: [{ shim: { 'data-backend-origins': origins.backend, 'data-send': 'session-token' } }],
  },
  'with credentials alone': {
    works: false,
    head: [{ shim: { 'data-backend-origins': origins.backend, 'data-send': 'credentials' } }],
    finding: 'refused',
  },
  'with another name of the parameter': {
    works: false,
    head: [{ shim: { 'data-backend-origins': origins.backend, 'data-session-param': 'sid' } }],
    finding: 'refused',
  },
  'of another backend': {
    works: false,
    head: shim({ 'data-token-origins': origins.foreign }),
    finding: 'tag-other-backend',
  },
  'of another path': {
    works: false,
    head: shim({ 'data-token-origins': `${origins.backend}/api/` }),
    finding: 'tag-other-backend',
  },
  'of no backend': { works: false, head: shim({ 'data-token-origins': '*' }), finding: 'attribute' },
  'with a wrong value beside': { works: true, head: shim({ 'data-wait': 'long' }), finding: 'attribute' },
  'with an attribute that is misspelt': {
    works: true,
    head: shim({ 'data-wat': '1' }),
    finding: 'attribute-misspelt',
  },
  // What the page's owner meant is beside what is right, and is the cause if calls fail.
  'whose list is misspelt': {
    works: false,
    head: [{ shim: { 'data-backend-origins': "'self'", 'data-token-origin': origins.backend } }],
    finding: 'list-misspelt',
  },
  'that excludes the backend': {
    works: false,
    head: shim({ 'data-exclude': `${origins.backend}/faulty/` }),
    finding: 'tag-excludes',
  },
  'of the file with all channels': {
    works: true,
    head: shim({ 'data-patch': 'fetch xhr beacon' }, { src: '/dist/clerk-ajax.all.min.js' }),
  },
  'for a channel that its file lacks': {
    works: true,
    head: shim({ 'data-patch': 'fetch xhr beacon' }),
    finding: 'attribute',
  },
  'that is missing': { works: false, head: [], finding: 'tag-missing' },
  'in a comment': {
    works: false,
    head: [{ html: `<!-- <script src="/dist/clerk-ajax.min.js"></script> -->` }],
    finding: 'tag-missing',
  },
  'as a module': { works: false, head: shim({ type: 'module' }), finding: 'tag-not-classic' },
  'of a strange type': { works: false, head: shim({ type: 'text/plain' }), finding: 'tag-not-classic' },
  'for old browsers': { works: false, head: shim({ nomodule: true }), finding: 'tag-not-classic' },
  'whose type is a space': { works: false, head: shim({ type: ' ' }), finding: 'tag-not-classic' },
  'whose type is empty': { works: true, head: shim({ type: '' }) },
  'in another language': { works: false, head: shim({ language: 'vbscript' }), finding: 'tag-not-classic' },
  'in an old spelling of the language': { works: true, head: shim({ language: 'JavaScript' }) },
  'whose file is an HTML page': { works: false, head: shim({}, { src: '/k/page/body/html' }), finding: 'tag-file' },
  'whose file is empty': { works: false, head: shim({}, { src: '/k/empty/body/empty' }), finding: 'tag-file' },
  'whose file is plain text, strictly': {
    works: false,
    head: shim({}, { src: '/k/text/header/X-Content-Type-Options/nosniff/body/empty' }),
    finding: 'tag-file',
  },
  'whose file redirects': { works: true, head: shim({}, { src: `/k/moved/redirect/302/${FILE}` }) },
  'whose file redirects, with an integrity and without crossorigin': {
    works: false,
    head: shim(
      { integrity: `sha384-${'A'.repeat(64)}` },
      { src: `/k/moved/redirect/302/${encodeURIComponent(`${origins.foreign}/dist/clerk-ajax.min.js`)}` },
    ),
    finding: 'tag-crossorigin',
  },
  'before a policy': { works: true, head: [tag, { html: meta(`script-src ${origins.page}/support/; ${WORKERS}`) }] },
  'before a policy that forbids calls': {
    works: false,
    head: [tag, { html: meta("connect-src 'self'") }],
    finding: 'policy-connect',
  },
  'behind a policy': {
    works: false,
    head: [{ html: meta(`script-src ${origins.page}/support/`) }, tag],
    finding: 'policy-script',
  },
  'before a base': {
    works: true,
    head: [
      { shim: { 'data-token-origins': origins.backend }, src: '../../dist/clerk-ajax.min.js' },
      { html: `<base href="${origins.page}/a/b/c/d/">` },
    ],
  },
  'in UTF-16': { works: true, charset: 'utf-16' },
  'with async': { works: true, head: shim({ async: true }), finding: 'tag-late' },
  'behind another script': { works: true, head: [{ src: '/support/run.js' }, tag], finding: 'tag-not-first' },
  'whose file is missing': { works: false, head: shim({}, { src: '/dist/clerk-ajax.old.js' }), finding: 'tag-file' },
  'with the integrity of another file': {
    works: false,
    head: shim({ integrity: `sha384-${'A'.repeat(64)}` }),
    finding: 'integrity',
  },
  'of another origin, with integrity and without crossorigin': {
    works: false,
    head: shim({ integrity: `sha384-${'A'.repeat(64)}` }, { src: `${origins.foreign}/dist/clerk-ajax.min.js` }),
    finding: 'tag-crossorigin',
  },
};

async function compare({ head = [tag], policy, nonce, charset, ...expected }: PageCase): Promise<void> {
  const definition = {
    head,
    ...(policy && { headers: { 'Content-Security-Policy': policy } }),
    ...(nonce && { nonce }),
    ...(charset && { charset }),
  };
  const page = await openCaller(definition as TestPage);
  const args = ['check', url, '--page', page.window.location.href, '--tag', '--token-env', 'TOKEN', '--json'];
  const { code, out } = await askDoctor(args, { TOKEN });
  const found = JSON.parse(out).findings.map(({ id }: { id: string }) => id);
  const happened = await works(page, url);
  const here = expected.worksHere ?? expected.works;
  expect({ happened, code }, found.join()).to.deep.equal({
    happened: [here, here],
    code: expected.works ? 0 : 1,
  });
  if (expected.finding) expect(found).to.include(expected.finding);
}

describe('the doctor agrees with browsers of a page', () => {
  for (const [name, each] of Object.entries(POLICIES)) {
    it(`K1 K5: whose policy allows ${name}`, () => compare(each));
  }
  for (const [name, each] of Object.entries(TAGS)) {
    it(`K1 K5: with a tag ${name}`, () => compare(each));
  }
  it("K1 K5: with the integrity of the tag's file", async () => {
    const readme = await (await fetch('/README.md')).text();
    const [integrity = ''] = /sha384-[\w+/=]+/.exec(readme) ?? [];
    await compare({ works: true, head: shim({ integrity }) });
  });
});
