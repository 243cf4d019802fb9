// zone.js has run before.
const found = [];

const { Zone } = window;
const zone = Zone.current.fork({
  name: 'page',
  onScheduleTask(delegate, _current, target, task) {
    if (task.source === 'XMLHttpRequest.send') found.push([task.type, task.source]);
    return delegate.scheduleTask(target, task);
  },
  onInvokeTask(delegate, _current, target, task, self, args) {
    if (task.source === 'XMLHttpRequest.addEventListener:load') found.push(['load', Zone.current.name]);
    return delegate.invokeTask(target, task, self, args);
  },
});

/** Tasks, and the zone in which the promises of fetch go on. */
export const records = () => found;

export const run = (action) =>
  zone.run(async () => {
    const result = await action().then((it) => {
      found.push(['then', Zone.current.name]);
      return it;
    });
    return result;
  });
