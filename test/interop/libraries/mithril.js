const { m } = window;

const seen = (options) =>
  m.request({ background: true, ...options }).then(
    (data) => ({ data }),
    ({ message, code, response }) => ({ rejected: message, code, response }),
  );

export const get = ({ url }) => seen({ url, params: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, method: 'POST', body: { name: 'wörld', list: [1, 2] } });

export async function upload({ url, file }) {
  let sent = 0;
  const config = ({ upload }) => {
    upload.addEventListener('progress', ({ loaded }) => {
      sent = loaded;
    });
  };
  const body = new FormData();
  body.append('file', file, 'a.txt');
  const result = await seen({ url, method: 'POST', body, config });
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen({ url });

// Its promise stays open after an abort: the object alone can tell.
export const abort = ({ url, underway }) =>
  new Promise((resolve) => {
    const config = (xhr) => {
      xhr.addEventListener('abort', ({ type }) => resolve({ type, status: xhr.status }));
      underway.then(() => void xhr.abort());
    };
    seen({ url, config });
  });
