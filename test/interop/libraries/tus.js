// A resumable upload to one URL, which is what a page does that goes on with an earlier one.
const { tus } = window;

const seen = (file, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    const upload = new tus.Upload(file, {
      retryDelays: null,
      storeFingerprintForResuming: false,
      ...options,
      onUploadUrlAvailable: () => events.push('url'),
      onProgress: (sent) => {
        progress = progress || sent > 0;
      },
      onSuccess: ({ lastResponse }) =>
        resolve({ progress, events, status: lastResponse.getStatus(), body: lastResponse.getBody() }),
      onError: ({ originalResponse, originalRequest }) =>
        resolve({
          events,
          status: originalResponse?.getStatus(),
          method: originalRequest?.getMethod(),
          body: originalResponse?.getBody(),
        }),
    });
    upload.start();
    started(upload, resolve);
  });

/** The answer to the creation tells the end of the upload too. */
export const header = ({ url }) =>
  seen(new Blob(['small']), { endpoint: url, headers: { 'X-Custom': 'yes' }, uploadDataDuringCreation: true });

export const post = ({ url }) =>
  seen(new Blob(['small']), { endpoint: url, metadata: { name: 'wörld' }, uploadDataDuringCreation: true });

export const upload = ({ url, file }) => seen(file, { endpoint: url, uploadDataDuringCreation: true });

export const error = ({ url }) => seen(new Blob(['small']), { endpoint: url });

export const abort = ({ url, underway }) =>
  seen(new Blob(['small']), { endpoint: url }, (upload, resolve) =>
    underway.then(() => void upload.abort()).then(() => resolve('aborted')),
  );
