import Uppy from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';

async function seen(data, options, started = () => {}) {
  const uppy = new Uppy({ logger: { debug() {}, warn() {}, error() {} } }).use(XHRUpload, {
    shouldRetry: () => false,
    ...options,
  });
  const events = [];
  let progress = false;
  uppy.on('upload-progress', (_, { bytesUploaded }) => {
    progress = progress || bytesUploaded > 0;
  });
  uppy.on('upload-success', (_, { status, body }) => events.push({ status, body }));
  uppy.on('upload-error', (_, { name }, response) => events.push({ failed: name, status: response?.status }));
  uppy.on('cancel-all', () => events.push('cancel-all'));
  uppy.addFile({
    name: 'a.txt',
    type: 'text/plain',
    data: new File([data], 'a.txt', { type: 'text/plain', lastModified: 0 }),
  });
  const done = uppy.upload();
  started(uppy);
  const result = await done;
  return { progress, events, successful: result?.successful?.length, failed: result?.failed?.length };
}

export const header = ({ url }) => seen('small', { endpoint: url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen('small', { endpoint: url });

export const upload = ({ url, file }) => seen(file, { endpoint: url, formData: false });

export const error = ({ url }) => seen('small', { endpoint: url });

export const abort = ({ url, underway }) =>
  seen('small', { endpoint: url }, (uppy) => underway.then(() => void uppy.cancelAll()));
