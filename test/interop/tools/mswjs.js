import { BatchInterceptor } from '@mswjs/interceptors';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { XMLHttpRequestInterceptor } from '@mswjs/interceptors/XMLHttpRequest';

const found = [];

const interceptor = new BatchInterceptor({
  name: 'test',
  interceptors: [new FetchInterceptor(), new XMLHttpRequestInterceptor()],
});
interceptor.apply();
interceptor.on('request', ({ request }) => {
  found.push(['request', request.method, request.url]);
});
interceptor.on('response', ({ request, response }) => {
  found.push(['response', request.method, request.url, response.status]);
});

/** Events. */
export const records = () => found;

export const stop = () => interceptor.dispose();
