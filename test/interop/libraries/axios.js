// axios 0.21 and 1: its XHR adapter, or the one that `window.adapter` names.
const axios = window.axios.create(window.adapter ? { adapter: window.adapter } : {});

const seen = (call) =>
  call.then(
    ({ data, status, statusText, headers }) => ({ data, status, statusText, type: headers['content-type'] }),
    ({ message, code, response }) => ({ rejected: message, code, status: response?.status, data: response?.data }),
  );

export const get = ({ url }) => seen(axios.get(url, { params: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen(axios(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(axios.post(url, { name: 'wörld', list: [1, 2] }));

export async function upload({ url, file }) {
  let sent = 0;
  const onUploadProgress = ({ loaded }) => {
    sent = loaded;
  };
  const form = new FormData();
  form.append('file', file, 'a.txt');
  // With the fetch adapter this takes a stream, which browsers send by HTTP/2 alone.
  const result = await seen(axios.post(url, form, window.adapter ? {} : { onUploadProgress }));
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(axios.get(url));

export async function abort({ url, underway }) {
  const { token, cancel } = window.axios.CancelToken.source();
  const result = seen(axios.get(url, { cancelToken: token }));
  await underway;
  cancel('enough');
  return result;
}

export const timeout = ({ url }) => seen(axios.get(url, { timeout: 1000 }));
