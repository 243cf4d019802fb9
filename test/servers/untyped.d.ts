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
