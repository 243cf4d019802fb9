const { FilePond } = window;

const seen = (data, process, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    const pond = FilePond.create({
      server: { process },
      instantUpload: true,
      allowRevert: false,
      onprocessfileprogress: (_, amount) => {
        progress = progress || amount > 0;
      },
      onprocessfilestart: () => started(pond),
      onprocessfileabort: () => resolve({ events, aborted: true }),
      onprocessfile: (failed, file) =>
        resolve({
          progress,
          failed: failed && { code: failed.code, body: failed.body },
          serverId: file.serverId,
          status: file.status,
        }),
    });
    pond.addFile(new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }));
  });

export const header = ({ url }) => seen('small', { url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { url });

export const upload = ({ url, file }) => seen(file, { url });

export const error = ({ url }) => seen('small', { url });

export const abort = ({ url, underway }) =>
  seen('small', { url }, (pond) => underway.then(() => void pond.getFile().abortProcessing()));
