import { expect } from 'chai';
import { claimsOf } from '../kit/jwt.ts';
import { at, newKey, openPage, origins, type Page } from '../kit/page.ts';
import { authorizations, clerkOf, onlyLine, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';
import { streamUrl } from '../kit/streams.ts';

const open = (organization: string, more: Record<string, string> = {}): Promise<Page> =>
  openPage({
    head: [
      { clerk: { session: 'sess_A' } },
      {
        file: 'clerk-ajax.all.min.js',
        shim: {
          'data-token-origins': `'self' ${origins.backend} ${origins.foreign}#hasura`,
          'data-organization': organization,
          ...more,
        },
      },
    ],
  });

/** The organization of each call's token: `''` for none, `null` for no token. */
const organizations = async (key: string, count: number) =>
  (await authorizations(key, count)).map((token) => token && ((claimsOf(token) as { o?: { id: string } }).o?.id ?? ''));

describe('data-organization', () => {
  it('C10: calls are made as that organization, whichever is active', async () => {
    const page = await open('org_1');
    const { window } = page;
    const key = newKey();
    for (const active of [null, 'org_1', 'org_2']) {
      await window.Clerk?.setActive({ organization: active });
      await window.fetch(at('backend', key, 'echo'));
      await sendXhr(window, at('backend', key, 'echo'));
    }
    expect(await organizations(key, 6)).to.deep.equal(Array(6).fill('org_1'));
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C10: a token at hand is used only if it is of that organization', async () => {
    const { window } = await open('org_1');
    const key = newKey();
    for (const active of ['org_2', 'org_1', null]) {
      clerkOf(window).become('sess_A', active);
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', at('page', key, 'echo'), false);
      xhr.send();
    }
    expect(await authorizations(key, 3)).to.deep.equal([null, 'Bearer fake-token-of-sess_A-in-org_1', null]);
  });

  it('C10, I2: a stream stays open across a switch of the active organization', async () => {
    const { window } = await open('org_1');
    const key = newKey();
    const source = new window.EventSource(streamUrl(key));
    await organizations(key, 1);
    await window.Clerk?.setActive({ organization: 'org_2' });
    await window.fetch(at('backend', key, 'echo'));
    expect(await organizations(key, 2)).to.deep.equal(['org_1', 'org_1']);
    source.close();
  });

  it('C10, C9: a template has tokens while that organization is the active one', async () => {
    const page = await open('org_1');
    const { window } = page;
    const key = newKey();
    for (const active of ['org_1', 'org_2', 'org_1']) {
      clerkOf(window).become('sess_A', active);
      await window.fetch(at('foreign', key, 'echo'));
    }
    const token = 'Bearer fake-token-of-hasura-for-sess_A';
    expect(await authorizations(key, 3)).to.deep.equal([token, null, token]);
    onlyLine(page, 'error', /"hasura" for the active organization only/);
  });

  for (const version of ['4.73.14', '5.0.0', '5.15.2']) {
    it(`C10: ClerkJS ${version} cannot do that: one error, and no token`, async () => {
      const page = await open('org_1');
      const { window } = page;
      Object.assign(window.Clerk as object, { version });
      clerkOf(window).become('sess_A', 'org_1');
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      await sendXhr(window, at('backend', key, 'echo'));
      expect(await authorizations(key, 2)).to.deep.equal([null, null]);
      onlyLine(page, 'error', /needs ClerkJS 5\.16/);
      const { reason, sends } = shimOf(window).explain?.(at('backend', key)) ?? {};
      expect(reason).to.match(/needs ClerkJS 5\.16/);
      expect(sends).to.deep.equal([]);
    });
  }

  it('C10: ClerkJS 5.16, 5.128 and 6 can', async () => {
    const { window } = await open('org_1');
    const key = newKey();
    for (const version of ['5.16.0', '5.128.0', '6.40.0', '10.0.0']) {
      Object.assign(window.Clerk as object, { version });
      await window.fetch(at('backend', key, 'echo'));
    }
    expect(await organizations(key, 4)).to.deep.equal(Array(4).fill('org_1'));
  });

  it('C10: session IDs and cookies stay those of the active session', async () => {
    const { window } = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        { shim: { 'data-backend-origins': origins.backend, 'data-organization': 'org_1' } },
      ],
    });
    clerkOf(window).become('sess_A', 'org_2');
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key, 1)).to.deep.equal(['sess_A']);
  });
});
