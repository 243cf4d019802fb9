const { qwest } = window;

const seen = (call) =>
  new Promise((resolve) => {
    call
      .then((xhr, data) => resolve({ status: xhr.status, data }))
      .catch(({ message }, xhr, data) => resolve({ message, status: xhr?.status, data }));
  });

const options = { attempts: 1, cache: true };

export const get = ({ url }) => seen(qwest.get(url, { a: 1, text: 'ä b' }, options));

export const header = ({ url }) => seen(qwest.get(url, null, { ...options, headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(qwest.post(url, { name: 'wörld' }, options));

export async function upload({ url, file }) {
  let sent = 0;
  const before = (xhr) => {
    xhr.upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
  };
  const result = await seen(qwest.map('PUT', url, file, options, before));
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(qwest.get(url, null, options));
