const modules = new Promise((resolve) => window.require(['dojo/request/xhr'], resolve));

const seen = async (url, options, started = () => {}) => {
  const xhr = await modules;
  const call = xhr(url, { handleAs: 'json', headers: { 'X-Requested-With': null }, ...options });
  started(call);
  let progress = false;
  return new Promise((resolve) => {
    call.response.then(
      (response) => {
        const { data, status } = response;
        resolve({ progress, data, status, type: response.getHeader('Content-Type') });
      },
      ({ name, message, response, dojoType }) =>
        resolve({
          name,
          message: message.replace(/http\S+/, 'URL'),
          dojoType,
          status: response?.status,
          data: response?.data,
        }),
      (event) => {
        progress = progress || (event.transferType === 'upload' && event.loaded > 0);
      },
    );
  });
};

export const get = ({ url }) => seen(url, { query: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen(url, { headers: { 'X-Requested-With': null, 'X-Custom': 'yes' } });

export const post = ({ url }) => seen(url, { method: 'POST', data: { name: 'wörld', list: [1, 2] } });

export const upload = ({ url, file }) => seen(url, { method: 'POST', data: file, uploadProgress: true });

export const error = ({ url }) => seen(url);

export const abort = ({ url, underway }) => seen(url, {}, (call) => underway.then(() => void call.cancel('enough')));
