import xhook from 'xhook';
import { isOurs, withSession } from './config.ts';

interface HookedRequest {
  url: string;
  isFetch?: boolean;
  withCredentials?: boolean;
  credentials?: RequestCredentials;
}

xhook.before((request: HookedRequest) => {
  if (!isOurs(request.url)) return;
  request.url = withSession(request.url);
  if (request.isFetch) request.credentials = 'include';
  else request.withCredentials = true;
});
