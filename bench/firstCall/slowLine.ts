import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a line to a server is. */
export interface LineSpeed {
  /** A round trip, in ms. */
  roundTrip: number;
  /** In kbit/s. */
  down: number;
  up: number;
}

const PACKET = 1460;

/** What a connection has to send; `null` is its end. */
interface Stream {
  packets: (Buffer | null)[];
  arrive(packet: Buffer | null): void;
}

/** A packet on its way. */
interface Flight {
  arrival: number;
  stream: Stream;
  packet: Buffer | null;
}

/** One direction of a line. Its connections take turns, one packet each. */
class Lane {
  readonly #waiting: Stream[] = [];
  readonly #flying: Flight[] = [];
  readonly #kbits: number;
  readonly #delay: number;
  /** When the last packet has gone out. */
  #free = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(kbits: number, delay: number) {
    this.#kbits = kbits;
    this.#delay = delay;
  }

  send(stream: Stream, data: Buffer | null): void {
    if (!this.#waiting.length) this.#free = Math.max(this.#free, performance.now());
    if (!stream.packets.length) this.#waiting.push(stream);
    if (data) for (let i = 0; i < data.length; i += PACKET) stream.packets.push(data.subarray(i, i + PACKET));
    else stream.packets.push(null);
    this.#run();
  }

  #run(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    while (this.#waiting.length && this.#free <= now) {
      const stream = this.#waiting.shift() as Stream;
      const packet = stream.packets.shift() as Buffer | null;
      if (stream.packets.length) this.#waiting.push(stream);
      this.#free += ((packet?.length ?? 0) * 8) / this.#kbits;
      this.#flying.push({ arrival: this.#free + this.#delay, stream, packet });
    }
    while (this.#flying[0] && this.#flying[0].arrival <= now) {
      const { stream, packet } = this.#flying.shift() as Flight;
      stream.arrive(packet);
    }
    const next = Math.min(this.#waiting.length ? this.#free : Infinity, this.#flying[0]?.arrival ?? Infinity);
    if (next < Infinity) this.#timer = setTimeout(() => this.#run(), Math.max(0, next - now));
  }
}

/**
 * A line that all connections of a browser share, in front of servers on this machine: it is as slow as a mobile one. It works
 * on TCP, so that every browser sees the same, preflights included. A connection costs one more round trip; there is no slow
 * start.
 */
export function createSlowLine({ roundTrip, down, up }: LineSpeed) {
  const [upstream, downstream] = [new Lane(up, roundTrip / 2), new Lane(down, roundTrip / 2)];
  const open = new Set<Socket>();
  const listeners: Server[] = [];

  const flow = (lane: Lane, from: Socket, to: Socket) => {
    const stream: Stream = { packets: [], arrive: (packet) => void (packet ? to.write(packet) : to.end()) };
    from.on('data', (data: Buffer) => lane.send(stream, data));
    from.on('end', () => lane.send(stream, null));
  };
  const pass = async (client: Socket, port: number) => {
    const server = connect({ port, host: 'localhost', allowHalfOpen: true, noDelay: true });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => open.delete(one));
    }
    client.on('close', () => server.destroy());
    await sleep(roundTrip);
    flow(upstream, client, server);
    flow(downstream, server, client);
  };

  return {
    /** @returns the port at which a server is behind the line */
    async before(port: number): Promise<number> {
      const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => void pass(client, port));
      listeners.push(listener.listen(0, 'localhost'));
      await once(listener, 'listening');
      return (listener.address() as AddressInfo).port;
    },
    close(): void {
      for (const listener of listeners) listener.close();
      for (const socket of open) socket.destroy();
    },
  };
}
