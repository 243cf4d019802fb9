import { proxy } from 'ajax-hook';
import { isOurs, withSession } from './config.ts';

proxy({
  onRequest(request, handler) {
    if (isOurs(request.url)) {
      request.url = withSession(request.url);
      request.withCredentials = true;
    }
    handler.next(request);
  },
});
