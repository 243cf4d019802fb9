import { BatchInterceptor } from '@mswjs/interceptors';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { XMLHttpRequestInterceptor } from '@mswjs/interceptors/XMLHttpRequest';
import { SESSION_ID } from '../session.ts';
import { isOurs } from './config.ts';

const interceptor = new BatchInterceptor({
  name: 'session',
  interceptors: [new FetchInterceptor(), new XMLHttpRequestInterceptor()],
});
interceptor.apply();
// Its requests are read-only but for their headers.
interceptor.on('request', ({ request }) => {
  if (isOurs(request.url)) request.headers.set('x-clerk-session-id', SESSION_ID);
});
