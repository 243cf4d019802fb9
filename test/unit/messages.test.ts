import { expect } from 'chai';
import sinon from 'sinon';
import { createSayOnce, say } from '../../src/messages.ts';

describe('log', () => {
  const levels = ['error', 'warn', 'debug'] as const;
  const calls = () => levels.map((level) => (console[level] as sinon.SinonStub).args);

  beforeEach(() => {
    for (const level of levels) sinon.stub(console, level);
  });
  afterEach(() => sinon.restore());

  it('F1: every message starts with [clerk-ajax], at its level', () => {
    for (const level of levels) say(level, `a ${level}`);
    expect(calls()).to.deep.equal([[['[clerk-ajax] a error']], [['[clerk-ajax] a warn']], [['[clerk-ajax] a debug']]]);
  });

  it('F1: a message comes once', () => {
    const once = createSayOnce();
    for (let i = 0; i < 3; i++) {
      once('error', 'one');
      once('error', 'two');
      once('warn', 'three');
    }
    expect(calls()).to.deep.equal([[['[clerk-ajax] one'], ['[clerk-ajax] two']], [['[clerk-ajax] three']], []]);
  });

  it('F1: once per installation: a new one says it again', () => {
    createSayOnce()('error', 'one');
    createSayOnce()('error', 'one');
    expect(calls()[0]).to.have.length(2);
  });

  it('F1: a console that was replaced since is the one that is used', () => {
    const { error } = console;
    const replaced = sinon.spy();
    console.error = replaced;
    try {
      say('error', 'later');
    } finally {
      console.error = error;
    }
    sinon.assert.calledOnceWithExactly(replaced, '[clerk-ajax] later');
  });
});
