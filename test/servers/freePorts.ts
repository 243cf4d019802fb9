import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on localhost, on any port. @returns the port */
export const listening = (server: Server) =>
  new Promise<number>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port));
  });
export const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

/** Ports that nobody has at the moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map(listening));
  await Promise.all(servers.map(closed));
  return ports;
}
