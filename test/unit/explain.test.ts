import { expect } from 'chai';
import sinon from 'sinon';
import { createMatcher } from '../../src/calls/backends.ts';
import { explain } from '../../src/calls/explain.ts';
import { createGrants } from '../../src/calls/grant.ts';
import { createSessionParam } from '../../src/calls/sessionParam.ts';
import type { Clerk } from '../../src/clerk/clerk.ts';
import { readOptions } from '../../src/config/options.ts';
import type { ClerkSession, Options } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, optionsOf } from '../kit/settings.ts';

const PAGE = 'https://page.test/dir/page.html?q=1#f';

describe('explain', () => {
  let page: NodePage;
  let base: string;
  let session: ClerkSession | null | undefined;
  let production: boolean;
  /** What takes the session IDs of the shim out of a URL. */
  let issued: string | undefined;

  before(async () => {
    page = await openNodePage({ url: PAGE });
  });
  after(() => page.close());
  beforeEach(() => {
    base = PAGE;
    session = { id: 'sess_1', getToken: async () => 'token' };
    production = false;
    issued = undefined;
  });

  function explaining(options: Partial<{ [name in keyof Options]: unknown }> = {}) {
    const settings = readOptions(optionsOf({
      backendOrigins: "'self' https://api.example.com/v1/",
      ...options,
    }), () => {}, [...CHANNELS, 'websocket']);
    const clerk = {
      session: () => session,
      knows: () => true,
      production: () => production,
      cannotGive() {},
    } as Partial<Clerk> as Clerk;
    const match = createMatcher([...settings.excluded, ...settings.sources], () => base);
    const param = createSessionParam(settings.param);
    param.put('/other', issued, () => base);
    const calls = { matchQuietly: match, grant: createGrants(clerk), base: () => base };
    return (url: unknown) => explain(url, settings, calls);
  }

  it('F2: a call that is ours is explained with its source and what it gets', () => {
    expect(explaining()('https://api.example.com/v1/x?a=b#c')).to.deep.equal({
      url: 'https://api.example.com/v1/x?a=b#c',
      ours: true,
      source: 'https://api.example.com/v1/',
      template: null,
      sends: ['session-id', 'credentials'],
      reason: 'signed in',
      cookie: false,
    });
  });

  it('F2: a call that is not ours is explained with the sources that there are', () => {
    const { reason, ...rest } = explaining()('https://api.example.com/v2/');
    expect(rest).to.deep.equal({
      url: 'https://api.example.com/v2/',
      ours: false,
      source: null,
      template: null,
      sends: [],
      cookie: false,
    });
    expect(reason).to.include("'self'").and.to.include('https://api.example.com/v1/');
  });

  it('F2: an explanation is plain data, and a new object each time', () => {
    const explain = explaining();
    for (const url of ['x', 'https://evil.test', 'https://']) {
      expect(JSON.parse(JSON.stringify(explain(url)))).to.deep.equal(explain(url));
      expect(explain(url)).not.to.equal(explain(url));
      expect(Object.keys(explain(url))).to.have.members([
        'url',
        'ours',
        'source',
        'template',
        'sends',
        'reason',
        'cookie',
      ]);
    }
  });

  it('F2: the URL of an explanation is resolved at this moment', () => {
    const explain = explaining();
    expect(explain('x?a#b').url).to.equal('https://page.test/dir/x?a#b');
    expect(explain('').url).to.equal('https://page.test/dir/page.html?q=1');
    expect(explain(' HTTPS:\\\\API.example.com:443/v1/../v1/\u00e4 ').url).to.equal(
      'https://api.example.com/v1/%C3%A4',
    );
    base = 'https://evil.test/';
    expect(explain('x')).to.include({ url: 'https://evil.test/x', ours: false });
  });

  it('F2: a URL object is taken, too', () => {
    expect(explaining()(new URL('https://api.example.com/v1/x'))).to.include({ ours: true });
  });

  it('F2: what is no URL is said to be none, as it was given', () => {
    for (const url of ['https://', 'http://a:b', '//', 'https://%'])
      expect(explaining()(url)).to.deep.equal({
        url,
        ours: false,
        source: null,
        template: null,
        sends: [],
        reason: 'not a URL',
        cookie: false,
      });
  });

  it("F2: Clerk's cookie can reach a URL of the page's host, whatever its port, if both are http or both https", () => {
    const explain = explaining();
    for (const [url, cookie] of [
      ['/x', true],
      ['https://page.test:8443/x', true],
      ['https://PAGE.test/x', true],
      ['http://page.test/x', false],
      ['wss://page.test/x', true],
      ['https://api.page.test/', false],
      ['https://test/', false],
      ['https://api.example.com/v1/', false],
      ['data:,x', false],
      ['https://page.test@evil.test/', false],
    ] as const) {
      expect(explain(url).cookie, url).to.equal(cookie);
    }
  });

  it('F2: explain() never throws', () => {
    const explain = explaining() as (url: unknown) => unknown;
    const throwing = {
      toString() {
        throw new Error('no');
      },
    };
    for (const value of [undefined, null, 7, {}, [], Symbol('a'), Object.create(null), throwing]) {
      expect(() => explain(value)).not.to.throw();
    }
  });

  it('F2: what a call would get is that of the moment', () => {
    const explain = explaining({ send: 'session-id credentials session-token' });
    const url = 'https://api.example.com/v1/x';
    expect(explain(url).sends).to.deep.equal(['session-id', 'credentials', 'session-token']);
    expect(explain('x').sends).to.deep.equal(['session-id', 'session-token']);
    session = null;
    expect(explain(url)).to.deep.include({ sends: ['credentials'], reason: 'signed out' });
    session = undefined;
    expect(explain(url).sends).to.deep.equal(['credentials']);
    expect(explain(url).reason).to.match(/not know/);
  });

  it('C2: a URL that has the parameter already gets the ID of the active session all the same', () => {
    expect(explaining()('/x?_clerk_session_id=own').sends).to.deep.equal(['session-id']);
    expect(explaining({ sessionParam: 'sid' })('/x?sid=own').sends).to.deep.equal(['session-id']);
  });

  it('C7: a call over plain http in production gets nothing, and the reason says why', () => {
    production = true;
    const explanation = explaining({ backendOrigins: 'http://api.example.com' })('http://api.example.com/x');
    expect(explanation).to.deep.include({ ours: true, source: 'http://api.example.com', sends: [] });
    expect(explanation.reason).to.match(/HTTPS/);
  });

  it("B6: ClerkJS's own requests are not ours, and it is not for want of a source", () => {
    const explanation = explaining()('/__clerk/v1/client?_clerk_js_version=6');
    expect(explanation).to.deep.include({ ours: false, source: null, sends: [] });
    expect(explanation.reason).not.to.match(/no source matches/);
  });

  it('A3: without a source nothing is ours', () => {
    const explanation = explaining({ backendOrigins: '' })('/x');
    expect(explanation).to.include({ ours: false });
    expect(explanation.reason).to.be.a('string').and.not.equal('');
  });

  it('F1: explain() says nothing in the console', () => {
    const spies = (['error', 'warn', 'log', 'debug', 'info'] as const).map((level) => sinon.stub(console, level));
    try {
      const explain = explaining({
        debug: true,
        send: 'session-token',
        backendOrigins: "'self' http://api.example.com",
      });
      for (const url of ['x', 'http://api.example.com/', 'https://evil.test', 'https://']) explain(url);
      for (const spy of spies) sinon.assert.notCalled(spy);
    } finally {
      sinon.restore();
    }
  });

  it('F4: the reason never holds the session ID', () => {
    const explanation = explaining()('x');
    expect(JSON.stringify(explanation)).not.to.include('sess_1');
  });

  it('B7: an excluded URL is not ours, and the entry is named; so is a socket to it', () => {
    const explain = explaining({ exclude: 'https://api.example.com/v1/public/', patch: 'websocket' });
    for (const url of ['https://api.example.com/v1/public/x', 'wss://api.example.com/v1/public/']) {
      expect(explain(url), url).to.include({
        ours: false,
        source: null,
        reason: 'excluded by "https://api.example.com/v1/public/"',
      });
    }
    expect(explain('https://api.example.com/v1/private')).to.include({ ours: true });
    expect(explain('https://api.example.com/v2/').reason).to.match(/^no source matches/);
  });

  it('C9: the template of the source is told', () => {
    const explain = explaining({ tokenOrigins: 'https://hasura.test/v1/graphql#hasura https://hasura.test' });
    const source = 'https://hasura.test/v1/graphql#hasura';
    const sends = ['session-token'];
    expect(explain('https://hasura.test/v1/graphql')).to.deep.include({
      ours: true,
      source,
      template: 'hasura',
      sends,
    });
    expect(explain('https://hasura.test/healthz')).to.deep.include({ ours: true, template: null, sends });
  });
});
