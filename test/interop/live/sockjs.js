import SockJS from 'sockjs-client';

export const websocket = (call) => exchange(call, ['websocket']);
export const streaming = (call) => exchange(call, ['xhr-streaming']);

function exchange({ url, text }, transports) {
  return new Promise((resolve) => {
    const socket = new SockJS(url, null, { transports });
    const seen = [];
    socket.onopen = () => socket.send(text);
    socket.onmessage = ({ data }) => {
      seen.push(data, socket.readyState, socket.transport);
      socket.close();
    };
    socket.onclose = ({ code, reason, wasClean }) => resolve([...seen, code, reason, wasClean]);
  });
}
