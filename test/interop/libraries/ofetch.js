import { ofetch } from 'ofetch';

const client = ofetch.create({ retry: 0 });

const seen = (call) =>
  call.then(
    ({ status, _data }) => ({ status, data: _data }),
    // Its message quotes the URL, as ofetch was given it.
    ({ name, message, status, data }) => ({ name, message, status, data }),
  );

export const get = ({ url }) => seen(client.raw(url, { query: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen(client.raw(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(client.raw(url, { method: 'POST', body: { name: 'wörld', list: [1, 2] } }));

export const upload = ({ url, file }) => seen(client.raw(url, { method: 'PUT', body: file }));

export async function error({ url }) {
  const events = [];
  const onResponseError = ({ response }) => events.push(response.status);
  return { ...(await seen(client.raw(url, { onResponseError }))), events };
}

export async function abort({ url, underway }) {
  const controller = new AbortController();
  const result = seen(client.raw(url, { signal: controller.signal }));
  await underway;
  controller.abort();
  return result;
}
