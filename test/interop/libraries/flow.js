const { Flow } = window;

const seen = (data, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    const flow = new Flow({ testChunks: false, maxChunkRetries: 0, progressCallbacksInterval: 0, ...options });
    flow.on('fileProgress', (file) => {
      progress = progress || file.sizeUploaded() > 0;
    });
    flow.on('fileSuccess', (_, message, chunk) => events.push(['fileSuccess', message, chunk.xhr.status]));
    flow.on('fileError', (_, message, chunk) => events.push(['fileError', message, chunk.xhr.status]));
    flow.on('complete', () => resolve({ progress, events }));
    flow.addFile(new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }));
    flow.upload();
    started(flow, resolve);
  });

export const header = ({ url }) => seen('small', { target: url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { target: url, query: { name: 'wörld' } });

export const upload = ({ url, file }) => seen(file, { target: url });

export const error = ({ url }) => seen('small', { target: url, permanentErrors: [422] });

export const abort = ({ url, underway }) =>
  seen('small', { target: url }, (flow, resolve) =>
    underway.then(() => {
      flow.cancel();
      resolve({ files: flow.files.length, uploading: flow.isUploading() });
    }),
  );
