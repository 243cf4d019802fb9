import * as d3 from 'd3-request';

const describe = (data) => (data instanceof XMLHttpRequest ? { status: data.status, text: data.responseText } : data);

const seen = (request, method = 'GET', body = null, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    request
      .on('load', (data) => resolve({ data: describe(data), events }))
      .on('error', ({ target, type, status }) => resolve({ type, status: target?.status ?? status, events }))
      .on('beforesend', () => events.push('beforesend'))
      .send(method, body);
    started(resolve);
  });

const json = (url) =>
  d3
    .request(url)
    .mimeType('application/json')
    .response(({ responseText }) => JSON.parse(responseText));

export const get = ({ url }) => seen(json(`${url}?a=1&text=%C3%A4`));

export const header = ({ url }) => seen(json(url).header('X-Custom', 'yes'));

export const post = ({ url }) => seen(json(url), 'POST', 'name=wörld');

export const upload = ({ url, file }) => seen(json(url), 'POST', file);

// Its error handler gets what the load handler would.
export const error = ({ url }) =>
  new Promise((resolve) => {
    d3.json(url).get((failed, data) => {
      const { status, responseText } = failed.target ?? failed;
      resolve({ status, responseText, data });
    });
  });

export const abort = ({ url, underway }) => {
  const request = json(url);
  return seen(request, 'GET', null, (resolve) =>
    underway.then(() => {
      request.abort();
      resolve('aborted');
    }),
  );
};
