import type { ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { hash } from '../../src/crypto/hash.js';
import { openIdentity } from '../../src/crypto/identity.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { createLinks } from '../../src/link/links.js';
import type { Channel, Links, PeerAddress } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import type { DatagramSocket, Endpoint } from '../../src/net/net.js';
import { Switchboard, type Weather } from '../../src/simulation/switchboard.js';
import { MemoryState, type State } from '../../src/state/state.js';

export const testPuzzleBits = 4;

export interface End {
  readonly links: Links;
  readonly address: PeerAddress;
  readonly endpoint: Endpoint;
  readonly socket: DatagramSocket;
  readonly state: State;
  /** Every event that `onChange` reported. */
  readonly events: string[];
  stop(): Promise<void>;
}

/** Ends of links on one switchboard in virtual time; everything is taken down after the test, and no timer may be left. */
export class LinkLab {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly board: Switchboard;
  readonly #ends: End[] = [];
  #count = 0;

  constructor(t: ExecutionContext, weather: Partial<Weather> = {}) {
    this.random = seededRandom(t.title);
    this.board = new Switchboard(this.clock, this.random, weather);
    t.teardown(async () => {
      for (const end of this.#ends) await end.stop();
      await this.clock.run(2 * (weather.latency ?? 500));
      if (this.clock.pending() > 0) throw new Error(`${this.clock.pending()} timers are left`);
    });
  }

  /** `of`: the state and address of an end that was stopped, to start it again. `wallError`: its clock's error in ms. */
  async end(
    options: {
      channel?: Channel;
      of?: End;
      wallError?: number;
      noTime?: boolean;
      puzzleBits?: number;
      onionKey?: (() => Uint8Array) | undefined;
    } = {},
  ): Promise<End> {
    const { channel = channelNamed('test'), wallError = 0, noTime = false, of, onionKey } = options;
    const state = of?.state ?? new MemoryState();
    const v4 = of?.endpoint.address ?? `10.0.0.${++this.#count}`;
    const socket = await this.board.host({ v4 }).open(of?.endpoint.port ?? 4000);
    const networkTime = () => (noTime ? 0 : Math.floor((this.clock.wall() + wallError) / 1000));
    const identity = await openIdentity(state, this.random, options.puzzleBits ?? testPuzzleBits);
    const firstMessages = await FirstMessages.open(state);
    const links = createLinks({
      clock: this.clock,
      random: this.random,
      log: silentLog,
      socket,
      identity,
      channel,
      firstMessages,
      networkTime,
      puzzleBits: testPuzzleBits,
      ...(onionKey && { onionKey }),
    });
    const events: string[] = [];
    links.onChange = (_link, event) => events.push(event);
    const endpoint = socket.local[0]!;
    let stopped = false;
    const end: End = {
      links,
      socket,
      state,
      endpoint,
      events,
      address: { identityKey: identity.publicKey, endpoints: [endpoint] },
      async stop() {
        if (stopped) return;
        stopped = true;
        links.close();
        await firstMessages.close();
        await socket.close();
      },
    };
    this.#ends.push(end);
    return end;
  }

  /** Lets virtual time go on until a promise settles; fails after a virtual minute. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    void promise.finally(() => {
      done = true;
    });
    await this.clock.run(60_000, () => done);
    if (!done) throw new Error('nothing happened within a minute of virtual time');
    return promise;
  }
}

export function channelNamed(name: string): Channel {
  return { name, kind: 'public', key: hash(32, 'test channel', name) };
}
