import SuperTokens from 'supertokens-website';
import { SESSION_ID } from '../session.ts';
import { backend } from './config.ts';

// A session as its backend would have started it, whose token goes into a header.
const inAnHour = Date.now() + 3_600_000;
const cookies = {
  sFrontToken: btoa(JSON.stringify({ uid: 'user', ate: inAnHour, up: {} })),
  'st-access-token': SESSION_ID,
  'st-refresh-token': 'refresh',
  'st-last-access-token-update': `${Date.now()}`,
};
for (const [name, value] of Object.entries(cookies)) {
  // biome-ignore lint/suspicious/noDocumentCookie: it is where this library keeps its session
  document.cookie = `${name}=${encodeURIComponent(value)};path=/`;
}

SuperTokens.init({ apiDomain: backend, tokenTransferMethod: 'header' });
