// What a CommonJS program does with the package; it is only type-checked, against the packed package.
import ajax = require('clerk-ajax');

const options: ajax.Options = { backendOrigins: "'self'", patch: ['fetch', 'xhr'], debug: true };
const installation: ajax.Installation = ajax.install(options);
export const reason: string = installation.explain('/api').reason;

// @ts-expect-error the wait is a number
ajax.install({ backendOrigins: "'self'", wait: 'long' });
