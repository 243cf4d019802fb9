// What htmx grew out of: elements whose attributes make the calls, by jQuery.
const { jQuery: $, Intercooler } = window;

const seen = (markup, started = () => {}) =>
  new Promise((resolve) => {
    const element = $(markup).appendTo('body');
    const events = [];
    element.on('beforeSend.ic success.ic error.ic complete.ic', (event, _elt, second, third, fourth, xhr) => {
      const status = [second, third, fourth, xhr].map((it) => it?.status).find((it) => it !== undefined);
      events.push([event.type, status]);
      if (event.type === 'beforeSend') started([second, third, fourth, xhr].find((it) => it?.abort));
      if (event.type === 'complete') setTimeout(() => resolve({ events, html: element.html() }), 60);
    });
    Intercooler.processNodes(element);
    element.trigger('click');
  });

export const get = ({ url }) => seen(`<button ic-get-from="${url}?a=1">`);

export const header = ({ url }) =>
  seen(`<button ic-get-from="${url}">`, (xhr) => xhr.setRequestHeader('X-Custom', 'yes'));

export const post = ({ url }) => seen(`<button ic-post-to="${url}" ic-include='{"name":"wörld"}'>`);

export const error = ({ url }) => seen(`<button ic-get-from="${url}">`);

export const abort = ({ url, underway }) =>
  seen(`<button ic-get-from="${url}">`, (xhr) => underway.then(() => void xhr.abort()));
