import type { LoadedClerk } from '@clerk/shared/types';
import { expect } from 'chai';
import { addClerkJs, forgetClerk, MAJORS, newFrontendApi } from '../kit/clerkJs.ts';
import { openPage, origins, type PageWindow } from '../kit/page.ts';
import { shimOf } from '../kit/session.ts';

// A session that ends while the page is open, with real ClerkJS.

const reason = (window: PageWindow) => shimOf(window).explain(origins.backend).reason;

/** Has Clerk's servers answer 401 where the stand-in answers 404. It has to run before the shim's tag. */
function answer401(window: PageWindow): void {
  const { fetch } = window;
  window.fetch = async (...args) => {
    const response = await fetch(...args);
    if (response.status !== 404) return response;
    const errors = [{ code: 'authentication_invalid', message: 'Invalid', long_message: 'Invalid' }];
    return new window.Response(JSON.stringify({ errors }), { status: 401 });
  };
}

for (const major of MAJORS) {
  describe(`a session that ends, with ClerkJS ${major}`, () => {
    afterEach(forgetClerk);

    async function open(before: (window: PageWindow) => void = () => {}) {
      const { window } = await openPage({
        head: [{ run: before }, { shim: { 'data-token-origins': origins.backend } }],
      });
      const api = newFrontendApi();
      const clerk = await addClerkJs(window, major, api);
      await clerk.load({ telemetry: false });
      const session = (clerk as LoadedClerk).session as NonNullable<LoadedClerk['session']>;
      expect(reason(window)).to.equal('signed in');
      /** Ends it at Clerk's servers, as another device does, and makes a call when the token at hand is no more. */
      const endElsewhere = async () => {
        await fetch(`${api}/v1/client/sessions/${session.id}/end`, { method: 'POST' });
        session.clearCache();
        // The cache of ClerkJS is filled by the tokens that came with the session.
        await window.fetch(`${origins.backend}/`).catch(() => {});
      };
      return { window, clerk: clerk as LoadedClerk, session, endElsewhere };
    }

    it('F2: a session that has ended elsewhere, and that ClerkJS keeps active, is told to get no token', async () => {
      const { window, clerk, session, endElsewhere } = await open();
      await endElsewhere();
      expect(clerk.session?.id).to.equal(session.id);
      expect(clerk.session?.status).to.equal('active');
      expect(reason(window)).to.match(/Clerk issues no token for the session/);
      // Another session is not meant.
      const other = clerk.client.sessions.find(({ id }) => id !== session.id)?.id as string;
      await clerk.setActive({ session: other });
      expect(reason(window)).to.equal('signed in');
    });

    it('F2: a session that has ended elsewhere is told as signed out once ClerkJS has asked', async () => {
      const { window, clerk, endElsewhere } = await open(answer401);
      await endElsewhere();
      expect(clerk.session).to.equal(null);
      expect(reason(window)).to.equal('signed out');
    });

    it('F2: a session that has ended here is told as signed out', async () => {
      const { window, session } = await open();
      await session.end();
      expect(reason(window)).to.equal('signed out');
    });

    it('F2: a session beyond its lifetime is told as expired', async () => {
      const { window, session } = await open();
      session.expireAt = new Date(Date.now() - 1000);
      expect(reason(window)).to.equal('the session is expired');
    });
  });
}
