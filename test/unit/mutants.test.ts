import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { mutants } from '../mutants/mutants.ts';
import { ROOT } from '../support/server/files.ts';

// They run by hand, since they take a quarter of an hour; what they take out must still be there by then.
describe('mutants', () => {
  for (const { rule, what, file, code } of mutants) {
    it(`${rule}: ${what} is in ${file}, once`, () => {
      expect(readFileSync(join(ROOT, 'src', file), 'utf8').split(code)).to.have.length(2);
    });
  }
});
