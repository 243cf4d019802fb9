import { expect } from 'chai';
import type { Backend } from '../../src/calls/backends.ts';
import type { Carried } from '../../src/calls/carried.ts';
import { createAnswered } from '../../src/calls/unauthorized.ts';
import { readOptions } from '../../src/config/options.ts';
import { NO_TOKEN, SIGNED_OUT } from '../../src/messages.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, fail, optionsOf } from '../kit/settings.ts';

const API = 'https://api.example.com';

describe('a refused call', () => {
  let page: NodePage;
  before(async () => {
    page = await openNodePage();
  });
  after(() => page.close());

  /** The messages about answers of one backend. */
  function explaining(list: 'tokenOrigins' | 'backendOrigins' = 'tokenOrigins') {
    const [source] = readOptions(optionsOf({ [list]: API }), fail, CHANNELS).sources;
    const backend = { origin: API, source, crossOrigin: true, insecure: false } as Backend;
    const said: string[] = [];
    const keys = new Set<string>();
    const answered = createAnswered(
      'Authorization',
      (level, message, key = message) => {
        if (level !== 'error' && keys.has(key)) return;
        keys.add(key);
        said.push(message);
      },
      () => {},
    );
    const token = { url: API, credentials: false, token: 'tok_secret', id: undefined };
    const id = { url: API, credentials: true, token: undefined, id: 'sess_secret' };
    const signedIn = { header: undefined, hasOwnHeader: false, reason: 'signed in' };
    const carried: Carried = { ...(list === 'tokenOrigins' ? token : id), ...signedIn };
    return {
      said,
      answer(status: number, headers: { [name: string]: string } = {}, changes: Partial<Carried> = {}) {
        answered(backend, { ...carried, ...changes }, status, (name) => headers[name]);
        return said[said.length - 1] ?? '';
      },
    };
  }

  const NOTHING = { token: undefined, id: undefined, credentials: false };

  // What @clerk/backend gives as the reason, and the one thing that mends it.
  const CAUSES: { [reason: string]: string } = {
    'token-invalid-authorized-parties': '. Add https://page.test to its authorized parties',
    'session-token-expired': '. Correct its clock',
    'session-token-expired-refresh-non-eligible-no-refresh-cookie': '. Correct its clock',
    'session-token-iat-in-the-future': '. Correct its clock',
    'token-not-active-yet': '. Correct its clock',
    'session-token-nbf': '. Correct its clock',
    'jwk-kid-mismatch': ". Give it this Clerk instance's keys",
    'jwk-local-missing': ". Give it this Clerk instance's keys",
    'token-invalid-signature': ". Give it this Clerk instance's keys",
    'secret-key-invalid': ". Give it this Clerk instance's keys",
    'token-type-mismatch': ". Clerk's SDKs accept session tokens only: remove the template from the list",
    'session-token-missing': '. The token was lost on its way: let the proxy pass its header on',
    'session-token-and-uat-missing': '. The token was lost on its way: let the proxy pass its header on',
    'dev-browser-missing': '. The token was lost on its way: let the proxy pass its header on',
  };
  for (const [reason, hint] of Object.entries(CAUSES)) {
    it(`F5: ${reason}: one cause is named, and no other`, () => {
      const { answer } = explaining();
      expect(answer(401, { 'x-clerk-auth-reason': reason })).to.equal(
        `${API} answered 401 to a call with session-token (${reason})${hint}`,
      );
    });
  }

  it('F5: a token is refused for a reason that is not known: an SDK that gives reasons is no old one', () => {
    const { answer } = explaining();
    expect(answer(401, { 'x-clerk-auth-reason': 'unexpected-error', 'x-clerk-auth-message': 'Oh.' }))
      .to.match(/\(unexpected-error: Oh\.\)\. Check that it gets the token, .*azp.*clock.*keys$/)
      .and.not.include('2022');
    expect(explaining().answer(401)).to.match(/azp.*clock.*keys\. A Clerk SDK from before 2022 reads no token/);
  });

  it('F5: a session ID at an SDK that gives reasons: only the list is wrong', () => {
    const { answer } = explaining('backendOrigins');
    expect(answer(401, { 'x-clerk-auth-reason': 'dev-browser-missing' })).to.match(
      /\(dev-browser-missing\)\. Clerk's SDKs from 2022 or later need data-token-origins="https:\/\/api\.example\.com"$/,
    );
  });

  it('F5: the cookie is refused for a reason: that is named, whatever the list', () => {
    const { answer } = explaining('backendOrigins');
    expect(answer(401, { 'x-clerk-auth-reason': 'token-invalid-authorized-parties' })).to.match(/authorized parties$/);
  });

  it("F5: the page's own Authorization stands where the token would", () => {
    const { answer } = explaining();
    expect(answer(401, {}, { ...NOTHING, hasOwnHeader: true })).to.equal(
      `${API} answered 401 to a call with its own Authorization. Remove that header, so that the call carries the token`,
    );
  });

  it('F5: HTTP Basic authentication wants the header that the token has taken', () => {
    const headers = { 'www-authenticate': 'Basic realm="staging"' };
    expect(explaining().answer(401, headers)).to.match(
      /HTTP Basic authentication: set data-token-header, or exclude the URL with data-exclude$/,
    );
    // A call without a token has taken nothing from it.
    expect(explaining('backendOrigins').answer(401, headers)).to.not.match(/Basic/);
  });

  it('F5: why a call had no session, and nothing else, where that is so', () => {
    for (const reason of [SIGNED_OUT, 'the session is pending (choose-organization)', NO_TOKEN]) {
      const { answer } = explaining();
      expect(answer(401, { 'x-clerk-auth-reason': 'session-token-missing' }, { ...NOTHING, reason })).to.equal(
        `${API} answered 401 to a call with nothing (session-token-missing): ${reason}`,
      );
    }
  });

  it('F5: a token of a pending session: its task is the reason', () => {
    const reason = 'the session is pending (choose-organization)';
    expect(explaining().answer(401, {}, { reason })).to.match(/with session-token: the session is pending \(choose/);
  });

  it('F5: each cause once, and another one after it', () => {
    const { answer, said } = explaining();
    for (let i = 0; i < 3; i++) answer(401, {}, { ...NOTHING, reason: SIGNED_OUT });
    for (let i = 0; i < 3; i++) answer(401, { 'x-clerk-auth-reason': 'jwk-kid-mismatch' });
    expect(said).to.have.length(2);
  });

  const REASON = { 'x-clerk-auth-reason': 'session-token-missing' };
  const STATUS = { 'x-clerk-auth-status': 'signed-out' };
  const OWN = { ...NOTHING, hasOwnHeader: true };
  const OUT = { ...NOTHING, reason: SIGNED_OUT };
  const CASES: [what: string, isRefused: boolean, ...Parameters<ReturnType<typeof explaining>['answer']>][] = [
    ['a 403 for a token may be about rights', false, 403],
    ['a 404 for a token is about the URL', false, 404],
    ["a 403 for a token, where Clerk's SDK says signed out", true, 403, STATUS],
    ["a 404 for a token, where Clerk's SDK gives a reason", true, 404, REASON],
    ['a 403 without a session', true, 403, {}, OUT],
    ['a 404 without a session', true, 404, {}, OUT],
    ["a 403 for the page's own header", false, 403, {}, OWN],
    ["a 404 for the page's own header", false, 404, {}, OWN],
  ];
  for (const [what, isRefused, ...args] of CASES) {
    it(`F5: ${what}: ${isRefused ? 'explained' : 'not a word'}`, () => {
      const { answer, said } = explaining();
      answer(...args);
      expect(said).to.have.length(isRefused ? 1 : 0);
    });
  }

  it('F5: a session ID: a 403 may mean the wrong list (Go), a 404 is about the URL', () => {
    const { answer, said } = explaining('backendOrigins');
    answer(404);
    expect(said).to.deep.equal([]);
    expect(answer(403)).to.match(/answered 403 to a call with session-id credentials\. Clerk's SDKs .* older ones/);
  });

  it('F4: what the backend repeats of the session is left out', () => {
    const { answer } = explaining();
    const headers = { 'x-clerk-auth-reason': 'jwk-kid-mismatch', 'x-clerk-auth-message': 'got tok_secret' };
    expect(answer(401, headers)).to.include('(jwk-kid-mismatch)').and.not.include('tok_secret');
  });

  it('E8: a header that cannot be read breaks nothing', () => {
    const said: string[] = [];
    const answered = createAnswered(
      'Authorization',
      (_, message) => said.push(message),
      () => {},
    );
    answered({} as Backend, {} as Carried, 401, () => {
      throw new TypeError('no');
    });
    expect(said).to.deep.equal(['failed (TypeError), so calls are sent as the page made them; please report it']);
  });
});
