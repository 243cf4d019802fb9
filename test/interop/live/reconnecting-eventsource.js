import ReconnectingEventSource from 'reconnecting-eventsource';

export async function eventsource({ url }) {
  const source = new ReconnectingEventSource(url, { max_retry_time: 50 });
  const seen = [];
  source.onopen = () => seen.push('open');
  source.addEventListener('named', ({ data, lastEventId }) => seen.push([data, lastEventId]));
  await new Promise((resolve) => {
    source.onmessage = ({ data }) => resolve(seen.push(data));
  });
  seen.push(source.readyState, source.url === url);
  source.close();
  return [...seen, source.readyState];
}
