const { jQuery: $ } = window;

const seen = (data, options, started = () => {}) => {
  const events = [];
  let progress = false;
  const input = $('<input type="file" name="file">').appendTo('body');
  input.fileupload({
    dataType: 'json',
    ...options,
    progress: (_event, { loaded }) => {
      progress = progress || loaded > 0;
    },
    done: (_event, { textStatus }) => events.push(['done', textStatus]),
    fail: (_event, { errorThrown, textStatus }) => events.push(['fail', textStatus, `${errorThrown}`]),
    always: () => events.push(['always']),
  });
  const file = new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 });
  const xhr = input.fileupload('send', { files: [file] });
  started(xhr);
  return new Promise((resolve) => {
    xhr.then(
      (data, text, { status }) => resolve({ progress, events, data, text, status }),
      ({ status, responseJSON }, text, thrown) =>
        resolve({ events, data: responseJSON, text, thrown: `${thrown}`, status }),
    );
  });
};

export const header = ({ url }) => seen('small', { url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { url, formData: { name: 'wörld' } });

export const upload = ({ url, file }) => seen(file, { url });

export const error = ({ url }) => seen('small', { url });

export const abort = ({ url, underway }) => seen('small', { url }, (xhr) => underway.then(() => void xhr.abort()));
