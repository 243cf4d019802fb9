const { plupload } = window;

const seen = (data, options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    let progress = false;
    const button = document.body.appendChild(document.createElement('button'));
    const uploader = new plupload.Uploader({ runtimes: 'html5', browse_button: button, ...options });
    uploader.bind('UploadProgress', (_, { loaded }) => {
      progress = progress || loaded > 0;
    });
    uploader.bind('FileUploaded', (_, _file, { status, response }) => events.push(['FileUploaded', status, response]));
    uploader.bind('Error', (_, { code, status, response }) => events.push(['Error', code, status, response]));
    uploader.bind('UploadComplete', (_, files) =>
      resolve({ progress, events, states: files.map(({ status }) => status) }),
    );
    uploader.bind('CancelUpload', () => resolve({ events, canceled: true }));
    uploader.bind('FilesAdded', () => {
      uploader.start();
      started(uploader);
    });
    uploader.bind('PostInit', () => {
      uploader.addFile(new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }));
    });
    uploader.init();
  });

export const header = ({ url }) => seen('small', { url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { url, multipart_params: { name: 'wörld' } });

export const upload = ({ url, file }) => seen(file, { url });

export const error = ({ url }) => seen('small', { url });

export const abort = ({ url, underway }) =>
  seen('small', { url }, (uploader) => underway.then(() => void uploader.stop()));
