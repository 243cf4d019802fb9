const { Resumable } = window;

const seen = (data, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    let xhr;
    const preprocess = (chunk) => {
      xhr = () => chunk.xhr;
      chunk.preprocessFinished();
    };
    const resumable = new Resumable({
      testChunks: false,
      maxChunkRetries: 0,
      forceChunkSize: true,
      preprocess,
      ...options,
    });
    resumable.on('fileProgress', (file) => {
      progress = progress || file.progress() > 0;
    });
    resumable.on('fileSuccess', (_, message) => events.push(['fileSuccess', message]));
    resumable.on('fileError', (_, message) => resolve({ events, message, status: xhr().status }));
    resumable.on('complete', () => resolve({ progress, events }));
    resumable.on('fileAdded', () => {
      resumable.upload();
      started(resumable, resolve);
    });
    resumable.addFile(new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }));
  });

export const header = ({ url }) => seen('small', { target: url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { target: url, query: { name: 'wörld' } });

export const upload = ({ url, file }) => seen(file, { target: url });

export const error = ({ url }) => seen('small', { target: url, permanentErrors: [422] });

export const abort = ({ url, underway }) =>
  seen('small', { target: url }, (resumable, resolve) =>
    underway.then(() => {
      resumable.cancel();
      resolve({ files: resumable.files.length, uploading: resumable.isUploading() });
    }),
  );
