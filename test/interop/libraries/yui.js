const modules = new Promise((resolve) => {
  window.YUI({ base: '/node_modules/yui/', combine: false, filter: 'raw' }).use('io-base', 'io-upload-iframe', resolve);
});

const seen = async (url, options, started = () => {}) => {
  const Y = await modules;
  return new Promise((resolve) => {
    const events = [];
    const note = (name) => (_id, response) => events.push([name, response?.status, response?.responseText]);
    const call = Y.io(url, {
      ...options,
      on: {
        start: note('start'),
        complete: note('complete'),
        success: note('success'),
        failure: note('failure'),
        end: () => resolve(events),
      },
    });
    started(call);
  });
};

export const get = ({ url }) => seen(url, { data: 'a=1&text=b' });

export const header = ({ url }) => seen(url, { headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen(url, { method: 'POST', data: 'name=wörld' });

export const error = ({ url }) => seen(url);

export const abort = ({ url, underway }) => seen(url, {}, (call) => underway.then(() => void call.abort()));
