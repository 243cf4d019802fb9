import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asked, goodReply, SESSION } from '../kit/doctor/asked.ts';
import { BACKENDS } from '../kit/doctor/backends.ts';
import { claimsOf } from '../kit/jwt.ts';
import type { Origins } from '../kit/protocol.ts';
import { isPreflight } from './cors.ts';

const isOfSession = (token: string | undefined) => {
  try {
    return !!token && claimsOf(token).sid === SESSION;
  } catch {
    return false;
  }
};

/** Answers as one of the faulty backends: `/faulty/<number>/…`. */
export function answerFaultily(number: string, req: IncomingMessage, res: ServerResponse, origins: Origins): void {
  const { method = '', url = '', headers } = req;
  const { pathname, searchParams, search } = new URL(url, origins.page);
  const asked: Asked = {
    method,
    here: `/faulty/${number}`,
    path: pathname.split('/').slice(3).join('/'),
    query: search,
    headers,
    isPreflight: isPreflight(req),
    session: {
      id: searchParams.get('_clerk_session_id') === SESSION,
      token: isOfSession(/^Bearer (.*)/.exec(headers.authorization ?? '')?.[1]),
      cookie: isOfSession(/(?:^|; )__session=([^;]*)/.exec(headers.cookie ?? '')?.[1]),
    },
    page: origins.page,
    own: `http://${headers.host}`,
    other: origins.foreign,
  };
  const reply = goodReply(asked);
  Object.values(BACKENDS)[Number(number)]?.answer?.(reply, asked);
  if (reply.cut) req.socket.destroy();
  else res.writeHead(reply.status, reply.headers as Record<string, string>).end();
}
