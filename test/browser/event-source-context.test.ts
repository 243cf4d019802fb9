import { expect } from 'chai';
import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import { headerOf, newKey, openPage, type PageWindow, release } from '../kit/page.ts';
import { authorizations, clerkOf, requests, sessions } from '../kit/session.ts';
import { endingUrl, heard, noteMessages, STREAM_KINDS, streamPage, streamUrl } from '../kit/streams.ts';
import { nextEvent } from '../kit/traceEvents.ts';
import { pause, until } from '../kit/until.ts';

const TOKENS = STREAM_KINDS['with a token'] as Record<string, string>;

const clerk = (window: PageWindow) => window.Clerk as FakeClerk;

/** The `Last-Event-ID` of each request. */
const lastIds = async (key: string, count: number) =>
  (await requests(key, count)).map((request) => headerOf(request, 'Last-Event-ID'));

describe('the organization of an EventSource', () => {
  for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
    it(`I2: an EventSource is opened anew when the organization changes, and for nothing else, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, 'sess_A'));
      const key = newKey();
      const source = await heard(window, streamUrl(key, 'id: 7\ndata: a\n\n'));
      const log = noteMessages(source);
      // A touch of Clerk's makes a new session object.
      clerkOf(window).become('sess_A', null);
      for (const organization of ['org_A', 'org_B', null]) {
        const next = nextEvent(source, 'message');
        await clerk(window).setActive({ organization });
        await next;
        await clerk(window).setActive({ organization });
      }
      expect(log).to.deep.equal(['error', 'a', 'error', 'a', 'error', 'a']);
      const sent = await requests(key, 4);
      expect(sent).to.have.length(4);
      expect(sent.map((request) => headerOf(request, 'Last-Event-ID'))).to.deep.equal(Array(4).fill(undefined));
      if (attributes === TOKENS) {
        const tokens = ['', '-in-org_A', '-in-org_B', ''].map((end) => `Bearer fake-token-of-sess_A${end}`);
        expect(await authorizations(key, 4)).to.deep.equal(tokens);
      }
      source.close();
    });

    it(`I2: no event of the organization of before is delivered, although Clerk has told nobody, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, 'sess_A'));
      clerkOf(window).become('sess_A', 'org_A');
      const [key, name] = [newKey(), newKey()];
      const source = await heard(
        window,
        streamUrl(key, 'data: first\n\n', { until: name }, 'event: named\ndata: x\n\ndata: second\n\n'),
      );
      const log = noteMessages(source);
      source.addEventListener('named', () => log.push('named'));
      // This is how ClerkJS goes about it: the session changes in place, and the cookie is followed by `Clerk.organization`.
      if (attributes === TOKENS) {
        clerkOf(window).touch = () => new Promise(() => {});
        void clerk(window).setActive({ organization: 'org_B' });
      } else clerk(window).organization = { id: 'org_B' };
      await release(name);
      await until(() => log.includes('second'));
      expect(log).to.deep.equal(['error', 'first', 'named', 'second']);
      expect(await requests(key, 2)).to.have.length(2);
      source.close();
    });
  }

  it('I2 C3: an EventSource that waits for its token across the switch gets that of the new organization', async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A'));
    clerkOf(window).become('sess_A', 'org_A');
    const waiting: (() => void)[] = [];
    clerkOf(window).tokens(
      (session, _, organization) => new Promise((resolve) => waiting.push(() => resolve(`${session}-${organization}`))),
    );
    const key = newKey();
    const source = new window.EventSource(streamUrl(key));
    const isHeard = nextEvent(source, 'message');
    void clerk(window).setActive({ organization: 'org_B' });
    waiting.shift()?.();
    await until(() => waiting.length);
    waiting.shift()?.();
    await isHeard;
    expect(await authorizations(key)).to.deep.equal(['Bearer sess_A-org_B']);
    source.close();
  });
});

describe('the last event ID of an EventSource', () => {
  it('I2: the last event ID stays with its account, if that is switched between two connections', async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A'));
    const key = newKey();
    const source = await heard(window, endingUrl(key, 'retry: 300\nid: A7\ndata: a\n\n'));
    await nextEvent(source, 'error');
    clerkOf(window).become('sess_B');
    await nextEvent(source, 'message');
    source.close();
    expect(await authorizations(key, 2)).to.deep.equal(['sess_A', 'sess_B'].map((id) => `Bearer fake-token-of-${id}`));
    expect(await lastIds(key, 2)).to.deep.equal([undefined, undefined]);
  });

  it('I2: the last event ID stays with its account, if that is switched in an event', async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A'));
    const key = newKey();
    const source = new window.EventSource(streamUrl(key, 'id: A7\ndata: a\n\nid: A8\ndata: b\n\n'));
    source.addEventListener('message', () => clerkOf(window).become('sess_B'), { once: true });
    const log = noteMessages(source);
    await until(() => log.includes('b'));
    source.close();
    expect(log).to.deep.equal(['error', 'a', 'a', 'b']);
    expect(await lastIds(key, 2)).to.deep.equal([undefined, undefined]);
  });

  it('I2: the last event ID stays with its account, if that is switched while a token is awaited', async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A'));
    const key = newKey();
    const url = endingUrl(key, 'retry: 1\nid: A7\ndata: a\n\n');
    const source = await heard(window, url);
    const waiting: (() => void)[] = [];
    clerkOf(window).tokens((session) => new Promise((resolve) => waiting.push(() => resolve(session))));
    await until(() => waiting.length);
    clerkOf(window).become('sess_B');
    waiting.shift()?.();
    await until(() => waiting.length);
    const isHeard = nextEvent(source, 'message');
    waiting.shift()?.();
    await isHeard;
    source.close();
    expect(await authorizations(key, 2)).to.deep.equal(['Bearer fake-token-of-sess_A', 'Bearer sess_B']);
    expect(await lastIds(key, 2)).to.deep.equal([undefined, undefined]);
  });

  it('I2: the last event ID is sent again, if the account of before is active again by then', async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A'));
    const key = newKey();
    const source = await heard(window, streamUrl(key, 'id: A7\ndata: a\n\n'));
    clerkOf(window).become('sess_B');
    clerkOf(window).become('sess_A');
    await nextEvent(source, 'message');
    source.close();
    expect(await lastIds(key, 2)).to.deep.equal([undefined, 'A7']);
  });
});

describe('a switch that ClerkJS does not tell of', () => {
  /** A listener of the page's own that throws keeps ClerkJS from calling those after it. */
  const throwing = {
    run: (window: PageWindow) => {
      let isFirst = true;
      clerk(window).addListener(() => {
        if (!isFirst) throw new Error('of the page');
        isFirst = false;
      });
    },
  };
  const become = (window: PageWindow, session: string | null) => {
    expect(() => clerkOf(window).become(session)).to.throw('of the page');
  };

  for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
    it(`I2 D2a: an EventSource follows a silent switch, without another call of the page, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, 'sess_A', [throwing]));
      const key = newKey();
      const source = await heard(window, streamUrl(key));
      become(window, 'sess_B');
      await nextEvent(source, 'message');
      expect(await requests(key, 2)).to.have.length(2);
      const carried = (await sessions(key, 2)).concat(await authorizations(key, 2)).join();
      if (kind !== 'with cookies') expect(carried).to.match(/sess_A.*sess_B/);
      source.close();
    });

    it(`I2 D2a: no event of the account of before is delivered after a silent switch, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, 'sess_A', [throwing]));
      const [key, name] = [newKey(), newKey()];
      const source = await heard(window, streamUrl(key, 'data: first\n\n', { until: name }, 'data: second\n\n'));
      const log = noteMessages(source);
      become(window, null);
      await release(name);
      await until(() => log.includes('second'));
      expect(log).to.deep.equal(['error', 'first', 'second']);
      source.close();
    });
  }

  it('I2 D2a: the shim does not look at Clerk when all streams are closed', async () => {
    const { window } = await openPage(streamPage({}, 'sess_A', [throwing]));
    const source = await heard(window, streamUrl(newKey()));
    source.close();
    let reads = 0;
    const { session } = clerk(window);
    Object.defineProperty(clerk(window), 'session', {
      configurable: true,
      get() {
        reads++;
        return session;
      },
    });
    await pause(1100);
    const before = reads;
    await pause(1200);
    expect(reads).to.equal(before);
  });
});
