/** They come without types. */
declare module 'sockjs' {
  interface Connection {
    on(event: 'data', listener: (text: string) => void): void;
    write(text: string): void;
  }
  interface SockJsServer {
    on(event: 'connection', listener: (connection: Connection) => void): void;
    installHandlers(server: import('node:http').Server, options: object): void;
  }
  export function createServer(options: object): SockJsServer;
}
declare module 'faye' {
  class NodeAdapter {
    constructor(options: { mount: string; timeout: number });
    attach(server: import('node:http').Server): void;
  }
  const faye: { NodeAdapter: typeof NodeAdapter };
  export default faye;
}
/** Has types of its own, which are only there when this folder's packages are. */
declare module 'socket.io' {
  interface Socket {
    on(event: 'echo', listener: (text: string, reply: (text: string) => void) => void): void;
    emit(event: 'pushed', text: string): void;
  }
  export class Server {
    constructor(server: import('node:http').Server, options: object);
    on(event: 'connection', listener: (socket: Socket) => void): void;
  }
}
