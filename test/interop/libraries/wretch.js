import wretch from 'wretch';
import AbortAddon from 'wretch/addons/abort';
import FormDataAddon from 'wretch/addons/formData';
import QueryStringAddon from 'wretch/addons/queryString';

const client = (url) => wretch(url).addon(AbortAddon()).addon(FormDataAddon).addon(QueryStringAddon);

const failed = ({ name, status, json, message }) => ({ name, status, json, message });
const seen = (chain) => chain.json((data) => ({ data })).catch(failed);

export const get = ({ url }) => seen(client(url).query({ a: 1, text: 'ä b' }).get());

export const header = ({ url }) => seen(client(url).headers({ 'X-Custom': 'yes' }).get());

export const post = ({ url }) => seen(client(url).post({ name: 'wörld', list: [1, 2] }));

export const upload = ({ url, file }) => seen(client(url).formData({ file, name: 'a' }).post());

export const error = ({ url }) =>
  client(url)
    .get()
    .error(422, async ({ status, response }) => ({ caught: status, data: await response.json() }))
    .json()
    .catch(failed);

export async function abort({ url, underway }) {
  const [controller, chain] = client(url).get().controller();
  const result = chain
    .onAbort(({ name }) => ({ onAbort: name }))
    .json()
    .catch(failed);
  await underway;
  controller.abort();
  return result;
}
