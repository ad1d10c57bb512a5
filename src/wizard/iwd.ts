import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.js';
import { writeAtomically } from '../state/directory.js';
import type { Runner, RunResult } from '../system/runner.js';
import type { Connection } from './connection.js';
import type { Outcome, WifiSeen } from './connector.js';
import {
  type IwdNetwork,
  networksIn,
  provisioning,
  provisioningName,
  readObjects,
  type Station,
  stationIn,
} from './iwd-objects.js';

const service = 'net.connman.iwd';
/** How long may two scans take? Milliseconds; slow cards need about 8 s for all channels. */
const scanPatience = 20_000;
const lookEvery = 500;
/** How long may an answer take? Seconds; it takes its time only while the service is being started. */
const askPatience = 5;
/** How long may one try to connect take? Seconds; iwd itself gives up sooner. */
const connectPatience = 60;
/** Below this a failure is put down to the distance, dBm. */
const weak = -80;

interface View {
  readonly station: Station;
  readonly networks: readonly IwdNetwork[];
}

/**
 * Wi-Fi by iwd: asked over D-Bus through busctl, told passphrases by files in its directory, which is in memory. A
 * passphrase so never stands in the arguments of a program, where everybody on the machine could read it.
 */
export class Iwd {
  /** Whether what is being connected was given up. */
  #isStopped = false;

  constructor(
    readonly runner: Runner,
    readonly clock: Clock,
    /** Where iwd keeps what it knows of networks. */
    readonly directory: string,
  ) {}

  async look(): Promise<Omit<WifiSeen, 'isSwitchedOff'> | null> {
    const view = await this.#view();
    if (!view) return null;
    const { station, networks } = view;
    const connected = networks.find(({ path }) => path === station.connected)?.ssid ?? null;
    return { card: station.card, isScanning: station.isScanning, connected, networks };
  }

  async scan(): Promise<void> {
    const view = await this.#view();
    if (view) await this.#call(view.station.path, 'Station', 'Scan');
  }

  async connect(connection: Connection): Promise<Outcome> {
    this.#isStopped = false;
    const view = await this.#view();
    if (!view) return { state: 'no-service' };
    const heard = meant(view, connection);
    const isSame = heard !== null && heard.path === view.station.connected;
    if (isSame && connection.passphrase === '') return { state: 'good' };
    const instead = view.networks.find(({ ssid }) => ssid === connection.ssid)?.security;
    if (!heard && instead === 'other') return { state: 'unsupported' };
    if (!heard && instead === 'psk') return { state: 'needs-passphrase' };
    await this.forget();
    await this.#provide(connection);
    const network = heard ?? (await this.#found(connection));
    const outcome: Outcome = network ? await this.#tried(network) : { state: 'no-such-network' };
    if (outcome.state === 'good') {
      await this.#keepConnected(connection);
      return outcome;
    }
    await this.forget();
    return this.#isStopped ? { state: 'stopped' } : outcome;
  }

  /** Forgets every network, which also ends a connection. */
  async forget(): Promise<void> {
    const names: string[] = await readdir(this.directory).catch(() => []);
    const known = names.filter((name) => /\.(psk|open)$/.test(name));
    await Promise.all(known.map((name) => rm(join(this.directory, name), { force: true })));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const view = await this.#view();
    if (view) await this.#call(view.station.path, 'Station', 'Disconnect');
  }

  async #provide({ ssid, open, passphrase, hidden }: Connection): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const file = join(this.directory, provisioningName(ssid, open ? 'open' : 'psk'));
    await writeAtomically(file, provisioning(open ? '' : passphrase, hidden), 0o600);
  }

  /**
   * Listens for a network. Twice, because iwd calls hidden ones by the names in its files only after it has heard that
   * somebody hides; and not at once, because it must have read the file.
   */
  async #found(connection: Connection): Promise<IwdNetwork | null> {
    const until = this.clock.now() + scanPatience;
    for (let scans = 0; scans < 2; scans += 1) {
      await this.#pause();
      await this.scan();
      let view: View | null;
      do {
        await this.#pause();
        view = await this.#view();
        const network = view && meant(view, connection);
        if (network) return network;
        if (this.#isStopped) return null;
      } while (view?.station.isScanning && this.clock.now() < until);
    }
    return null;
  }

  /**
   * Connects, and finds out why not. iwd says "failed" for everything, but asks its agent for another passphrase next
   * time when the handshake was what failed, and there is no agent here: a second try tells a wrong passphrase from
   * silence, and is a second chance otherwise. It may be asked the first time, too, while iwd has not read the file yet.
   * Source: iwd 3.8, station_connect_cb and network_connect_psk.
   */
  async #tried(network: IwdNetwork): Promise<Outcome> {
    let failures = 0;
    for (let tries = 0; tries < 5 && failures < 2 && !this.#isStopped; tries += 1) {
      const { code, stderr } = await this.#call(network.path, 'Network', 'Connect');
      if (code === 0) return { state: 'good' };
      if (/no agent/i.test(stderr)) {
        if (failures > 0) return { state: 'wrong-passphrase' };
        await this.#pause();
      } else if (/aborted/i.test(stderr)) return { state: 'stopped' };
      else if (/not supported/i.test(stderr)) return { state: 'unsupported' };
      else if (/doesn't exist|not found/i.test(stderr)) return { state: 'no-such-network' };
      else if (code === 124 || /failed$|timed out|timeout/i.test(stderr.trim())) failures += 1;
      else return { state: 'failed', why: stderr.trim() };
    }
    return { state: network.signal < weak ? 'too-weak' : 'no-answer' };
  }

  /** From now on iwd comes back to it by itself. */
  async #keepConnected(connection: Connection): Promise<void> {
    const view = await this.#view();
    const known = view && meant(view, connection)?.known;
    if (!known) return;
    const property = [service, known, `${service}.KnownNetwork`, 'AutoConnect', 'b', 'true'];
    await this.runner.run('busctl', ['set-property', ...property]);
  }

  async #view(): Promise<View | null> {
    const managed = await this.#ask('/', 'org.freedesktop.DBus.ObjectManager', 'GetManagedObjects');
    const objects = readObjects(managed);
    const station = stationIn(objects);
    if (!station) return null;
    const ordered = await this.#ask(station.path, `${service}.Station`, 'GetOrderedNetworks');
    return { station, networks: networksIn(objects, ordered) };
  }

  async #ask(path: string, of: string, method: string): Promise<string> {
    const { code, stdout } = await this.runner.run('busctl', [
      '--json=short',
      `--timeout=${askPatience}`,
      'call',
      service,
      path,
      of,
      method,
    ]);
    return code === 0 ? stdout : '';
  }

  #call(path: string, of: 'Station' | 'Network', method: string): Promise<RunResult> {
    return this.runner.run(
      'busctl',
      [`--timeout=${connectPatience}`, 'call', service, path, `${service}.${of}`, method],
      { timeout: (connectPatience + 5) * 1000 },
    );
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.clock.after(lookEvery, resolve);
    });
  }
}

/** The network that was asked for; one of the same name with another protection is another one. */
function meant({ networks }: View, { ssid, open }: Connection): IwdNetwork | null {
  const security = open ? 'open' : 'psk';
  return networks.find((network) => network.ssid === ssid && network.security === security) ?? null;
}
