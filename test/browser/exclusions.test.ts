import { expect } from 'chai';
import { at, newKey, openPage, origins } from '../kit/page.ts';
import { clerkOf, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

describe('data-exclude', () => {
  it('B7: a call to an excluded URL is neither held nor changed nor spoken of; others of the same backend are', async () => {
    const key = newKey();
    const { pathname } = new URL(at('backend', key));
    const page = await openPage({
      head: [
        { clerk: {} },
        {
          shim: {
            'data-backend-origins': origins.backend,
            'data-token-origins': origins.foreign,
            'data-exclude': `${origins.backend}${pathname}/ ${origins.foreign}`,
            'data-debug': '',
          },
        },
      ],
    });
    const { window } = page;
    const held = window.fetch(at('backend', 'other', 'echo'));
    // They do not wait for Clerk.
    await window.fetch(at('backend', key, 'echo'));
    await sendXhr(window, at('backend', key, 'status', 401));
    await window.fetch(at('foreign', key, 'echo'));
    expect(await sessions(key, 3)).to.deep.equal([null, null, null]);
    for (const { rawHeaders } of await requests(key, 3))
      expect(rawHeaders.map((name) => name.toLowerCase())).not.to.include('authorization');
    expect(shimLines(page)).to.deep.equal([]);
    expect(shimOf(window).explain?.(at('backend', key, 'echo'))).to.include({ ours: false });

    clerkOf(window).become('sess_A');
    await held;
    expect(shimLines(page)).to.have.length(1);
  });
});
