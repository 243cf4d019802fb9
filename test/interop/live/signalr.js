import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

export const websocket = (call) => exchange(call, HttpTransportType.WebSockets);
export const eventsource = (call) => exchange(call, HttpTransportType.ServerSentEvents);

async function exchange({ url, text }, transport) {
  const hub = new HubConnectionBuilder().withUrl(url, { transport }).configureLogging(LogLevel.None).build();
  const seen = [];
  const pushed = new Promise((resolve) => hub.on('pushed', (data) => resolve(seen.push(['pushed', data]))));
  await hub.start();
  seen.push(hub.state);
  await pushed.constructor.all([hub.invoke('echo', text).then((data) => seen.push(data)), pushed]);
  await hub.stop();
  return [...seen, hub.state];
}
