/** The two ends of the link benchmark, each a process inside its namespace; see link.ts. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { systemClock } from '../../src/clock/machine-clock.js';
import { openIdentity } from '../../src/crypto/identity.js';
import { systemRandom } from '../../src/crypto/random.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { createLinks } from '../../src/link/links.js';
import type { Links } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import { udp } from '../../src/net/udp.js';
import { MemoryState } from '../../src/state/state.js';
import { bodyLength, datagramLength } from '../../src/wire/sizes.js';

/** What a receiver counted from the first datagram on. */
export interface Received {
  readonly mbit: number;
  readonly datagrams: number;
  readonly lost: number;
}

/** Datagrams under way at most, so that no queue overflows; the receiver answers every so many with one of its own. */
const windowSize = 256;
const answerEvery = 32;
const puzzleBits = 8;

/** Counts for `ms` from the first datagram on, answers, says what came on one line, and is done. */
function counter(ms: number, answer: (number: number) => void, done: () => void): (data: Uint8Array) => void {
  let began = 0;
  let datagrams = 0;
  let bytes = 0;
  let first = 0;
  let finished = false;
  return (data) => {
    if (finished) return;
    const now = performance.now();
    const number = numberOf(data);
    if (began === 0) {
      began = now;
      first = number;
    }
    datagrams += 1;
    bytes += data.length;
    if (datagrams % answerEvery === 0) answer(number);
    if (now - began < ms) return;
    finished = true;
    const mbit = (bytes * 8) / ((now - began) * 1000);
    const result: Received = { mbit, datagrams, lost: number - first + 1 - datagrams };
    console.log(JSON.stringify(result));
    done();
  };
}

/** Sends numbered datagrams, as many as the window allows, until the process is told to end. */
function keepSending(length: number, send: (data: Uint8Array) => void): (answer: Uint8Array) => void {
  const data = new Uint8Array(length);
  let number = 0;
  let answered = 0;
  const fill = () => {
    while (number - answered < windowSize) send(numbered(data, number++));
  };
  const answer = (answer: Uint8Array) => {
    answered = Math.max(answered, numberOf(answer));
    fill();
    // When the last ones of a window were lost, nobody would answer any more.
    stalled.refresh();
  };
  const stalled = setInterval(() => {
    answered = number;
    fill();
  }, 200);
  fill();
  return answer;
}

function numbered(data: Uint8Array, number: number): Uint8Array {
  new DataView(data.buffer, data.byteOffset).setUint32(0, number);
  return data;
}

function numberOf(data: Uint8Array): number {
  return new DataView(data.buffer, data.byteOffset).getUint32(0);
}

async function openLinks(): Promise<{ links: Links; key: string; port: number; close(): Promise<void> }> {
  const state = new MemoryState();
  const networkTime = () => Math.floor(Date.now() / 1000);
  const socket = await udp.open(0);
  const identity = await openIdentity(state, systemRandom, puzzleBits);
  const links = createLinks({
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    socket,
    identity,
    channel: { name: 'bench', kind: 'invite', key: new Uint8Array(32).fill(7) },
    firstMessages: await FirstMessages.open(state),
    networkTime,
    puzzleBits,
  });
  const close = async () => {
    links.close();
    await socket.close();
  };
  return { links, key: Buffer.from(identity.publicKey).toString('hex'), port: socket.local[0]!.port, close };
}

const roles: Record<string, (argument: string) => Promise<void>> = {
  async 'raw receive'(ms) {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
    const reply = new Uint8Array(datagramLength);
    socket.once('message', (_data, from) => {
      const answer = (number: number) =>
        socket.send(numbered(reply, number).slice(), from.port, from.address, () => {});
      socket.on(
        'message',
        counter(Number(ms), answer, () => socket.close()),
      );
    });
    socket.bind(0);
    await once(socket, 'listening');
    console.log(JSON.stringify({ port: socket.address().port }));
  },

  async 'raw send'(where) {
    const { address, port } = JSON.parse(where);
    const socket = createSocket({ type: 'udp4', sendBufferSize: 4 << 20 });
    // A refusal comes when the receiver is done; then it is time to be ended.
    socket.on('error', () => {});
    const answer = keepSending(datagramLength, (data) => socket.send(data.slice(), port, address, () => {}));
    socket.on('message', answer);
  },

  async 'link receive'(ms) {
    const { links, key, port, close } = await openLinks();
    const reply = new Uint8Array(bodyLength);
    links.onChange = (link, event) => {
      if (event !== 'open') return;
      const answer = (number: number) => void links.send(link, 1, numbered(reply, number));
      const count = counter(Number(ms), answer, () => void close());
      links.onCell = (_link, _pathId, body) => count(body);
    };
    console.log(JSON.stringify({ key, port }));
  },

  async 'link send'(where) {
    const { address, port, key } = JSON.parse(where);
    const { links } = await openLinks();
    const identityKey = new Uint8Array(Buffer.from(key, 'hex'));
    const link = await links.connect({ identityKey, endpoints: [{ family: 4, address, port }] });
    if (!link) throw new Error('the receiver does not answer');
    const answer = keepSending(bodyLength, (data) => links.send(link, 1, data));
    links.onCell = (_link, _pathId, body) => answer(body);
  },
};

const [kind, role, argument] = process.argv.slice(2);
await roles[`${kind} ${role}`]!(argument!);
