const { Backbone } = window;

/** Every event of the model, and what its callbacks got. */
function seen(url, options, start) {
  const Model = Backbone.Model.extend({ url });
  const model = new Model(options.attributes);
  const events = [];
  model.on('request sync error', (_, answer, { xhr } = {}) => events.push([answer?.status ?? 'data', xhr?.status]));
  return new Promise((resolve) => {
    const callbacks = {
      ...options,
      success: (_, data, { xhr }) => resolve({ data, status: xhr.status, model: model.toJSON(), events }),
      error: (_, xhr) => resolve({ status: xhr.status, text: xhr.statusText, data: xhr.responseJSON, events }),
    };
    const xhr = start(model, callbacks);
    options.started?.(xhr);
  });
}

const fetch = (model, options) => model.fetch(options);

export const get = ({ url }) => seen(url, { data: { a: 1, text: 'ä b' } }, fetch);

export const header = ({ url }) => seen(url, { headers: { 'X-Custom': 'yes' } }, fetch);

export const post = ({ url }) =>
  seen(url, {}, (model, options) => model.save({ name: 'wörld', list: [1, 2] }, options));

export async function upload({ url, file }) {
  let sent = 0;
  const xhr = () => {
    const xhr = Backbone.$.ajaxSettings.xhr();
    xhr.upload.onprogress = ({ loaded }) => {
      sent = loaded;
    };
    return xhr;
  };
  const settings = { data: file, contentType: 'text/plain', processData: false, xhr };
  const result = await seen(url, settings, (model, options) => model.save(null, options));
  return { progress: sent > 0, ...result };
}

export const error = ({ url }) => seen(url, {}, fetch);

export const abort = ({ url, underway }) =>
  seen(url, { started: (xhr) => underway.then(() => void xhr.abort()) }, fetch);
