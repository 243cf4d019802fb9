import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, closeBackends, corsFor, type Got, startBackend } from './backend.ts';

const now = Math.floor(Date.now() / 1000);
const TOKEN = tokenOf({ sid: 'sess_secret', iat: now, exp: now + 3600 });
const PAGE = 'http://localhost:4400';

const check = (url: string, page: string, ...more: string[]) =>
  askDoctor({ args: ['check', url, '--page', page, '--token-env', 'TOKEN', ...more], env: { TOKEN } });

const hasSecret = (text: string) => text.includes(TOKEN) || text.includes('sess_secret');
const isSecret = ({ url, authorization, cookie }: Got) => hasSecret(`${url} ${authorization} ${cookie}`);

describe('what the doctor sends, and to whom', () => {
  afterEach(closeBackends);

  for (const format of ['--verbose', '--json']) {
    it(`K3: neither token nor session ID is printed (${format}), even if the backend repeats them`, async () => {
      const { origin, got } = await startBackend(({ headers, url }, res) => {
        const said = {
          'x-clerk-auth-reason': `${url}`,
          'x-clerk-auth-message': `${headers.authorization} ${headers.cookie}`,
        };
        res.writeHead(headers.authorization || headers.cookie ? 401 : 204, { ...corsFor(PAGE), ...said }).end();
      });
      const { out, err } = await check(origin, PAGE, format);
      expect(got.some(isSecret)).to.equal(true);
      expect(hasSecret(out + err)).to.equal(false);
      expect(out).to.match(/Bearer \$TOKEN/);
      expect(out).to.match(/__session=\$TOKEN/);
      expect(out).to.include('_clerk_session_id=sess_…');
    });
  }

  it('K3: --verbose has a line for curl of each request', async () => {
    const { origin, got } = await startBackend(answerRightly(PAGE));
    const { out } = await check(`${origin}/a'b`, PAGE, '--verbose');
    const lines = out.split('\n').filter((line) => line.startsWith('curl '));
    expect(lines).to.have.length(got.length);
    expect(lines[1]).to.include(`curl -i --compressed -X OPTIONS '${origin}/a'\\''b' -H 'Origin: ${PAGE}'`);
  });

  it('K3: the session goes to the URL of the call alone, and with the origin of the page alone', async () => {
    const page = await startBackend(({ url }, res) => {
      if (url === '/file.js') res.writeHead(200).end('');
      else res.writeHead(200).end(`<script src="/file.js" data-token-origins="localhost:*"></script>`);
    });
    const backend = await startBackend(answerRightly(page.origin));
    await check(`${backend.origin}/me`, page.origin, '--tag');
    const secrets = backend.got.filter(isSecret);
    expect(secrets.map(({ method, url, origin }) => [method, url.split('?')[0], origin])).to.deep.equal([
      ['GET', '/me', page.origin],
      ['GET', '/me', page.origin],
    ]);
    expect(page.got.map(({ url }) => url)).to.deep.equal(['/', '/file.js']);
    expect(page.got.some(isSecret)).to.equal(false);
  });

  it('K3: a redirect to another host is not followed, nor is one to another port', async () => {
    const other = await startBackend(answerRightly(PAGE));
    for (const target of [other.origin, other.origin.replace('localhost', '127.0.0.1')]) {
      const { origin } = await startBackend((_, res) =>
        res.writeHead(307, { ...corsFor(PAGE), Location: `${target}/` }).end(),
      );
      const { code } = await check(origin, PAGE);
      expect(code).to.equal(1);
    }
    expect(other.got).to.deep.equal([]);
  });

  it('K3 K5: neither are those of the page, and no file of another host is asked for', async () => {
    const other = await startBackend((_, res) => res.writeHead(200).end());
    const elsewhere = other.origin.replace('localhost', '127.0.0.1');
    const backend = await startBackend(answerRightly(PAGE));
    const moved = await startBackend((_, res) => res.writeHead(302, { Location: elsewhere }).end());
    const { out } = await check(backend.origin, moved.origin, '--tag');
    expect(out.replace(/\s+/g, ' ')).to.include(
      `The page could not be read as a signed-in user: it redirects to ${elsewhere}`,
    );
    const page = await startBackend((_, res) =>
      res
        .writeHead(200)
        .end(`<script src="${elsewhere}/x.js" integrity="sha384-x" data-token-origins="localhost:*"></script>`),
    );
    await check(backend.origin, page.origin, '--tag');
    expect(other.got).to.deep.equal([]);
  });

  it('K3 C6: no session goes over plain http to another machine', async () => {
    const { origin, got } = await startBackend(answerRightly(PAGE));
    // This machine under a name that does not say so.
    const { code, out } = await check(origin.replace('localhost', '0.0.0.0'), PAGE);
    expect(code).to.equal(1);
    expect(out.replace(/\s+/g, ' ')).to.include('is http on another machine: clerk-ajax sends no token there');
    expect(got.length).to.be.greaterThan(0);
    expect(got.some(isSecret)).to.equal(false);
  });

  it('K3: it sends GET and OPTIONS only, whatever the page sends, and at most 25 requests', async () => {
    const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'].flatMap((name) => ['--method', name]);
    let count = 0;
    const { origin, got } = await startBackend((req, res) => {
      if (req.method === 'OPTIONS')
        return res
          .writeHead(204, { ...corsFor(PAGE), 'Access-Control-Allow-Methods': 'PUT, PATCH, DELETE, PURGE' })
          .end();
      count++;
      return res.writeHead(307, { ...corsFor(PAGE), Location: `/${count}${req.url?.replace(/^[^?]*/, '')}` }).end();
    });
    const { out } = await check(origin, PAGE, ...methods, '--json');
    expect([...new Set(got.map(({ method }) => method))].sort()).to.deep.equal(['GET', 'OPTIONS']);
    expect(got.length).to.be.at.most(25);
    expect(JSON.parse(out).findings.map(({ id }: { id: string }) => id)).to.include('request-budget');
  });

  it('K1: names below localhost are this machine, and hosts of their own', async () => {
    const page = 'http://app.localhost:4400';
    const { origin } = await startBackend(answerRightly(page), 'api.localhost');
    const { out } = await check(origin, page, '--json');
    const { modes, findings } = JSON.parse(out);
    expect(modes).to.deep.equal({ 'session-token': 'works', 'session-id credentials': 'will fail' });
    expect(findings[0].seen).to.equal(
      "Clerk's cookie __session belongs to app.localhost; browsers do not send it to api.localhost, which is another site, too",
    );
  });
});
