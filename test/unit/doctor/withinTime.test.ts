import { expect } from 'chai';
import { RequestFailed } from '../../../doctor/http/failures.ts';
import { withinTime } from '../../../doctor/page/withinTime.ts';

describe('a page that takes for ever', () => {
  it('K7: reading ends, in a sentence', () => {
    const forEver = () => {
      for (;;);
    };
    expect(() => withinTime(forEver, 50)).to.throw(RequestFailed, /^the page takes longer than 0\.05 s to read/);
  });

  it('K7: another page is read, and what goes wrong there is not hidden', () => {
    expect(withinTime(() => [1])).to.deep.equal([1]);
    const fault = new TypeError('x');
    const fail = () => {
      throw fault;
    };
    expect(() => withinTime(fail)).to.throw(fault);
  });
});
