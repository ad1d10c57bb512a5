/** A router that answers PCP, for tests in memory: what it was asked, and what it grants. */
import type { Gateway } from '../../src/mapping/gateway.js';
import { addressToBytes } from '../../src/net/address.js';
import type { Endpoint } from '../../src/net/net.js';

export interface Asked {
  readonly port: number;
  /** Seconds; 0: given back. */
  readonly life: number;
}

export class PcpRouter implements Gateway {
  readonly asked: Asked[] = [];
  /** Its own address; null: there is no default route. */
  address: string | null = '192.168.1.1';
  /** Null: it answers nothing. */
  outside: { readonly address: string; readonly port: number } | null;
  life = 3600;
  /** Where its answers come from. */
  from: Endpoint | null = null;

  constructor(
    outside: PcpRouter['outside'],
    readonly onAsked: (asked: Asked) => void = () => {},
  ) {
    this.outside = outside;
  }

  router(): string | null {
    return this.address;
  }

  async ask<T>(
    sent: readonly { readonly data: Uint8Array; readonly to: Endpoint }[],
    pleases: (data: Uint8Array, from: Endpoint) => T | null,
  ): Promise<T | null> {
    for (const { data, to } of sent) {
      const isMap = data.length === 60 && data[0] === 2 && data[1] === 1;
      if (!isMap || to.address !== this.address || !this.outside) continue;
      const view = new DataView(data.buffer, data.byteOffset);
      const asked = { port: view.getUint16(40), life: view.getUint32(4) };
      this.asked.push(asked);
      this.onAsked(asked);
      return pleases(this.#answerTo(data, asked), this.from ?? to);
    }
    return null;
  }

  async http(): Promise<string | null> {
    return null;
  }

  #answerTo(request: Uint8Array, { life }: Asked): Uint8Array {
    const answer = request.slice();
    const view = new DataView(answer.buffer);
    answer[1] = 0x81;
    answer.fill(0, 2, 4);
    view.setUint32(4, life === 0 ? 0 : this.life);
    view.setUint16(42, this.outside!.port);
    answer.set(addressToBytes({ family: 4, address: this.outside!.address }), 56);
    return answer;
  }
}
