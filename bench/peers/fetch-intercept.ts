import fetchIntercept from 'fetch-intercept';
import { isOurs, withSession } from './config.ts';

fetchIntercept.register({
  request: (url: string, init?: RequestInit) =>
    isOurs(url) ? [withSession(url), { ...init, credentials: 'include' }] : [url, init],
});
