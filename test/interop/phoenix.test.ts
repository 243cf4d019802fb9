import { expect } from 'chai';
import { newKey, openPage, origins, received } from '../kit/page.ts';
import { carriedBy } from './carried.ts';

const FALLBACK = 'phx:fallback:LongPoll';

/** Longer than Phoenix waits for its WebSocket, in milliseconds. */
const LATE = 3500;

type Fallback = (call: { url: string; text: string }) => Promise<unknown>;

describe('I3: Phoenix, which falls back to long polling', () => {
  afterEach(() => sessionStorage.removeItem(FALLBACK));

  it('I3: its WebSocket leaves before Phoenix gives it up for the whole tab, where Clerk takes longer', async () => {
    const page = await openPage({
      head: [
        { clerk: {} },
        { file: 'clerk-ajax.all.min.js', shim: { 'data-backend-origins': origins.backend } },
        { src: '/iife/pageScript/test/interop/live/phoenix.js' },
      ],
    });
    const { pageScript } = page.window as unknown as { pageScript: { fallback: Fallback } };
    const key = newKey();
    setTimeout(() => page.window?.Clerk?.control.become('sess_A'), LATE);
    const seen = await pageScript.fallback({ url: `${origins.backend}/live/${key}/phoenix`, text: 'hello wörld' });
    expect(seen).to.deep.equal(['open', 'open', ['pushed', { text: 'hello wörld' }], { text: 'hello wörld' }]);
    const requests = await received(key);
    expect(requests.map(({ url }) => url.replace(/^.*phoenix/, ''))).to.deep.equal(['/websocket?vsn=2.0.0']);
    expect(requests.map(carriedBy)).to.deep.equal([{ sessions: [], cookie: true }]);
    expect(sessionStorage.getItem(FALLBACK)).to.equal(null);
  });
});
