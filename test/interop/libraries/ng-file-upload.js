// ng-file-upload 12: it hands the XMLHttpRequest on through a header of its own, `__setXHR_`, whose value is a function.
const Upload = window.angular.injector(['ng', 'ngFileUpload']).get('Upload');

const seen = (options, started = () => {}) => {
  let sent = 0;
  const upload = Upload.upload(options);
  started(upload);
  return upload.then(
    ({ data, status, xhrStatus }) => ({ progress: sent > 0, data, status, xhrStatus }),
    ({ data, status, xhrStatus }) => ({ rejected: true, data, status, xhrStatus }),
    ({ loaded }) => {
      sent = loaded;
    },
  );
};

const file = (content) => new File([content], 'a.txt', { type: 'text/plain', lastModified: 0 });

export const header = ({ url }) => seen({ url, data: { file: file('small') }, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, data: { file: file('small'), name: 'wörld' } });

export const upload = ({ url, file: blob }) => seen({ url, data: { file: file(blob) } });

export const error = ({ url }) => seen({ url, data: { file: file('small') } });

export const abort = ({ url, underway }) =>
  seen({ url, data: { file: file('small') } }, (upload) => underway.then(() => void upload.abort()));
