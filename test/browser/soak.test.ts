import { expect } from 'chai';
import { SEED } from '../model/random.ts';
import { soak } from '../model/soak/soak.ts';

// The short form of `npm run soak`, which says more of it.
describe('two busy pages', () => {
  it(`C3 D1 E8: each call leaves once, with the session of that moment, and nothing piles up (seed ${SEED})`, async function () {
    this.timeout(90_000);
    const { faults, leftovers } = await soak({ seed: SEED, calls: 3000, switches: 60 });
    expect(faults).to.deep.equal([]);
    expect(leftovers.end).to.deep.equal(leftovers.start);
  });
});
