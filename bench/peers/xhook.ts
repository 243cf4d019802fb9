import xhook from 'xhook';
import { isOurs, withSession } from './config.ts';

xhook.before((request) => {
  if (!isOurs(request.url)) return;
  request.url = withSession(request.url);
  if (request.isFetch) request.credentials = 'include';
  else request.withCredentials = true;
});
