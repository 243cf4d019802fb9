import { io } from 'socket.io-client';

/** Polls first, and then changes to a WebSocket. */
export const polling = (call) => exchange(call, ['polling', 'websocket']);
export const websocket = (call) => exchange(call, ['websocket']);

async function exchange({ url, text }, transports) {
  const { origin, pathname } = new URL(url);
  const socket = io(origin, { path: pathname, transports, reconnection: false });
  const seen = [];
  const upgraded = new Promise((resolve) => {
    if (!transports[1]) resolve();
    socket.io.on('open', () => socket.io.engine.on('upgrade', ({ name }) => resolve(seen.push(name))));
  });
  const pushed = new Promise((resolve) => socket.on('pushed', (data) => resolve(seen.push(['pushed', data]))));
  await new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
  await upgraded;
  seen.push(await new Promise((resolve) => socket.emit('echo', text, resolve)));
  await pushed;
  const closed = new Promise((resolve) => socket.on('disconnect', (reason) => resolve(seen.push(reason))));
  socket.disconnect();
  await closed;
  return seen;
}
