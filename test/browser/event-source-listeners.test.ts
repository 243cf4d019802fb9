import { expect } from 'chai';
import { newKey, openPage, type PageWindow, release } from '../kit/page.ts';
import { clerkOf, shimOf } from '../kit/session.ts';
import { heard, STREAM_KINDS, streamPage, streamUrl } from '../kit/streams.ts';
import { nextEvent } from '../kit/traceEvents.ts';

/** Ways to listen to a source that pass its own `addEventListener` by, from a page that has patched nothing yet. */
const WAYS: Record<string, (window: PageWindow) => typeof EventTarget.prototype.addEventListener> = {
  'the method of all event targets': (window) => window.EventTarget.prototype.addEventListener,
  'that of another class': (window) => window.Node.prototype.addEventListener,
  'that of all event targets, as a script has kept it': (window) => {
    const { addEventListener } = window.EventTarget.prototype;
    return addEventListener;
  },
};

describe('named events of an EventSource', () => {
  for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
    for (const [what, way] of Object.entries(WAYS)) {
      it(`I2: events reach a listener that is added by ${what}, ${kind}`, async () => {
        const { window } = await openPage(streamPage(attributes, 'sess_A'));
        const [first, second] = [newKey(), newKey()];
        const source = new window.EventSource(
          streamUrl(
            newKey(),
            ': open\n\n',
            { until: first },
            'event: price\ndata: 1\n\n',
            { until: second },
            'event: late\ndata: 2\n\n',
          ),
        );
        const seen: string[] = [];
        const note = ({ data }: Event & { data?: string }) => seen.push(`${data}`);
        // Before it is open, and after.
        const early = nextEvent(source, 'open');
        way(window).call(source, 'price', note as EventListener);
        const price = new Promise((resolve) => way(window).call(source, 'price', resolve));
        await early;
        await release(first);
        await price;
        const late = new Promise((resolve) => way(window).call(source, 'late', resolve));
        way(window).call(source, 'late', note as EventListener);
        await release(second);
        await late;
        expect(seen).to.deep.equal(['1', '2']);
        source.close();
      });
    }
  }

  it('I2 E7: events reach the page through a later patch of all event targets that keeps the method of before', async () => {
    const { window } = await openPage(streamPage({}, 'sess_A'));
    const { prototype } = window.EventTarget;
    const { addEventListener } = prototype;
    prototype.addEventListener = function (this: EventTarget, ...args: [string, EventListener]) {
      return addEventListener.apply(this, args);
    };
    const source = new window.EventSource(streamUrl(newKey(), 'event: price\ndata: 1\n\n'));
    await new Promise((resolve) => source.addEventListener('price', resolve));
    source.close();
  });

  it('I2 E2: addEventListener() is that of the browser as long as no stream needs another', async () => {
    const before: unknown[] = [];
    const note = { run: (window: PageWindow) => before.push(window.EventTarget.prototype.addEventListener) };
    const { window } = await openPage(streamPage({}, 'sess_A', [note]));
    expect(window.EventTarget.prototype.addEventListener).to.equal(before[0]);
    const foreign = new window.EventSource('about:blank');
    foreign.close();
    expect(window.EventTarget.prototype.addEventListener).to.equal(before[0]);
  });

  it('I2 E2: a replaced addEventListener() looks like the native one, and works for all other objects', async () => {
    const { window } = await openPage(streamPage({}, 'sess_A'));
    const { prototype } = window.EventTarget;
    const shape = () => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(prototype, 'addEventListener') as PropertyDescriptor;
      return [flags, value.name, value.length, /\[native code\]/.test(`${value}`), Reflect.ownKeys(value).sort()];
    };
    const before = shape();
    const source = await heard(window, streamUrl(newKey()));
    expect(shape()).to.deep.equal(before);
    source.close();
    const seen: string[] = [];
    for (const target of [window, window.document, window.document.createTextNode(''), new window.XMLHttpRequest()]) {
      target.addEventListener('x', (event) => seen.push(`${event.currentTarget === target}`));
      target.dispatchEvent(new window.Event('x'));
    }
    // Without an object, it is the window's.
    window.eval(`addEventListener('y', () => { window.heard = true; }); dispatchEvent(new Event('y'))`);
    expect([seen, (window as { heard?: boolean }).heard]).to.deep.equal([Array(4).fill('true'), true]);
    expect(() => prototype.addEventListener.call({} as never, 'x', () => {})).to.throw(window.TypeError);
  });

  it('I2 A6: a listener that is added after uninstall() gets events', async () => {
    const { window } = await openPage(streamPage({}, 'sess_A'));
    const name = newKey();
    const source = await heard(
      window,
      streamUrl(newKey(), 'data: a\n\n', { until: name }, 'event: price\ndata: 1\n\n'),
    );
    shimOf(window).uninstall();
    const price = new Promise((resolve) =>
      window.EventTarget.prototype.addEventListener.call(source, 'price', resolve),
    );
    await release(name);
    await price;
    source.close();
    expect(clerkOf(window).listeners()).to.equal(0);
  });
});
