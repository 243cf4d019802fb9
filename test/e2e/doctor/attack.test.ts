import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, closeBackends, corsFor, startBackend } from './backend.ts';

// Pages and backends that want to do harm to whoever checks them.

const now = Math.floor(Date.now() / 1000);
const SID = 'sess_2aB3cD4eF5gH6iJ7kL8';
const TOKEN = tokenOf({ sid: SID, iat: now, exp: now + 3600 });
const PAGE = 'http://localhost:4400';
const CLEAR = '\u001b[2J\u001b[H✓ works\n✓ works\n\u001b]52;c;eA==\u0007\u009b2J\u202e';

/** What a terminal would act on; the report's own lines end by `\n`. */
const ACTS = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

const check = (url: string, page: string, ...more: string[]) =>
  askDoctor({ args: ['check', url, '--page', page, '--token-env', 'TOKEN', ...more], env: { TOKEN } });

const escaped = (text: string) => text.replace(/[&"<\p{Cc}]/gu, (each) => `&#${each.codePointAt(0)};`);

/** A page and its backend in one. */
async function startPage(page: (res: ServerResponse, req: IncomingMessage) => unknown) {
  const backend = await startBackend((req, res) => {
    if (req.url?.startsWith('/page')) page(res, req);
    else answerRightly(backend.origin)(req, res);
  });
  return { url: `${backend.origin}/me`, page: `${backend.origin}/page`, origin: backend.origin };
}

const html = (content: string) => `<!doctype html><html><head>${content}</head></html>`;
const tagFor = (origin: string, more = '') =>
  `<script src="/page.js" data-token-origins="${origin}" ${more}></script><script src="/app.js"></script>`;

/** Checks that a run ends in one sentence, and soon. */
async function expectSentence(run: ReturnType<typeof check>, sentence: RegExp) {
  const start = performance.now();
  const { code, out, err: all } = await run;
  // What a slow machine says of its progress.
  const err = all.replace(/^clerk-ajax: sending requests .*\n/, '');
  expect({ code, out }, err).to.deep.equal({ code: 2, out: '' });
  expect(err).to.match(/^clerk-ajax: [^\n]*\n$/);
  expect(err).to.match(sentence);
  expect(performance.now() - start).to.be.below(8000);
}

describe('the doctor, attacked', function () {
  this.timeout(30_000);
  afterEach(closeBackends);

  for (const format of ['--verbose', '--json', '--all']) {
    it(`K7: what a page says is shown, on one line, and never acts on the terminal (${format})`, async () => {
      const attributes = `data-wait="${escaped(CLEAR)}" data-send="${escaped(CLEAR)}" type="${escaped(CLEAR)}" data-${'x'.repeat(9)}="1"`;
      const { url, page } = await startPage((res) =>
        res
          .writeHead(200, { 'Content-Security-Policy': "connect-src 'self' \u009b2J" })
          .end(html(`${tagFor('localhost:*', attributes)}<script src="${escaped(CLEAR)}"></script>`)),
      );
      const { out } = await check(url, page, '--tag', format);
      expect(out).not.to.match(ACTS);
      expect(out).to.include('\\x1b[2J');
      expect(out.split('\n').filter((line) => /^✓ works/.test(line))).to.deep.equal([]);
    });

    it(`K7: nor does what a backend says (${format})`, async () => {
      const { origin } = await startBackend(({ method }, res) =>
        res
          .writeHead(method === 'OPTIONS' ? 204 : 401, {
            ...corsFor(PAGE),
            'Access-Control-Allow-Methods': 'GET, \u009b2J, x\\x27;evil()',
            'x-clerk-auth-reason': '\u009b31m\u0085',
            'x-clerk-auth-message': '\u009b2Jworks',
          })
          .end(),
      );
      const { out } = await check(origin, PAGE, format, '--for', 'express');
      expect(out).not.to.match(ACTS);
      expect(out).to.include(format === '--json' ? '\\\\x9b2J' : '\\x9b2J');
      expect(out).not.to.match(/methods: .*evil/);
    });
  }

  it('K7: nor do arguments', async () => {
    for (const args of [[CLEAR], ['check', CLEAR], ['check', 'http://a/', `--${CLEAR}`], ['tag', '--key', CLEAR]]) {
      const { code, err } = await askDoctor({ args, env: {} });
      expect(code).to.equal(2);
      expect(err).not.to.match(ACTS);
    }
  });

  it('K7: a policy of 100,000 words is not printed in full, nor are 100,000 attributes', async () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `https://h${index}.example`).join(' ');
    const attributes = Array.from({ length: 20_000 }, (_, index) => `data-x${index}`).join(' ');
    const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src ${words}">`;
    const { url, page } = await startPage((res) => res.end(html(meta + tagFor('localhost:*', attributes))));
    const { out } = await check(url, page, '--tag', '--verbose');
    expect(out.length).to.be.below(100_000);
    expect(out).to.include('further findings, which are left out');
  });

  for (const [name, text] of [
    ['in pieces', TOKEN.replace(/.{10}/g, '$& ')],
    ['in base64', Buffer.from(`Bearer ${TOKEN}`).toString('base64')],
    ['in part', TOKEN.slice(-60)],
  ] as const) {
    it(`K3: a token that a backend repeats ${name} is not printed`, async () => {
      const { origin } = await startBackend(({ url }, res) =>
        url?.startsWith('/next')
          ? res.writeHead(401, corsFor(PAGE)).end()
          : res
              .writeHead(302, {
                ...corsFor(PAGE),
                'x-clerk-auth-reason': 'session-token-missing',
                'x-clerk-auth-message': text,
                Location: `/next?${encodeURIComponent(text)}`,
              })
              .end(),
      );
      for (const format of ['--verbose', '--json', '--all']) {
        const { out } = await check(`${origin}/me`, PAGE, format);
        const letters = out.replace(/[^a-z\d]/gi, '');
        for (const secret of [TOKEN, Buffer.from(`Bearer ${TOKEN}`).toString('base64')]) {
          const own = secret.replace(/[^a-z\d]/gi, '');
          for (let at = 40; at + 12 < own.length; at++) expect(letters).not.to.include(own.slice(at, at + 12));
        }
      }
    });
  }

  it('K3: a secret key is not printed, whatever stands around it, nor a token where it does not belong', async () => {
    const secret = `sk_live_${'a1B2'.repeat(8)}`;
    for (const args of [
      ['check', `${PAGE}/me`, '--page', PAGE, '--key', ` ${secret}`],
      ['check', `${PAGE}/me`, '--page', PAGE, '--key', `"${secret}"`],
      ['tag', '--backend', PAGE, '--key', `pk_live_${secret}`],
      ['check', secret, '--page', PAGE],
      [secret],
      ['check', TOKEN, '--page', PAGE],
      ['check', `${PAGE}/me`, '--page', PAGE, '--header', `Bearer ${TOKEN}`],
    ]) {
      const { code, out, err } = await askDoctor({ args, env: {} });
      expect(code).to.equal(2);
      expect(out + err).not.to.include('a1B2a1B2');
      expect(out + err).not.to.include(TOKEN.slice(30, 50));
    }
  });

  const BOMB = Buffer.alloc(200 * 1024 * 1024, ' ');
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['gzip, gzip', (content: Buffer) => gzipSync(gzipSync(content))],
  ] as const) {
    it(`K7: a bomb (${encoding}) is not unpacked, be it the page or the backend`, async () => {
      const packed = pack(BOMB);
      const headers = { 'Content-Encoding': encoding, 'Content-Type': 'text/html' };
      const { url, page } = await startPage((res) => res.writeHead(200, headers).end(packed));
      const before = process.memoryUsage().rss;
      await expectSentence(check(url, page, '--tag'), /larger than 4 MiB/);
      const { origin } = await startBackend((_, res) =>
        res.writeHead(200, { ...corsFor(PAGE), ...headers }).end(packed),
      );
      expect((await check(origin, PAGE)).code).to.equal(0);
      expect(process.memoryUsage().rss - before).to.be.below(100 * 1024 * 1024);
    });
  }

  it('K7: a content that cannot be unpacked is none for browsers either', async () => {
    const { url, page } = await startPage((res) => res.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip'));
    await expectSentence(check(url, page, '--tag'), /cannot be unpacked \(Content-Encoding: gzip\)/);
  });

  it('K5: a page of 5,000 nested elements is read', async () => {
    const { url, page } = await startPage((res, req) =>
      req.url === '/page.js'
        ? res.writeHead(200, { 'Content-Type': 'text/javascript' }).end('ClerkAjax')
        : res.end(html(tagFor('localhost:*')) + '<div>'.repeat(5000)),
    );
    const { out, err } = await check(url, page, '--tag');
    expect(err).not.to.include('error');
    expect(out).to.match(/^! works with warnings/);
  });

  it('K5: a proxy URL without a scheme is none, and no internal error', async () => {
    const proxy = '<script src="/clerk.browser.js" data-clerk-proxy-url="localhost:*"></script>';
    const { url, page } = await startPage((res) => res.end(html(tagFor('localhost:*') + proxy)));
    const { code, err } = await check(url, page, '--tag');
    expect(code).to.equal(1);
    expect(err).not.to.include('error');
  });

  it('K5: a page in a sandbox without an origin will fail: tests cannot look into one', async () => {
    const { url, page } = await startPage((res) =>
      res.writeHead(200, { 'Content-Security-Policy': 'sandbox allow-scripts' }).end(html(tagFor('localhost:*'))),
    );
    const { code, out } = await check(url, page, '--tag', '--json');
    expect(code).to.equal(1);
    expect(JSON.parse(out).findings.map(({ id }: { id: string }) => id)).to.include('policy-sandbox');
  });

  for (const [name, content] of [
    ['nested elements', () => '<div><p>'.repeat(400_000)],
    [
      'attributes',
      () => `<script ${Array.from({ length: 400_000 }, (_, index) => `a${index.toString(36)}`).join(' ')}>`,
    ],
  ] as const) {
    // How long that takes depends on the machine; the unit test of withinTime() has a page that takes for ever.
    it(`K7: a page of 400,000 ${name} is read in time, or not at all`, async () => {
      const { url, page } = await startPage((res) => res.end(content()));
      const start = performance.now();
      const { code, err } = await check(url, page, '--tag');
      expect(performance.now() - start).to.be.below(12_000);
      expect(code).to.be.oneOf([1, 2]);
      expect(err).not.to.include('error');
    });
  }

  for (const [name, drip] of [
    ['body', (res: ServerResponse) => res.writeHead(200, { 'Content-Type': 'text/html' })],
    ['head', (res: ServerResponse) => res.socket?.write('HTTP/1.1 200 OK\r\n')],
  ] as const) {
    it(`K7: a ${name} that drips is an answer that does not end`, async () => {
      const timers: NodeJS.Timeout[] = [];
      const { url, page } = await startPage((res) => {
        drip(res);
        const more = () => (name === 'body' ? res.write('x') : res.socket?.write(`x-${timers.length}: 1\r\n`));
        timers.push(setInterval(more, 50));
      });
      await expectSentence(check(url, page, '--tag', '--timeout', '500'), /has not answered in full within 500 ms/);
      timers.forEach(clearInterval);
    });
  }

  it('K7: a whole run has a limit, too', async () => {
    const { origin } = await startBackend((_, res) => setTimeout(() => res.writeHead(401, corsFor(PAGE)).end(), 600));
    await expectSentence(check(origin, PAGE, '--timeout', '800'), /the check has not ended within 4800 ms/);
  });

  it('K7: headers of 200 KiB are taken, as in browsers; more are not', async () => {
    const headers = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'x'.repeat(4000)]));
    const some = await startBackend(answerRightly(PAGE, { headers: headers(50) }));
    expect((await check(some.origin, PAGE)).code).to.equal(0);
    const many = await startBackend(answerRightly(PAGE, { headers: headers(70) }));
    await expectSentence(check(many.origin, PAGE), /sends more than 256 KiB of headers, which browsers refuse/);
  });
});
