import { expect } from 'chai';
import { expectSame, runBoth, type Scene, shimmedPage } from '../kit/differential.ts';
import { type Part, received, release, type TestPage } from '../kit/page.ts';
import { carriedBy } from './carried.ts';

const npm = (path: string): Part<never> => ({ src: `/node_modules/${path}` });

/** The usual page, with a library. */
function pageWith(...scripts: Part<never>[]): TestPage {
  const { head = [] } = shimmedPage();
  return { head: [...head, ...scripts] };
}

/** Runs in the page. */
function play(src: string): void {
  type VideoJs = (id: string, options: object) => { src(source: object): void };
  const { videojs } = window as unknown as { videojs: VideoJs };
  videojs('video', { html5: { vhs: { overrideNative: true } } }).src({ src, type: 'application/x-mpegURL' });
}

describe('C2: a URL that the page reads back from the server', () => {
  type Load = (url: string) => Promise<{ next: string }>;
  const loaders: Record<string, { scripts: Part<never>[]; load: Load }> = {
    'jQuery.getJSON()': {
      scripts: [npm('jquery3/dist/jquery.js')],
      load: (url) => (window as unknown as { jQuery: { getJSON: Load } }).jQuery.getJSON(url),
    },
    'fetch()': { scripts: [], load: (url) => fetch(url).then((response) => response.json()) },
  };

  for (const [name, { scripts, load }] of Object.entries(loaders)) {
    for (const to of ['sess_B', null] as const) {
      it(`C2: ${name} follows a link to the next page ${to ? 'as the account of the moment' : 'signed out'}`, async () => {
        const scenario = async ({ page, window, at }: Scene) => {
          const next = at('backend', 'header', 'X-Page', 2, 'body', 'json');
          const json = JSON.stringify({ next: `${next}?{query}&page=2` });
          const first = await page.run(load, `${at('backend', 'type', 'application/json', 'repeat', json)}?q=a%20b`);
          await window.Clerk?.setActive({ session: to });
          return [first, await page.run(load, first.next)];
        };
        const { shim } = await expectSame(scenario, pageWith(...scripts), { requests: 2 });
        expect(shim.received.map(carriedBy)).to.deep.equal([
          { sessions: ['sess_A'], cookie: true },
          { sessions: to ? [to] : [], cookie: true },
        ]);
      });
    }
  }

  it('C2: video.js asks for the segments of a playlist, and for the playlist again, as the account of the moment', async () => {
    const scenario = async ({ page, window, key, at }: Scene) => {
      const playlist = (lines: string[]) => ['#EXTM3U', ...lines, ''].join('\n');
      const type = ['type', 'application/vnd.apple.mpegurl'];
      const segment = at('backend', 'header', 'X-Of', 'segment', 'hang');
      // Without an end it is live, so that it is asked for again; the first answer waits until the account is switched.
      const live = playlist(['#EXT-X-TARGETDURATION:1', '#EXTINF:1,', `${segment}?{query}`]);
      const media = at('backend', 'until', key, ...type, 'repeat', live);
      const main = at('backend', ...type, 'repeat', playlist(['#EXT-X-STREAM-INF:BANDWIDTH=1', `${media}?{query}`]));
      page.run(play, `${main}?q=a%20b`);
      await received(key, 2);
      await window.Clerk?.setActive({ session: 'sess_B' });
      await release(key);
      return (await received(key, 4)).length >= 4;
    };
    const page = pageWith(
      // Free builds of the engines lack the codecs; nothing is decoded here.
      { script: 'MediaSource.isTypeSupported = function () { return true; };' },
      npm('video.js/dist/video.js'),
    );
    const body: Part<never>[] = [{ html: '<video id="video" class="video-js" preload="auto"></video>' }];
    const { native, shim } = await runBoth(scenario, { ...page, body });
    const [asked, askedNatively] = [shim, native].map(({ requests }) => requests.slice(0, 4));
    expect(asked).to.deep.equal(askedNatively).and.to.have.lengthOf(4);
    expect(shim.received.slice(0, 4).map(carriedBy)).to.deep.equal(
      ['sess_A', 'sess_A', 'sess_B', 'sess_B'].map((session) => ({ sessions: [session], cookie: true })),
    );
  });
});
