import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner, RunResult } from '../../src/system/runner.js';
import { provisioningName } from '../../src/wizard/iwd-objects.js';

export interface AirNetwork {
  readonly ssid: string;
  readonly type: 'open' | 'psk' | '8021x';
  readonly signal: number;
  /** What lets in. */
  readonly passphrase?: string;
  readonly hidden?: boolean;
  /** Nobody answers when it is connected to. */
  readonly silent?: boolean;
}

const card = '/net/connman/iwd/0/3';
const done: RunResult = { code: 0, stdout: '', stderr: '' };
const failed = (words: string): RunResult => ({ code: 1, stdout: '', stderr: `Call failed: ${words}` });
const property = (type: string, data: unknown) => ({ type, data });

/**
 * iwd behind busctl, as far as the wizard talks to it: reads the files in its directory, and as iwd itself asks its
 * agent, which is not there, for another passphrase after a handshake that failed.
 */
export class FakeIwd implements Runner {
  readonly calls: string[] = [];
  readonly #doubted = new Set<string>();
  readonly #heard = new Set<string>();
  /** A scan has heard that somebody hides. */
  #hasHeardHidden = false;
  connected: string | null = null;
  isThere = true;

  constructor(
    readonly directory: string,
    public air: readonly AirNetwork[],
  ) {
    for (const { ssid, hidden } of air) if (!hidden) this.#heard.add(ssid);
  }

  async run(command: string, args: readonly string[]): Promise<RunResult> {
    this.calls.push([command, ...args].join(' '));
    if (command !== 'busctl') return done;
    if (!this.isThere) return failed('The name net.connman.iwd was not provided by any .service files');
    const method = args.at(-1);
    if (args.includes('set-property')) return done;
    if (method === 'GetManagedObjects') return { ...done, stdout: this.#objects() };
    if (method === 'GetOrderedNetworks') return { ...done, stdout: this.#ordered() };
    if (method === 'Scan') this.#scan();
    if (method === 'Disconnect') this.connected = null;
    if (method === 'Connect') return this.#connect(args.at(-3)!);
    return done;
  }

  #file(ssid: string, type: 'open' | 'psk'): string | null {
    try {
      return readFileSync(join(this.directory, provisioningName(ssid, type)), 'utf8');
    } catch {
      return null;
    }
  }

  #present(): AirNetwork[] {
    return this.air.filter(({ ssid }) => this.#heard.has(ssid));
  }

  #scan(): void {
    for (const { ssid, type, hidden } of this.air) {
      const file = type === '8021x' ? null : this.#file(ssid, type);
      if (!hidden || (this.#hasHeardHidden && file?.includes('Hidden=true'))) this.#heard.add(ssid);
    }
    this.#hasHeardHidden = true;
  }

  #connect(path: string): RunResult {
    const network = this.#present().find((one) => pathOf(one) === path);
    if (!network)
      return failed(
        'Method "Connect" with signature "" on interface "net.connman.iwd.Network" doesn\'t exist',
      );
    if (network.type === '8021x') return failed('Operation not supported');
    const file = this.#file(network.ssid, network.type);
    if (network.type === 'psk' && (!file || this.#doubted.delete(network.ssid)))
      return failed('No Agent registered');
    if (network.silent) return failed('Operation failed');
    const typed = /^Passphrase=(.*)$/m.exec(file ?? '')?.[1];
    if (network.type === 'psk' && typed !== network.passphrase) {
      this.#doubted.add(network.ssid);
      return failed('Operation failed');
    }
    this.connected = network.ssid;
    return done;
  }

  #objects(): string {
    const at = this.#present().find(({ ssid }) => ssid === this.connected);
    const objects: Record<string, unknown> = {
      [card]: {
        'net.connman.iwd.Device': { Name: property('s', 'wlan0') },
        'net.connman.iwd.Station': {
          State: property('s', at ? 'connected' : 'disconnected'),
          Scanning: property('b', false),
          ...(at && { ConnectedNetwork: property('o', pathOf(at)) }),
        },
      },
    };
    const files = readdirSync(this.directory, { withFileTypes: true }).map(({ name }) => name);
    for (const network of this.#present()) {
      const isKnown =
        network.type !== '8021x' && files.includes(provisioningName(network.ssid, network.type));
      objects[pathOf(network)] = {
        'net.connman.iwd.Network': {
          Name: property('s', network.ssid),
          Type: property('s', network.type),
          ...(isKnown && { KnownNetwork: property('o', `/net/connman/iwd/${nameOf(network)}`) }),
        },
      };
    }
    return JSON.stringify({ type: 'a{oa{sa{sv}}}', data: [objects] });
  }

  #ordered(): string {
    const list = this.#present().map((network) => [pathOf(network), network.signal * 100]);
    return JSON.stringify({ type: 'a(on)', data: [list] });
  }
}

function nameOf({ ssid, type }: AirNetwork): string {
  return `${Buffer.from(ssid).toString('hex')}_${type}`;
}

function pathOf(network: AirNetwork): string {
  return `${card}/${nameOf(network)}`;
}
