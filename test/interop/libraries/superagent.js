const { superagent } = window;

const seen = (request) =>
  request.then(
    ({ body, status, ok, type }) => ({ body, status, ok, type }),
    ({ message, status, code, timeout, response }) => ({
      rejected: message,
      status,
      code,
      timeout,
      body: response?.body,
    }),
  );

export const get = ({ url }) => seen(superagent.get(url).query({ a: 1, text: 'ä b' }));

export const header = ({ url }) => seen(superagent.get(url).set('X-Custom', 'yes'));

export const post = ({ url }) => seen(superagent.post(url).send({ name: 'wörld', list: [1, 2] }));

export async function upload({ url, file }) {
  let sent = 0;
  const request = superagent.post(url).attach('file', file, 'a.txt');
  request.on('progress', ({ direction, loaded }) => {
    if (direction === 'upload') sent = loaded;
  });
  const result = await seen(request);
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(superagent.get(url));

export async function abort({ url, underway }) {
  const events = [];
  const request = superagent.get(url).on('abort', () => events.push('abort'));
  const result = seen(request);
  await underway;
  request.abort();
  return { events, ...(await result) };
}

export const timeout = ({ url }) => seen(superagent.get(url).timeout(1000));
