import Faye from 'faye';

export const websocket = (call) => exchange(call, []);
export const eventsource = (call) => exchange(call, ['websocket']);
export const polling = (call) => exchange(call, ['websocket', 'eventsource']);

async function exchange({ url, text }, disabled) {
  const client = new Faye.Client(url, { timeout: 10 });
  for (const transport of disabled) client.disable(transport);
  const seen = [];
  let heard;
  const message = new Promise((resolve) => {
    heard = resolve;
  });
  client.on('transport:up', () => seen.push('up'));
  await client.subscribe('/chat', heard);
  await client.publish('/chat', { text });
  seen.push(await message);
  await client.disconnect();
  return seen;
}
