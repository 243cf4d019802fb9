import { LongPoll, Socket } from 'phoenix';

export const websocket = (call) => exchange(call, {});
export const polling = (call) => exchange(call, { transport: LongPoll });
/** As `mix phx.new` writes it: where no WebSocket is there in time, it polls, for all pages of the tab. */
export const fallback = (call) => exchange(call, { longPollFallbackMs: 2500 });

async function exchange({ url, text }, options) {
  const socket = new Socket(url.replace('http', 'ws'), options);
  const seen = [];
  socket.onOpen(() => seen.push('open'));
  socket.onError(() => seen.push('error'));
  socket.connect();
  const channel = socket.channel('room', {});
  const pushed = new Promise((resolve) => channel.on('pushed', (payload) => resolve(seen.push(['pushed', payload]))));
  const ok = (push) => new Promise((resolve, reject) => push.receive('ok', resolve).receive('error', reject));
  await ok(channel.join());
  seen.push(socket.connectionState());
  const echo = await ok(channel.push('echo', { text }));
  await pushed;
  seen.push(echo);
  await new Promise((resolve) => socket.disconnect(resolve));
  return seen;
}
