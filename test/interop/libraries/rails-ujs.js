import Rails from '@rails/ujs';

const seen = (options, prepare = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    Rails.ajax({
      type: 'GET',
      dataType: 'json',
      ...options,
      beforeSend: (xhr) => {
        events.push('beforeSend');
        prepare(xhr);
        return true;
      },
      success: (data, text, { status }) => events.push({ data, text, status }),
      error: (data, text, { status }) => events.push({ failed: data, text, status }),
      complete: () => resolve(events),
    });
  });

export const get = ({ url }) => seen({ url, data: 'a=1&text=b' });

export const header = ({ url }) => seen({ url }, (xhr) => xhr.setRequestHeader('X-Custom', 'yes'));

/** As its users do: a form with `data-remote`, whose events bubble. */
export const post = ({ url }) =>
  new Promise((resolve) => {
    if (!window._rails_loaded) Rails.start();
    document.body.insertAdjacentHTML(
      'beforeend',
      `<form action="${url}" method="post" data-remote="true" data-type="json"><input name="name" value="wörld"></form>`,
    );
    const form = document.body.lastElementChild;
    const events = [];
    for (const name of ['before', 'beforeSend', 'send', 'success', 'error']) {
      form.addEventListener(`ajax:${name}`, () => events.push(name));
    }
    form.addEventListener('ajax:success', ({ detail: [data, text, { status }] }) =>
      events.push({ data, text, status }),
    );
    form.addEventListener('ajax:complete', () => resolve(events));
    Rails.fire(form, 'submit');
  });

export async function upload({ url, file }) {
  let sent = 0;
  const events = await seen({ url, type: 'POST', data: file }, ({ upload }) => {
    upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
  });
  return { progress: sent > 0, events };
}

export const error = ({ url }) => seen({ url });

export const abort = ({ url, underway }) => seen({ url }, (xhr) => underway.then(() => void xhr.abort()));
