import type { Channel } from '../../src/channels/channel.ts';
import { installWith } from '../../src/install.ts';
import { replaceMethod } from '../../src/platform/replaceMethod.ts';
import { profile } from '../profile.ts';

// A script tag that patches the page as a step does: `data-step="look"`.

const { step = '', backendOrigins } = (document.currentScript as HTMLScriptElement).dataset;

const fail = (complaint: string): never => {
  throw new Error(`step ${step}: ${complaint}`);
};

const { operation, make } = profile[step] ?? fail('there is none');

const channel: Channel = {
  name: 'step',
  install(calls) {
    const owner = operation === 'open' ? XMLHttpRequest.prototype : window;
    replaceMethod(owner, operation, make(calls));
    return () => {};
  },
};

installWith((option) => (option === 'backendOrigins' ? backendOrigins : undefined), [channel], fail);
