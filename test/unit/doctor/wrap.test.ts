import { expect } from 'chai';
import fc from 'fast-check';
import { wrap } from '../../../doctor/cli/wrap.ts';

describe('the text of the doctor', () => {
  it('K2: lines are broken at the width of the terminal, and a longer word stays whole', () => {
    expect(wrap('a bc d https://api.example.com/me e', 6, ' ')).to.deep.equal([
      ' a bc',
      ' d',
      ' https://api.example.com/me',
      ' e',
    ]);
  });

  it('K2: no word is lost, and no line is longer than it must be', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 100 }), (list, width) => {
        const lines = wrap(list.join(' '), width, '  ');
        expect(lines.map((line) => line.trimStart()).join(' ')).to.equal(list.join(' '));
        for (const line of lines) expect(line.length).to.be.at.most(width);
      }),
    );
  });
});
