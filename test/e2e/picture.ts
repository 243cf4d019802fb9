import { writeFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';
import { startDemo } from '../../demo/server.ts';
import { startBrowser } from '../harness/drivenBrowser.ts';
import { ROOT } from '../servers/files.ts';
import { waitForAccount } from './demoPage.ts';

// `npm run picture`: docs/demo.webp, the picture of the README: the demo's page without the tag and with it.

const WIDTH = 1040;
/** The README shows it narrower than it is. */
const SCALE = 1.25;

/** The top of the page, down to what both backends have answered. */
async function shoot(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  await page.setViewport({ width: WIDTH, height: 700, deviceScaleFactor: SCALE });
  await page.goto(url);
  await waitForAccount(page, 'Ada');
  await page.waitForFunction(() => document.querySelectorAll('#backends tr[data-state="done"]').length === 2);
  const height = await page.evaluate(
    () => (document.querySelector('#backends')?.closest('section')?.getBoundingClientRect().bottom ?? 0) + 12,
  );
  const picture = await page.screenshot({ encoding: 'base64', clip: { x: 0, y: 0, width: WIDTH, height } });
  await page.close();
  return picture;
}

const demo = await startDemo({ ports: { page: 4400, backend: 4401, currentBackend: 4403, clerk: 4402 } });
const { browser, close } = await startBrowser('chromium');
try {
  const pictures = [await shoot(browser, `${demo.pageUrl}/?shim=off`), await shoot(browser, demo.pageUrl)];
  const page = await browser.newPage();
  await page.setViewport({ width: WIDTH, height: 100, deviceScaleFactor: SCALE });
  await page.setContent(
    `<style>
      body { margin: 0; background: #fff; }
      img { display: block; width: ${WIDTH}px; outline: 1px solid #94a3b8; outline-offset: -1px; }
      img + img { margin-top: 20px; }
    </style>${pictures.map((picture) => `<img src="data:image/png;base64,${picture}">`).join('')}`,
  );
  const image = await page.screenshot({ fullPage: true, type: 'webp', quality: 50 });
  writeFileSync(`${ROOT}/docs/demo.webp`, image);
  console.log(`docs/demo.webp: ${(image.length / 1024).toFixed(0)} KB`);
} finally {
  await close();
  await demo.close();
}
