import { expect } from 'chai';
import { pageOrigin } from '../../src/platform/pageOrigin.ts';
import { openNodePage } from '../support/nodePage.ts';

describe('pageOrigin', () => {
  it("B1: is the page's origin, though the page has overwritten window.origin", async () => {
    const page = await openNodePage({ url: 'http://page.test:8080/x' });
    page.put('origin', 'https://evil.test');
    expect(pageOrigin()).to.equal('http://page.test:8080');
    page.close();
  });

  it('B1: is what window.origin says where the address does not know it: in a srcdoc frame', async () => {
    const page = await openNodePage({ url: 'about:srcdoc' });
    page.put('origin', 'https://parent.test');
    expect(pageOrigin()).to.equal('https://parent.test');
    page.close();
  });

  it('B1: is opaque in a sandbox', async () => {
    const page = await openNodePage({ url: 'data:text/html,x' });
    expect(pageOrigin()).to.equal('null');
    page.close();
  });
});
