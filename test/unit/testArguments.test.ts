import { expect } from 'chai';
import { parseArguments, SUITES } from '../harness/arguments.ts';
import { ENGINES } from '../kit/protocol.ts';

describe('the arguments of npm test', () => {
  const read = (line: string) => parseArguments(line.split(' ').filter(Boolean));

  it('without any, all suites run in all engines', () => {
    expect(read('')).to.deep.include({ suites: SUITES, engines: ENGINES, look: undefined, quick: false, files: [] });
  });

  it('--engine alone leaves out the suites of Node', () => {
    const { suites, engines } = read('--engine firefox') ?? {};
    expect(engines).to.deep.equal(['firefox']);
    expect(suites).to.have.members(['browser', 'faults', 'interop', 'doctor']);
  });

  it('files choose their suites', () => {
    const files = 'test/e2e/doctor/hints.test.ts test/unit/url.test.ts';
    expect(read(files)).to.deep.include({ suites: ['unit', 'e2e'], files: files.split(' '), engines: ENGINES });
  });

  it('--quick runs the unit tests, and the browser suite in Chromium', () => {
    expect(read('--quick')).to.deep.include({ suites: ['unit', 'browser'], engines: ['chromium'], quick: true });
  });

  it('--quick runs in another engine, or another suite, if that is named', () => {
    expect(read('--quick --engine firefox')).to.deep.include({ suites: ['unit', 'browser'], engines: ['firefox'] });
    expect(read('--quick --suite faults')).to.deep.include({ suites: ['faults'], engines: ['chromium'] });
  });

  for (const look of ['show', 'serve'] as const) {
    it(`--${look} opens a test in Chromium, or in the engine that is named`, () => {
      const file = 'test/browser/fetch.test.ts';
      expect(read(`--${look} ${file}`)).to.deep.include({ look, suites: ['browser'], engines: ['chromium'] });
      expect(read(`--${look} --suite faults --engine webkit`)).to.deep.include({
        suites: ['faults'],
        engines: ['webkit'],
      });
    });

    for (const line of [
      '',
      '--suite unit',
      '--suite browser --suite faults',
      'test/e2e/demo.test.ts',
      '--engine firefox',
    ]) {
      it(`--${look} ${line} is refused, since it is not one test in a page`, () => {
        expect(() => read(`--${look} ${line}`)).to.throw(`--${look} is for one test in a page`);
      });
    }

    it(`--${look} is refused for two engines`, () => {
      const line = `--${look} --suite browser --engine firefox --engine webkit`;
      expect(() => read(line)).to.throw(`--${look} is for one engine`);
    });
  }

  it('unknown engines, suites, seeds and options are refused', () => {
    expect(() => read('--engine ie')).to.throw('There is no engine "ie".');
    expect(() => read('--suite all')).to.throw('There is no suite "all".');
    expect(() => read('--seed x')).to.throw('"x" is no seed.');
    expect(() => read('--fast')).to.throw('--fast');
  });

  it('--help is asked for', () => {
    expect(read('--help')).to.equal(undefined);
  });
});
