import { compareRows, type Row } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';

describe('abort() right after send()', () => {
  const rows: Record<string, Row> = {};
  for (const origin of ['page', 'backend'] as const) {
    for (const upload of [false, true]) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
        for (const body of [undefined, null, '', 'text'] as const) {
          if (body !== undefined && /GET|HEAD/.test(method) && body !== 'text') continue;
          const title = `${method} ${JSON.stringify(body)} to the ${origin}${upload ? ', with upload listeners' : ''}`;
          rows[title] = {
            server: 'aborted',
            run: (scene) =>
              exchange(scene, {
                method,
                url: scene.at(origin, 'body', 'json'),
                body,
                upload,
                sent: (xhr) => xhr.abort(),
              }),
          };
        }
      }
    }
  }
  compareRows('D6', rows);
});
