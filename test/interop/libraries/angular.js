// AngularJS 1.8: $http, outside an application, as its own documentation does it.
const $http = window.angular.injector(['ng']).get('$http');

const seen = (call) =>
  call.then(
    ({ data, status, statusText, xhrStatus, headers }) => ({
      data,
      status,
      statusText,
      xhrStatus,
      type: headers('Content-Type'),
    }),
    ({ data, status, xhrStatus }) => ({ rejected: true, data, status, xhrStatus }),
  );

export const get = ({ url }) => seen($http.get(url, { params: { a: 1, text: 'ä b' } }));

export const header = ({ url }) => seen($http({ url, headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen($http.post(url, { name: 'wörld', list: [1, 2] }));

export async function upload({ url, file }) {
  let sent = 0;
  const progress = ({ loaded }) => {
    sent = loaded;
  };
  const headers = { 'Content-Type': 'text/plain' };
  const result = await seen($http.put(url, file, { headers, transformRequest: [], uploadEventHandlers: { progress } }));
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen($http.get(url));

export async function abort({ url, underway }) {
  let stop;
  const timeout = new Promise((resolve) => {
    stop = resolve;
  });
  const result = seen($http.get(url, { timeout }));
  await underway;
  stop();
  return result;
}

export const timeout = ({ url }) => seen($http.get(url, { timeout: 1000 }));
