const { Zepto } = window;

const seen = (options, started = () => {}) =>
  new Promise((resolve) => {
    const xhr = Zepto.ajax({
      ...options,
      success: (data, text, { status }) => resolve({ data, text, status }),
      error: ({ status, responseText }, type, thrown) => resolve({ type, status, thrown: `${thrown}`, responseText }),
    });
    started(xhr);
  });

export const get = ({ url }) => seen({ url, data: { a: 1, text: 'ä b' }, dataType: 'json' });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, type: 'POST', data: { name: 'wörld', list: [1, 2] } });

export async function upload({ url, file }) {
  let sent = 0;
  const xhr = () => {
    const xhr = new XMLHttpRequest();
    xhr.upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
    return xhr;
  };
  const result = await seen({ url, type: 'POST', data: file, contentType: 'text/plain', processData: false, xhr });
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen({ url });

export const abort = ({ url, underway }) => seen({ url }, (xhr) => underway.then(() => void xhr.abort()));
