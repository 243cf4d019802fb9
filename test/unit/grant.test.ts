import { expect } from 'chai';
import type { Backend } from '../../src/calls/backends.ts';
import { createGrants, sendsOf } from '../../src/calls/grant.ts';
import type { Clerk } from '../../src/clerk/clerk.ts';
import { type ConfiguredSource, readOptions } from '../../src/config/options.ts';
import type { ClerkSession } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, fail, optionsOf } from '../kit/settings.ts';

const OTHER = { origin: 'https://api.example.com', crossOrigin: true, insecure: false } as Backend;
const SAME = { origin: 'https://page.test', crossOrigin: false, insecure: false } as Backend;
const PLAIN = { origin: 'http://api.example.com', crossOrigin: true, insecure: true } as Backend;

const EVERYTHING = 'session-id credentials session-token';

describe('grant', () => {
  let page: NodePage;
  let session: ClerkSession | null | undefined;
  let production: boolean;

  before(async () => {
    page = await openNodePage();
  });
  after(() => page.close());
  beforeEach(() => {
    session = { id: 'sess_1', getToken: async () => 'token' };
    production = false;
  });

  const granting = (send?: string) => {
    const [source] = readOptions(optionsOf({ backendOrigins: OTHER.origin, send }), fail, CHANNELS).sources;
    const grant = createGrants({
      session: () => session,
      knows: () => true,
      production: () => production,
      cannotGive() {},
    } as Partial<Clerk> as Clerk);
    return (backend: Backend) => grant({ ...backend, source: source as ConfiguredSource });
  };
  const sends = (backend: Backend, send?: string) => sendsOf(granting(send)(backend));

  it('C1, C5: a call gets the session ID by default, and credentials for another origin', () => {
    expect(granting()(OTHER)).to.include({ id: 'sess_1', credentials: true, token: false, reason: 'signed in' });
    expect(granting()(OTHER).fault).to.equal(undefined);
    expect(sends(OTHER)).to.deep.equal(['session-id', 'credentials']);
  });

  it("C5: same-origin calls keep the page's own setting", () => {
    expect(sends(SAME, EVERYTHING)).to.deep.equal(['session-id', 'session-token']);
    expect(sends(SAME, 'credentials')).to.deep.equal([]);
  });

  it('A: a call gets what data-send names, and nothing else', () => {
    for (const send of ['session-id', 'credentials', 'session-token', EVERYTHING, 'credentials session-token']) {
      expect(sends(OTHER, send), send).to.deep.equal(send.split(' '));
    }
    expect(granting('credentials session-token')(OTHER).id).to.equal(undefined);
  });

  it('C3: a call gets the session of the moment', () => {
    const grant = granting();
    expect(grant(OTHER).id).to.equal('sess_1');
    session = { id: 'sess_2', getToken: async () => 'token' };
    expect(grant(OTHER).id).to.equal('sess_2');
    session = null;
    expect(grant(OTHER).id).to.equal(undefined);
  });

  it('C4: a call of nobody gets no ID and no token, and credentials as configured', () => {
    session = null;
    expect(granting(EVERYTHING)(OTHER)).to.include({
      id: undefined,
      credentials: true,
      token: false,
      reason: 'signed out',
    });
    expect(sends(OTHER, EVERYTHING)).to.deep.equal(['credentials']);
    expect(sends(OTHER, 'session-id session-token')).to.deep.equal([]);
    expect(sends(SAME, EVERYTHING)).to.deep.equal([]);
  });

  it('C4: a call gets neither ID nor token as long as the session is not known', () => {
    session = undefined;
    expect(sends(OTHER, EVERYTHING)).to.deep.equal(['credentials']);
    expect(granting()(OTHER).reason).to.match(/not know/);
  });

  describe('plain http', () => {
    it('C6: a call over plain http gets no token, and the rest in a development instance', () => {
      expect(sends(PLAIN, EVERYTHING)).to.deep.equal(['session-id', 'credentials']);
      expect(granting(EVERYTHING)(PLAIN).fault).to.match(/^http:\/\/api\.example\.com .*token.*HTTPS/);
    });

    it('C6: a page that sends no token is told nothing of it', () => {
      expect(granting()(PLAIN).fault).to.equal(undefined);
    });

    it('C6: a call to a loopback host gets a token over plain http', () => {
      const loopback = { ...PLAIN, origin: 'http://localhost:3000', insecure: false };
      expect(sends(loopback, EVERYTHING)).to.deep.equal(EVERYTHING.split(' '));
      expect(granting(EVERYTHING)(loopback).fault).to.equal(undefined);
    });

    it('C7: a call over plain http gets nothing in a production instance, and the error says that HTTPS is required', () => {
      production = true;
      for (const send of [undefined, EVERYTHING]) {
        for (const now of [session, null, undefined]) {
          session = now;
          expect(sends(PLAIN, send)).to.deep.equal([]);
          expect(granting(send)(PLAIN).fault).to.match(/^http:\/\/api\.example\.com .*HTTPS/);
          expect(granting(send)(PLAIN).reason).to.match(/HTTPS/);
        }
      }
    });

    it('C7: https and loopback hosts get everything in a production instance, too', () => {
      production = true;
      expect(sends(OTHER, EVERYTHING)).to.deep.equal(EVERYTHING.split(' '));
      expect(granting(EVERYTHING)(OTHER).fault).to.equal(undefined);
    });
  });

  it('F4: what is said of a call never holds the session ID', () => {
    for (const backend of [OTHER, SAME, PLAIN]) {
      for (production of [false, true]) {
        const { reason, fault = '' } = granting(EVERYTHING)(backend);
        expect(reason + fault).not.to.include('sess_1');
      }
    }
  });
});
