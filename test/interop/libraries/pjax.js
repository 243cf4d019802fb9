// jquery-pjax. The address bar can't show another origin, so that the page does not push.
const { jQuery: $ } = window;

// It makes one call at a time, and aborts the one before.
let turn = Promise.resolve();
const seen = (...args) => {
  turn = turn.then(() => load(...args));
  return turn;
};

const load = (url, options = {}, started = () => {}) =>
  new Promise((resolve) => {
    const id = `pjax${$('.pjax').length}`;
    const container = $(`<div class="pjax" id="${id}">`).appendTo('body');
    const events = [];
    container.on('pjax:send pjax:success pjax:error pjax:timeout pjax:complete', (event, ...rest) => {
      events.push([event.type, rest.map((it) => it?.status ?? (typeof it === 'string' ? it : null))]);
      // The page would go to the URL itself.
      if (/error|timeout/.test(event.type)) event.preventDefault();
    });
    container.on('pjax:end', () => resolve({ events, html: container.html() }));
    started($.pjax({ url, container: `#${id}`, push: false, replace: false, scrollTo: false, timeout: 0, ...options }));
  });

export const get = ({ url }) => seen(`${url}?a=1`);

export const header = ({ url }) => seen(url, { headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen(url, { type: 'POST', data: { name: 'wörld' } });

export const error = ({ url }) => seen(url);

export const abort = ({ url, underway }) => seen(url, {}, (xhr) => underway.then(() => void xhr.abort()));
