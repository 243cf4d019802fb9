// What a CommonJS program does with the package; it is only type-checked, against the packed package.
import ajax = require('clerk-ajax');
import all = require('clerk-ajax/all');

const options: ajax.Options = { backendOrigins: "'self'", patch: ['fetch', 'xhr'], debug: true };
const installation: ajax.Installation = ajax.install(options);
export const reason: string = installation.explain('/api').reason;
all.install({ backendOrigins: "'self'", patch: 'eventsource' });

// @ts-expect-error the wait is a number
ajax.install({ backendOrigins: "'self'", wait: 'long' });
