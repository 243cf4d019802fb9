import { createConsumer } from '@rails/actioncable';

export function websocket({ url, text }) {
  return new Promise((resolve) => {
    const consumer = createConsumer(url.replace('http', 'ws'));
    const seen = [];
    const subscription = consumer.subscriptions.create('ChatChannel', {
      initialized: () => seen.push('initialized'),
      connected() {
        seen.push('connected');
        subscription.send({ text });
      },
      received(data) {
        seen.push(data);
        consumer.disconnect();
        resolve(seen);
      },
    });
  });
}
