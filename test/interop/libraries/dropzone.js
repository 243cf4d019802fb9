const Dropzone = window.Dropzone.default ?? window.Dropzone;
Dropzone.autoDiscover = false;

/** Drops a file, and tells what happened until it was done. */
const seen = (data, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    const dropzone = new Dropzone(document.body.appendChild(document.createElement('div')), {
      createImageThumbnails: false,
      ...options,
    });
    for (const name of ['sending', 'success', 'error', 'canceled']) {
      dropzone.on(name, (it, answer) =>
        events.push([name, it.status, name === 'sending' ? '' : answer, it.xhr?.status]),
      );
    }
    dropzone.on('uploadprogress', (_, percent, bytes) => {
      progress = progress || (percent > 0 && bytes > 0);
    });
    dropzone.on('complete', () => resolve({ progress, events }));
    dropzone.addFile(new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }));
    started(dropzone);
  });

export const header = ({ url }) => seen('small', { url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { url, params: { name: 'wörld' } });

export const upload = ({ url, file }) => seen(file, { url });

export const error = ({ url }) => seen('small', { url });

export const abort = ({ url, underway }) =>
  seen('small', { url }, (dropzone) => underway.then(() => void dropzone.removeAllFiles(true)));
