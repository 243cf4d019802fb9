import { expect } from 'chai';
import type { StackGuide } from '../../../doctor/advice/stacks/guide.ts';
import { GUIDES, STACKS } from '../../../doctor/advice/stacks/stacks.ts';

const needs = {
  origin: 'https://app.example.com',
  credentials: true,
  methods: ['GET', 'PUT'],
  headers: ['Authorization', 'X-Requested-With'],
};

describe('what to change, in the words of a stack', () => {
  for (const stack of STACKS) {
    const { cors, parties }: StackGuide = GUIDES[stack];

    it(`K4: ${stack} names the page, each method and each header, and no wildcard`, () => {
      const code = cors?.code(needs) ?? '';
      // A pattern of Apache's has its dots escaped.
      expect(code.replace(/\\\./g, '.')).to.include(needs.origin);
      for (const word of ['put', 'authorization', 'x-requested-with', 'credentials'])
        expect(code.toLowerCase()).to.include(word);
      expect(code).not.to.match(/origins?\W+\*|reflect|headers\W+\*/i);
    });

    it(`K4: ${stack} allows credentials only to who needs them`, () => {
      const code = cors?.code({ ...needs, credentials: false }) ?? '';
      expect(code).not.to.match(/credentials\W*\s*[:=(,]?\s*['"]?true/i);
    });

    if (parties) {
      it(`K4: ${stack} allows the party`, () => {
        expect(parties.code(needs)).to.include(needs.origin);
      });
    }
  }
});
