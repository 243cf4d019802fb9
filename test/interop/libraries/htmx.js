// htmx 1, 2 and 4: elements whose attributes make the calls.
const { htmx } = window;
htmx.config.selfRequestsOnly = false;
htmx.config.mode = 'cors';
htmx.config.logAll = false;

/** Builds an element, triggers it, and tells what it swapped in and which events there were. */
const seen = (markup, started = () => {}) =>
  new Promise((resolve) => {
    document.body.insertAdjacentHTML('beforeend', `<section><div></div>${markup}</section>`);
    const section = document.body.lastElementChild;
    const [target, element] = section.children;
    const events = [];
    let progress = false;
    const note = ({ type, detail }) => {
      const status = detail.ctx ? detail.ctx.response?.status : detail.xhr?.status;
      events.push([type, status]);
      if (/^htmx:(?:afterOnLoad|sendAbort|timeout|sendError|responseError|finally:request)$/.test(type)) {
        // Swapping is done a moment later.
        setTimeout(() => resolve({ events, progress, html: target.innerHTML.replace(/ class="[^"]*"/, '') }), 60);
      }
    };
    for (const name of [
      ...['beforeRequest', 'afterRequest', 'afterOnLoad', 'responseError', 'sendError', 'sendAbort', 'timeout'],
      ...['before:request', 'after:request', 'response:error', 'error', 'after:swap', 'finally:request'],
    ]) {
      section.addEventListener(`htmx:${name}`, note);
    }
    section.addEventListener('htmx:xhr:progress', ({ detail }) => {
      progress = progress || detail.loaded > 0;
    });
    element.setAttribute('hx-target', 'previous div');
    htmx.process(section);
    started(element);
    element.dispatchEvent(new Event(element.matches('form') ? 'submit' : 'click', { bubbles: true, cancelable: true }));
  });

export const get = ({ url }) => seen(`<button hx-get="${url}?a=1&text=%C3%A4"></button>`);

export const header = ({ url }) => seen(`<button hx-get="${url}" hx-headers='{"X-Custom":"yes"}'></button>`);

export const post = ({ url }) => seen(`<form hx-post="${url}"><input name="name" value="wörld"></form>`);

export const upload = ({ url, file }) =>
  seen(`<form hx-post="${url}" hx-encoding="multipart/form-data"><input type="file" name="file"></form>`, (form) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([file], 'a.txt', { type: 'text/plain' }));
    form.firstElementChild.files = transfer.files;
  });

export const error = ({ url }) => seen(`<button hx-get="${url}"></button>`);

export const abort = ({ url, underway }) =>
  seen(`<button hx-get="${url}"></button>`, (element) => {
    underway.then(() => void htmx.trigger(element, 'htmx:abort'));
  });

export const timeout = ({ url }) =>
  seen(`<button hx-get="${url}" hx-request='{"timeout":1000}' hx-config='{"timeout":1000}'></button>`);
