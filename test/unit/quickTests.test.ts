import { expect } from 'chai';
import { keepOneOfEach } from '../harness/quick.ts';

describe('npm test -- --quick', () => {
  const group = (titles: string[], ...suites: Parameters<typeof keepOneOfEach>[0][]) => ({
    tests: titles.map((title) => ({ title })),
    suites,
  });

  it('keeps the first test of each rule in each group', () => {
    const inner = group(['D6: aborts, GET', 'D6: aborts, POST', 'D6, E1: aborts']);
    const outer = group(['D6: leaves', 'E1: fires', 'D6: waits'], inner);
    keepOneOfEach(outer);
    expect(outer.tests.map(({ title }) => title)).to.deep.equal(['D6: leaves', 'E1: fires']);
    expect(inner.tests.map(({ title }) => title)).to.deep.equal(['D6: aborts, GET', 'D6, E1: aborts']);
  });

  it('keeps the first of a group whose titles name no rule', () => {
    const rows = group(['GET: a string', 'GET: a form', 'POST']);
    keepOneOfEach(rows);
    expect(rows.tests).to.deep.equal([{ title: 'GET: a string' }]);
  });
});
