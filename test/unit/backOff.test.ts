import { expect } from 'chai';
import { delayAfter } from '../../src/channels/eventSource/backOff.ts';

const delays = (retry: number, count = 9) =>
  Array.from({ length: count }, (_, failures) => delayAfter(retry, failures));

describe('I2: the delay before a stream connects again', () => {
  it('I2: the delay is what the server wants, and doubles with each failure after the first, up to a minute', () => {
    expect(delays(3000)).to.deep.equal([3000, 3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000, 60_000]);
  });

  it('I2: the delay makes no flood, although the server wants none', () => {
    expect(delays(0)).to.deep.equal([0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('I2: the delay is never shorter than the server wants, and never longer than a timer can wait', () => {
    expect(delays(100_000, 4)).to.deep.equal([100_000, 100_000, 100_000, 100_000]);
    const longest = 2 ** 31 - 1;
    expect(delays(longest, 3)).to.deep.equal([longest, longest, longest]);
    expect(delayAfter(1, 1e9)).to.equal(60_000);
  });
});
