// jQuery 1.12 to 4, as pages have used it for fifteen years.
const { jQuery: $ } = window;

const seen = (call) =>
  new Promise((resolve) => {
    call.then(
      (data, text, xhr) => resolve({ data, text, status: xhr.status, type: xhr.getResponseHeader('Content-Type') }),
      (xhr, text, thrown) => resolve({ data: xhr.responseJSON, text, thrown: `${thrown}`, status: xhr.status }),
    );
  });

export async function get({ url }) {
  const callbacks = [];
  const note = (name) => () => callbacks.push(name);
  const result = await seen(
    $.ajax(url, {
      data: { a: 1, text: 'ä b' },
      dataType: 'json',
      beforeSend: note('beforeSend'),
      success: note('success'),
      error: note('error'),
      complete: note('complete'),
    }),
  );
  return { callbacks, ...result };
}

export const header = ({ url }) => seen($.ajax({ url, headers: { 'X-Custom': 'yes' } }));

export const post = ({ url }) => seen($.post(url, { name: 'wörld', list: [1, 2] }, null, 'json'));

export async function upload({ url, file }) {
  let sent = 0;
  const xhr = () => {
    const xhr = $.ajaxSettings.xhr();
    xhr.upload.addEventListener('progress', (event) => {
      sent = event.loaded;
    });
    return xhr;
  };
  const result = await seen(
    $.ajax(url, { type: 'POST', data: file, processData: false, contentType: 'text/plain', xhr }),
  );
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen($.getJSON(url));

export async function abort({ url, underway }) {
  const call = $.ajax(url);
  const result = seen(call);
  await underway;
  call.abort();
  return result;
}

export const timeout = ({ url }) => seen($.ajax(url, { timeout: 1000 }));
