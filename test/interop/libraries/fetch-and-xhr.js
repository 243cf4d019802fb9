// Plain calls, fetch and XHR in turns, on a page whose Promise, URL and the like are not the browser's own.
import * as byFetch from './fetch.js';

const seen = (method, url, { body = null, prepare = () => {} } = {}) =>
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    let sent = 0;
    xhr.upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
    for (const type of ['load', 'error', 'abort', 'timeout']) {
      xhr.addEventListener(type, () =>
        resolve({ type, status: xhr.status, text: xhr.responseText, progress: sent > 0 }),
      );
    }
    xhr.open(method, url);
    prepare(xhr);
    xhr.send(body);
  });

export const { get, error } = byFetch;

export const header = ({ url }) => seen('GET', url, { prepare: (xhr) => xhr.setRequestHeader('X-Custom', 'yes') });

export const post = byFetch.post;

export const upload = ({ url, file }) => seen('POST', url, { body: file });

export const abort = byFetch.abort;

export const timeout = ({ url }) =>
  seen('GET', url, {
    prepare: (xhr) => {
      xhr.timeout = 1000;
    },
  });
