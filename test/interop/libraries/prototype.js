// Prototype 1.7, which pages of Rails 1 and 2 were made with.
const seen = (url, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    const note = (name) => () => events.push(name);
    const request = new window.Ajax.Request(url, {
      onCreate: note('create'),
      onSuccess: note('success'),
      onFailure: note('failure'),
      onComplete: ({ status, responseText, responseJSON }) =>
        resolve({ events, status, text: responseText, data: responseJSON }),
      ...options,
    });
    started(request);
  });

export const get = ({ url }) => seen(url, { method: 'get', parameters: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen(url, { method: 'get', requestHeaders: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen(url, { parameters: { name: 'wörld', list: [1, 2] } });

export const error = ({ url }) => seen(url, { method: 'get' });

export const abort = ({ url, underway }) =>
  seen(url, { method: 'get' }, ({ transport }) => underway.then(() => void transport.abort()));
