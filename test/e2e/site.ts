import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server whose origin is known before what it serves: pages and backends have to know each other's. */
export interface Site {
  origin: string;
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

/** @param host `localhost` or a name below it, which is this machine in Chromium and in Firefox */
export async function startSite(host = 'localhost'): Promise<Site> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, 'localhost', resolve);
  });
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    serve: (listener) => void server.on('request', listener),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
