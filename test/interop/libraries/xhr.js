import xhr from 'xhr';

const seen = (options, started = () => {}) =>
  new Promise((resolve) => {
    const request = xhr({ json: true, ...options }, (error, { statusCode, headers, body }) =>
      resolve({ error: error?.message, code: error?.code, statusCode, type: headers?.['content-type'], body }),
    );
    started(request, resolve);
  });

export const get = ({ url }) => seen({ url: `${url}?a=1&text=%C3%A4` });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, method: 'POST', json: { name: 'wörld', list: [1, 2] } });

export async function upload({ url, file }) {
  let sent = 0;
  const beforeSend = ({ upload }) => {
    upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
  };
  const result = await seen({ url, method: 'POST', json: false, responseType: 'text', body: file, beforeSend });
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen({ url });

// It never calls back after an abort, so that the object alone can tell.
export const abort = ({ url, underway }) =>
  seen({ url }, (request, resolve) => {
    request.onloadend = () => resolve({ aborted: request.aborted, readyState: request.readyState });
    underway.then(() => void request.abort());
  });
