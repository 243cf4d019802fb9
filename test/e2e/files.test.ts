import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ElementHandle } from 'puppeteer-core';
import { startDemo } from '../../demo/server.ts';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { ON_READY, rows, waitForAccount } from './demoPage.ts';

// Files that users choose, which only a driven browser can have.

/** Uploads the chosen file in each way; what becomes of it. */
const upload = (url: string) => `(() => {
  const [file] = document.querySelector('#chosen').files;
  const post = (input, init) => fetch(input, init).then(() => 'answered', ({ name }) => name);
  const form = new FormData();
  form.append('file', file);
  const url = '${url}';
  return Promise.all([
    post(url + '?init', { method: 'POST', body: file }),
    post(url + '?form', { method: 'POST', body: form }),
    post(new Request(url + '?request', { method: 'POST', body: file })),
    post(new Request(url + '?request-and-form', { method: 'POST', body: form })),
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open('POST', url + '?xhr');
      xhr.onload = () => resolve('answered');
      xhr.onerror = () => resolve('error');
      xhr.send(file);
    }),
  ]);
})()`;

for (const engine of ['chromium', 'firefox'] satisfies DrivenEngine[]) {
  describe(`files in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'clerk-ajax-'));
    });
    after(() => rm(folder, { recursive: true }));

    /** What becomes of uploads, and how many bytes of each the backend got. The user may change the file after choosing it. */
    async function uploadFile(query: string, change: boolean) {
      const sizes: number[] = [];
      const demo = await startDemo({
        onBackendRequest: (_, { path, bytes }) => void (path.includes('orders?') && sizes.push(bytes)),
      });
      const page = await (await browser().createBrowserContext()).newPage();
      try {
        await page.goto(`${demo.pageUrl}/?${query}`);
        await rows(page, ON_READY);
        await waitForAccount(page, 'Ada');
        await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<input type="file" id="chosen">'));
        const path = join(folder, `${engine}.txt`);
        await writeFile(path, 'as it was');
        // Chromium compares the times of files by the second.
        await utimes(path, new Date(0), new Date(0));
        const input = (await page.$('#chosen')) as ElementHandle<HTMLInputElement>;
        await input.uploadFile(path);
        if (change) await writeFile(path, 'changed, and longer than it was');
        const outcomes = await page.evaluate(upload(`${demo.backendUrl}/classic/orders`));
        return { outcomes, sizes: sizes.sort() };
      } finally {
        await page.browserContext().close();
        await demo.close();
      }
    }

    it('D5a: a file that has changed on disk is never sent as an empty body; the call fails where native fails', async () => {
      const native = await uploadFile('shim=off&way=classic', true);
      const shim = await uploadFile('way=classic', true);
      // Firefox sends as many bytes as the file once had, and reads a `Request` as the file is now.
      if (engine === 'chromium') expect(shim.outcomes).to.deep.equal(native.outcomes);
      expect(shim.sizes.filter((size) => !size)).to.deep.equal([]);
    });

    it('D5a: a file that has not changed is sent', async () => {
      const { outcomes, sizes } = await uploadFile('way=classic', false);
      expect(outcomes).to.deep.equal(Array(5).fill('answered'));
      expect(sizes).to.have.length(5);
    });
  });
}
