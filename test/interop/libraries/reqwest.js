const { reqwest } = window;

const seen = (options, started = () => {}) =>
  new Promise((resolve) => {
    const calls = [];
    const request = reqwest({
      type: 'json',
      crossOrigin: true,
      ...options,
      success: (data) => calls.push({ data }),
      error: ({ status, responseText }, message) => calls.push({ status, responseText, message }),
      complete: () => resolve(calls),
    });
    started(request);
  });

export const get = ({ url }) => seen({ url, data: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, method: 'post', data: { name: 'wörld' } });

export const error = ({ url }) => seen({ url });
