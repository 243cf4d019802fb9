// The jQuery Form Plugin: forms that are sent by XHR.
const { jQuery: $ } = window;

const seen = (form, options, started = () => {}) =>
  new Promise((resolve) => {
    const result = {};
    form.ajaxSubmit({
      dataType: 'json',
      ...options,
      success: (data, text, xhr) => Object.assign(result, { data, text, status: xhr.status }),
      error: (xhr, text, thrown) => Object.assign(result, { status: xhr.status, text, thrown, data: xhr.responseJSON }),
      complete: () => resolve(result),
    });
    started(form.data('jqxhr'));
  });

const form = (url, method) =>
  $(`<form action="${url}" method="${method}"><input name="a" value="1"></form>`).appendTo('body');

export const get = ({ url }) => seen(form(url, 'get'), {});

export const header = ({ url }) => seen(form(url, 'get'), { headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen(form(url, 'post'), { data: { name: 'wörld' } });

export async function upload({ url, file }) {
  let sent = 0;
  const it = form(url, 'post').attr('enctype', 'multipart/form-data').append('<input type="file" name="file">');
  const transfer = new DataTransfer();
  transfer.items.add(new File([file], 'a.txt', { type: 'text/plain' }));
  it.find('[type=file]')[0].files = transfer.files;
  const uploadProgress = (_event, position) => {
    sent = position;
  };
  const result = await seen(it, { uploadProgress });
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(form(url, 'get'), {});

export const abort = ({ url, underway }) => seen(form(url, 'get'), {}, (xhr) => underway.then(() => void xhr.abort()));
