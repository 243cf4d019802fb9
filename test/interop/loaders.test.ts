import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type Received, received, release } from '../kit/page.ts';
import { until } from '../kit/until.ts';
import { carriedBy } from './carried.ts';
import { type Subject, titleOf } from './titles.ts';

/** A loader that gets the templates of a page from the page's own origin, before the page adds Clerk. */
interface Loader extends Subject {
  script: string;
  /** The template's type, its text, and what stands behind it in its URL. */
  template: [type: string, text: string, end: string];
  /** Runs in the page: gives back the template's text. */
  load(url: string): Promise<string>;
}

declare const requirejs: {
  (names: string[], done: (...modules: string[]) => void, failed: (error: unknown) => void): void;
  config(options: object): void;
};
declare const System: { import(name: string): Promise<unknown>; config(options: object): void };

const HTML: Loader['template'] = ['text/html', '<p>wörld</p>', 'template'];

const LOADERS: Loader[] = [
  {
    name: 'RequireJS',
    dependency: 'requirejs',
    way: 'plugin text',
    script: '/node_modules/requirejs/require.js',
    template: HTML,
    load: (url) => {
      requirejs.config({ paths: { text: '/node_modules/requirejs-text/text' } });
      return new Promise((resolve, reject) => requirejs([`text!${url}`], resolve, reject));
    },
  },
  {
    name: 'SystemJS',
    dependency: 'systemjs0',
    way: 'plugin text',
    script: '/node_modules/systemjs0/dist/system.js',
    template: HTML,
    load: (url) => {
      System.config({ map: { text: '/node_modules/systemjs-plugin-text/text.js' } });
      return System.import(`${url}!text`).then(String);
    },
  },
  {
    name: 'SystemJS',
    dependency: 'systemjs',
    script: '/node_modules/systemjs/dist/system.js',
    template: ['application/json', '"<p>wörld</p>"', 'template.json'],
    load: (url) => System.import(url).then((module) => (module as { default: string }).default),
  },
];

/** Runs in the page. */
function addClerk(src: string): void {
  const script = document.createElement('script');
  script.dataset.clerkPublishableKey = 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ';
  script.src = src;
  document.head.append(script);
}

/** Long enough for a call that is not held to arrive, in milliseconds. */
const ARRIVAL = 100;

describe('D3, D3a: loaders that get templates before Clerk is on the page', () => {
  for (const loader of LOADERS) {
    it(`D3a: ${titleOf(loader)}: a template comes without Clerk; calls are held once Clerk is on its way`, async () => {
      const { script, template, load } = loader;
      const page = await openPage({
        head: [{ shim: { 'data-backend-origins': `'self' ${origins.backend}` } }, { src: script }],
      });
      const key = newKey();
      const [type, text, end] = template;
      expect(await page.run(load, at('page', key, 'type', type, 'text', 'utf-8', text, end))).to.equal('<p>wörld</p>');
      expect(await sessionsOf(key)).to.deep.equal([[]]);
      expect(page.said('warn')).to.deep.equal([
        '[clerk-ajax] there is no Clerk on this page: calls are sent without a session until Clerk has one',
      ]);

      const clerk = newKey();
      page.run(addClerk, at('page', clerk, 'until', clerk, 'file', '/support/fake-clerk.js'));
      const call = newKey();
      const answered = page.run((url) => fetch(url), at('backend', call, 'body', 'json'));
      await new Promise((resolve) => setTimeout(resolve, ARRIVAL));
      expect(await received(call), 'while Clerk is loading').to.deep.equal([]);
      await release(clerk);
      await becomeKnown(page);
      expect((await answered).status).to.equal(200);
      expect(await sessionsOf(call)).to.deep.equal([['sess_A']]);
      expect([...page.errors, ...page.said('error')]).to.deep.equal([]);
    });
  }
});

async function becomeKnown({ window }: Page): Promise<void> {
  await until(() => window.Clerk);
  window.Clerk?.control.become('sess_A');
}

const sessionsOf = async (key: string): Promise<string[][]> =>
  (await received(key)).map((request: Received) => carriedBy(request).sessions);
