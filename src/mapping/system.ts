/** The real gateway: the kernel's routes, a UDP socket for each question, and HTTP to the router. */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { endpointFromText } from '../net/address.js';
import type { Gateway } from './gateway.js';

/** How often a question is sent, and how long HTTP may take, ms. */
const repeatEvery = 500;
const httpTimeout = 4_000;
/** Descriptions and answers are shorter, bytes. */
const longest = 131_072;

export const systemGateway: Gateway = {
  router() {
    try {
      return routerIn(readFileSync('/proc/self/net/route', 'latin1'));
    } catch {
      return null;
    }
  },
  ask(sent, pleases, ms) {
    return new Promise((resolve) => {
      const socket = createSocket('udp4');
      const end = (value: ReturnType<typeof pleases>): void => {
        clearInterval(timer);
        clearTimeout(limit);
        socket.removeAllListeners();
        socket.on('error', () => {});
        socket.close();
        resolve(value);
      };
      const send = (): void => {
        // A router that is out of reach is one that does not answer.
        for (const { data, to } of sent) socket.send(data, to.port, to.address, () => {});
      };
      const timer = setInterval(send, repeatEvery);
      const limit = setTimeout(() => end(null), ms);
      socket.on('message', (data, { address, port }) => {
        const from = endpointFromText(address, port);
        const value = from && pleases(data, from);
        if (value !== null) end(value);
      });
      socket.on('error', () => end(null));
      socket.bind(0, send);
    });
  },
  http(url, headers, body) {
    return new Promise((resolve) => {
      const method = body === null ? 'GET' : 'POST';
      const asked = request(url, { method, headers, timeout: httpTimeout, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length > longest) asked.destroy();
        });
        answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        answer.on('error', () => resolve(null));
        answer.on('close', () => resolve(null));
      });
      const limit = setTimeout(() => asked.destroy(), httpTimeout);
      asked.on('close', () => clearTimeout(limit));
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => resolve(null));
      asked.end(body ?? undefined);
    });
  },
};

/** The default router in the kernel's table of IPv4 routes (proc(5)): hexadecimal, in the machine's byte order. */
export function routerIn(table: string): string | null {
  const routes = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, to, by, flags]) =>
        to === '00000000' && by !== '00000000' && (Number.parseInt(flags ?? '0', 16) & 3) === 3,
    )
    .sort((a, b) => Number(a[6]) - Number(b[6]));
  const [, , by] = routes[0] ?? [];
  if (!by || !/^[0-9A-F]{8}$/.test(by)) return null;
  const bytes = Buffer.from(by, 'hex');
  const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  return [...(isLittle ? bytes.reverse() : bytes)].join('.');
}
