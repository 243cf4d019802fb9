import { EventSourcePolyfill } from 'event-source-polyfill';
import { EventSource as ByFetch } from 'eventsource';

export const byFetch = ({ url }) => exchange(new ByFetch(url));
export const polyfill = ({ url }) => exchange(new EventSourcePolyfill(url));

async function exchange(source) {
  const seen = [];
  source.onopen = () => seen.push('open');
  source.addEventListener('named', ({ data, lastEventId }) => seen.push([data, lastEventId]));
  await new Promise((resolve, reject) => {
    source.onmessage = ({ data }) => resolve(seen.push(data));
    source.onerror = reject;
  });
  source.close();
  return seen;
}
