// Plain calls with form data, on a page where something else stands in the place of FormData.
import * as byFetch from './fetch.js';
import { header as headerByXhr } from './fetch-and-xhr.js';

export const { get, error } = byFetch;

export const header = headerByXhr;

const formOf = (value, name) => {
  const form = new FormData();
  form.append('text', 'ä');
  if (name) form.append('file', value, name);
  else form.append('name', value);
  return form;
};

const seen = async (response) => ({ status: response.status, data: await response.json() });

export const post = ({ url }) => fetch(url, { method: 'POST', body: formOf('wörld') }).then(seen);

export const upload = ({ url, file }) =>
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.onloadend = () => resolve({ status: xhr.status, text: xhr.responseText });
    xhr.open('POST', url);
    xhr.send(formOf(file, 'a.txt'));
  });
