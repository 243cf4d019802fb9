import { expect } from 'chai';
import { at, engine, newKey, openPage, origins } from '../support/page.ts';
import { sendXhr, sessions } from '../support/session.ts';

const signedIn = { clerk: { session: 'sess_A' } };

describe('pages with policies', () => {
  it('G3: works under a strict Content Security Policy with Trusted Types, and violates nothing', async () => {
    const page = await openPage({
      nonce: 'abc',
      headers: {
        'Content-Security-Policy': `default-src 'none'; script-src 'nonce-abc'; connect-src 'self' ${origins.backend}; require-trusted-types-for 'script'`,
      },
      head: [
        {
          run: (window) => {
            const violations: string[] = [];
            Object.assign(window, { violations });
            window.document.addEventListener('securitypolicyviolation', (event) => {
              violations.push(`${event.violatedDirective} ${event.blockedURI}`);
            });
          },
        },
        { clerk: {} },
        { shim: { 'data-backend-origins': `'self' ${origins.backend}`, nonce: 'abc' } },
      ],
    });
    const { window } = page;
    const key = newKey();
    const form = new window.FormData();
    form.append('a', 'b');
    const calls = [
      window.fetch(at('backend', key, 'echo'), { method: 'POST', body: form }),
      sendXhr(window, at('page', key, 'echo')),
    ];
    const aborted = new window.XMLHttpRequest();
    aborted.open('POST', at('backend', key, 'echo'));
    aborted.upload.onprogress = () => {};
    aborted.send('x');
    expect(() => aborted.send()).to.throw(/./);
    aborted.abort();
    window.Clerk?.control.become('sess_A');
    await Promise.all(calls);
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    const { violations } = window as never as { violations: string[] };
    // Firefox asks the policy for the address that an aborted call is led to.
    expect(violations.filter((violation) => engine !== 'firefox' || !/:1\/?$| data/.test(violation))).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it("G3: works with Subresource Integrity, with the README's hash", async () => {
    const digest = await crypto.subtle.digest('SHA-384', await (await fetch('/dist/clerk-ajax.min.js')).arrayBuffer());
    const integrity = `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
    const { window } = await openPage({
      head: [
        signedIn,
        {
          shim: { 'data-backend-origins': origins.backend, integrity, crossorigin: 'anonymous' },
          file: 'clerk-ajax.min.js',
        },
      ],
    });
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  it('G2: where fetch is missing, XHR is still patched', async () => {
    const page = await openPage({
      head: [signedIn, { script: 'delete window.fetch' }, { shim: { 'data-backend-origins': origins.backend } }],
    });
    expect(page.window.fetch).to.equal(undefined);
    const key = newKey();
    await sendXhr(page.window, at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(page.errors).to.deep.equal([]);
  });

  it('E7: a look-alike in place of XMLHttpRequest is said once, breaks nothing, and fetch is served', async () => {
    const page = await openPage({
      head: [
        signedIn,
        { script: 'window.XMLHttpRequest = function () { this.open = function () { this.opened = true; }; };' },
        { shim: { 'data-backend-origins': origins.backend } },
      ],
    });
    const { window } = page;
    const xhr = new window.XMLHttpRequest() as XMLHttpRequest & { opened?: boolean };
    xhr.open('GET', '/');
    expect(xhr.opened).to.equal(true);
    expect(page.said('error')).to.have.length(1);
    expect(page.said('error')[0]).to.match(/^\[clerk-ajax\] .*before it/);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });
});
