import { expect } from 'chai';
import sinon from 'sinon';
import { checkSdk, createSayOnce, type Level, OLD_SDK, say } from '../../src/messages.ts';

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

  it('F1: a new installation says a message again', () => {
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

  describe('a page that is poor', () => {
    /** Says something with a console of the page's own, and gives it back what `console` was. */
    function sayWith(console: unknown, level: Level = 'warn'): void {
      const there = Object.getOwnPropertyDescriptor(globalThis, 'console') as PropertyDescriptor;
      Object.defineProperty(globalThis, 'console', { configurable: true, ...(console as PropertyDescriptor) });
      try {
        expect(() => say(level, 'it')).not.to.throw();
      } finally {
        Object.defineProperty(globalThis, 'console', there);
      }
    }

    for (const level of levels) {
      it(`E8: without console.${level}, console.log is used`, () => {
        const log = sinon.spy();
        sayWith({ value: { log } }, level);
        sinon.assert.calledOnceWithExactly(log, '[clerk-ajax] it');
      });
    }

    it('E8: a method of console is called on its console', () => {
      const console = { warn: sinon.spy() };
      sayWith({ value: console });
      sinon.assert.calledOn(console.warn, console);
    });

    for (const [what, console] of Object.entries<PropertyDescriptor>({
      'no console': { value: undefined },
      'an empty console': { value: {} },
      'a console.warn that is no function': { value: { warn: 'text', log() {} } },
      'a console.warn that throws': {
        value: {
          warn() {
            throw new Error('no');
          },
        },
      },
      'a console that throws': {
        get() {
          throw new Error('no');
        },
      },
    })) {
      it(`E8: a message throws nothing with ${what}`, () => {
        sayWith(console);
      });
    }

    it('E8: a message throws nothing where console is not even declared', () => {
      const there = Object.getOwnPropertyDescriptor(globalThis, 'console') as PropertyDescriptor;
      Reflect.deleteProperty(globalThis, 'console');
      try {
        expect(() => say('error', 'it')).not.to.throw();
        expect(() => createSayOnce()('error', 'it')).not.to.throw();
      } finally {
        Object.defineProperty(globalThis, 'console', there);
      }
    });
  });

  it('F5: which list an SDK needs depends on its age, and an older one on what it asks Clerk', () => {
    const API = 'https://api.example.com';
    const newer = `. Clerk's SDKs from 2022 or later need data-token-origins="${API}"; older ones need`;
    expect(checkSdk(API, true)).to.equal(`${newer} Clerk's deprecated POST /v1/sessions/:id/verify`);
    expect(checkSdk(API, false)).to.equal(`${newer} Clerk's cookie, which only reaches the page's host`);
    expect(OLD_SDK).to.include('before 2022 reads no token: use data-backend-origins');
  });

  it('F1: a message that is a name of Object.prototype is said, too', () => {
    const once = createSayOnce();
    for (const message of ['constructor', '__proto__', '__proto__']) once('warn', message);
    expect(calls()[1]).to.deep.equal([['[clerk-ajax] constructor'], ['[clerk-ajax] __proto__']]);
  });
});
