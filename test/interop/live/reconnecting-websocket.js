import ReconnectingWebSocket from 'reconnecting-websocket';

/** The connection breaks once. */
export async function websocket({ url, text }) {
  const socket = new ReconnectingWebSocket(url.replace('http', 'ws'), ['chat'], { minReconnectionDelay: 10 });
  const seen = [];
  const next = (type) => new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
  socket.addEventListener('close', ({ code, wasClean }) => seen.push(['close', code, wasClean]));
  socket.send(text);
  seen.push((await next('message')).data, socket.protocol, socket.readyState);
  const again = next('open');
  socket.send('drop');
  await again;
  socket.send(text);
  seen.push((await next('message')).data, socket.retryCount);
  socket.close();
  return seen;
}
