const { Vue } = window;

const seen = (call) =>
  call.then(
    ({ body, status, ok, headers }) => ({ body, status, ok, type: headers.get('content-type') }),
    ({ body, status, ok, statusText }) => ({ rejected: true, body, status, ok, statusText }),
  );

export const get = ({ url }) => seen(Vue.http.get(url, { params: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen(Vue.http.get(url, { headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen(Vue.http.post(url, { name: 'wörld', list: [1, 2] }));

export async function upload({ url, file }) {
  let sent = 0;
  const uploadProgress = ({ loaded }) => {
    sent = loaded;
  };
  const form = new FormData();
  form.append('file', file, 'a.txt');
  const result = await seen(Vue.http.post(url, form, { uploadProgress }));
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(Vue.http.get(url));

// Its promise stays open when it aborts the previous request: the object alone can tell.
export const abort = ({ url, underway }) =>
  new Promise((resolve) => {
    Vue.http.get(url, {
      before(request) {
        underway.then(() => {
          request.abort();
          resolve('aborted');
        });
      },
    });
  });
