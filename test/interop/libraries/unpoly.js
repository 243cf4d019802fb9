const { up } = window;
up.log.disable?.();

const seen = (request) =>
  request.then(
    ({ status, ok, text, contentType }) => ({ status, ok, text, contentType }),
    ({ name, message, status, text }) => ({ name, message: message?.replace(/http\S+/g, 'URL'), status, text }),
  );

const request = (url, options) => up.request({ url, cache: false, ...options });

export const get = ({ url }) => seen(request(url, { params: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen(request(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(request(url, { method: 'POST', params: { name: 'wörld' } }));

export const upload = ({ url, file }) =>
  seen(request(url, { method: 'POST', params: { file: new File([file], 'a.txt', { type: 'text/plain' }) } }));

export const error = ({ url }) => seen(request(url));

export async function abort({ url, underway }) {
  const call = request(url);
  const result = seen(call);
  await underway;
  up.network.abort(call);
  return result;
}
