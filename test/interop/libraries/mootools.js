// MooTools 1.4: its `Request` stands in the place of the native one.
const seen = (options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    const request = new window.Request({
      headers: { 'X-Requested-With': null },
      onRequest: () => events.push('request'),
      onComplete: () => events.push('complete'),
      onSuccess: (text) => resolve({ events, text, status: request.status, type: request.getHeader('Content-Type') }),
      onFailure: ({ status, responseText }) => resolve({ events, failed: true, status, responseText }),
      onCancel: () => resolve({ events, cancelled: true }),
      ...options,
    });
    request.send();
    started(request);
  });

export const get = ({ url }) => seen({ url, method: 'get', data: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen({ url, method: 'get', headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, data: { name: 'wörld', list: [1, 2] } });

export const error = ({ url }) => seen({ url, method: 'get' });

export const abort = ({ url, underway }) =>
  seen({ url, method: 'get' }, (request) => underway.then(() => void request.cancel()));
