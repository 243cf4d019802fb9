import { expect } from 'chai';
import sinon from 'sinon';
import { pageOrigin } from '../../src/platform/pageOrigin.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';

describe('pageOrigin', () => {
  it("B1: 'self' is the page's origin, though the page has overwritten window.origin", async () => {
    const page = await openNodePage({ url: 'http://page.test:8080/x' });
    page.put('origin', 'https://evil.test');
    expect(pageOrigin()).to.equal('http://page.test:8080');
    page.close();
  });

  describe('where the address does not know it: in a srcdoc frame', () => {
    let page: NodePage;

    beforeEach(async () => {
      page = await openNodePage({ url: 'about:srcdoc' });
      sinon.stub(URL, 'createObjectURL').returns('blob:https://parent.test/1b9d6bcd');
      sinon.stub(URL, 'revokeObjectURL');
    });
    afterEach(() => {
      sinon.restore();
      page.close();
    });

    it("B1: 'self' of a page at a `blob:` URL is the origin in it, and the URL is given back", () => {
      expect(pageOrigin()).to.equal('https://parent.test');
      sinon.assert.calledOnceWithExactly(URL.revokeObjectURL as sinon.SinonStub, 'blob:https://parent.test/1b9d6bcd');
    });

    it("B1, B5a: 'self' is the page's origin, whatever the page has made of window.origin", () => {
      page.put('origin', 'https://evil.test');
      expect(pageOrigin()).to.equal('https://parent.test');
    });
  });

  it("B1: 'self' is opaque in a sandbox", async () => {
    const page = await openNodePage({ url: 'data:text/html,x' });
    expect(pageOrigin()).to.equal('null');
    page.close();
  });
});
