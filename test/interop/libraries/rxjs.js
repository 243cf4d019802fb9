const { ajax } = window.rxjs.ajax;

const seen = (options, started = () => {}) =>
  new Promise((resolve) => {
    const events = [];
    const subscription = ajax(options).subscribe({
      next: ({ type, status, response, loaded }) => {
        if (!events.some((event) => event.type === type) || type === 'download_load') {
          events.push({ type, status, response, ...(type === 'upload_progress' ? { progress: loaded > 0 } : {}) });
        }
      },
      error: ({ name, message, status, response }) => resolve({ events, name, message, status, response }),
      complete: () => resolve({ events, complete: true }),
    });
    started(subscription, resolve);
  });

export const get = ({ url }) => seen({ url, queryParams: { a: 1, text: 'ä b' } });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, method: 'POST', body: { name: 'wörld', list: [1, 2] } });

export async function upload({ url, file }) {
  const { events, ...rest } = await seen({ url, method: 'POST', body: file, includeUploadProgress: true });
  const progress = events.some((event) => event.progress);
  return { progress, ...rest, last: events.pop() };
}

export const error = ({ url }) => seen({ url });

// To unsubscribe is to abort, and nothing more is heard.
export const abort = ({ url, underway }) =>
  seen({ url }, (subscription, resolve) =>
    underway.then(() => {
      subscription.unsubscribe();
      resolve({ closed: subscription.closed });
    }),
  );

export const timeout = ({ url }) => seen({ url, timeout: 1000 });
