import type { LoadedClerk } from '@clerk/shared/types';
import { expect } from 'chai';
import { addClerkJs, forgetClerk, MAJORS } from '../kit/clerkJs.ts';
import { claimsOf } from '../kit/jwt.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { authorizations, carried, holding, sendXhr } from '../kit/session.ts';

// Frames as in frames.test.ts, with real ClerkJS in the page around them.

const MAJOR = MAJORS[MAJORS.length - 1] as number;

// A slow machine must not end the wait before ClerkJS is added.
const WAIT = { 'data-wait': '10000' };
const SESSION_IDS = { 'data-backend-origins': `'self' ${origins.backend}`, ...WAIT };
const TOKENS = { 'data-token-origins': origins.backend, ...WAIT };

interface Frame {
  outer: PageWindow;
  window: PageWindow;
}

/** A frame with the tag, in a page that has no Clerk yet. */
async function openFrame(attributes: Record<string, string>, outerAttributes?: Record<string, string>): Promise<Frame> {
  const { window: outer } = await openPage({ head: outerAttributes ? [{ shim: outerAttributes }] : [] });
  const { window } = await openPage({ head: [{ shim: attributes }] }, { inside: outer.document });
  return { outer, window };
}

/** Adds ClerkJS around a frame whose calls are held, and lets it load when both are seen to wait for that. */
async function loadAround({ outer }: Frame, calls: ReturnType<typeof holding>): Promise<LoadedClerk> {
  await calls.isHeld();
  const clerk = await addClerkJs(outer, MAJOR);
  await calls.isHeld();
  await clerk.load({ telemetry: false });
  return clerk as LoadedClerk;
}

/** Switches to the account that is not active. @returns the ID of its session */
async function switchAccount(clerk: LoadedClerk): Promise<string> {
  const other = clerk.client.sessions.find(({ id }) => id !== clerk.session?.id)?.id as string;
  await clerk.setActive({ session: other });
  expect(clerk.session?.id).to.equal(other);
  return other;
}

/** Signs out all accounts, and stays on the page. */
const signOut = (clerk: LoadedClerk) => clerk.signOut(() => {});

/** The sessions of the tokens under a key, in the order of the calls. */
async function tokens(key: string, count?: number): Promise<(string | null)[]> {
  return (await authorizations(key, count)).map((token) => token && claimsOf(token).sid);
}

describe(`a frame in a page with ClerkJS ${MAJOR}`, () => {
  afterEach(forgetClerk);

  for (const [around, attributes] of [
    ['without the tag', undefined],
    ['that has the tag, too', SESSION_IDS],
  ] as const) {
    it(`J1, C3, C4, D1: calls of a frame, in an outer page ${around}, are held until ClerkJS has loaded, and carry its session, the next one after a switch, and none after the sign-out`, async () => {
      const frame = await openFrame(SESSION_IDS, attributes);
      const calls = holding(frame.window);
      const clerk = await loadAround(frame, calls);
      const first = clerk.session?.id as string;
      expect(first).to.match(/^sess_/);
      expect(await calls.done).to.deep.equal([first, first]);

      const next = await switchAccount(clerk);
      expect(await carried(frame.window)).to.deep.equal([next, next, next]);
      await signOut(clerk);
      expect(await carried(frame.window)).to.deep.equal([null, null, null]);
    });
  }

  it('J1, C6: calls of a frame carry tokens of that session, and none after the sign-out', async () => {
    const frame = await openFrame(TOKENS);
    const { window } = frame;
    const calls = holding(window, tokens);
    const clerk = await loadAround(frame, calls);
    const callAgain = async () => {
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      await sendXhr(window, at('backend', key, 'echo'));
      return tokens(key, 2);
    };
    const first = clerk.session?.id;
    expect(await calls.done).to.deep.equal([first, first]);
    const next = await switchAccount(clerk);
    expect(await callAgain()).to.deep.equal([next, next]);
    await signOut(clerk);
    expect(await callAgain()).to.deep.equal([null, null]);
  });
});
