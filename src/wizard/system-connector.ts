import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock/clock.js';
import { writeAtomically } from '../state/directory.js';
import type { Runner } from '../system/runner.js';
import type { Connection } from './connection.js';
import type { Connector, Outcome } from './connector.js';
import { Iwd } from './iwd.js';
import type { Card } from './network.js';
import { fixedFile, fixedNetwork } from './networkd.js';

/** iwd's directory on the disc: in memory, whatever becomes of the rest of the file system. */
const wifiDirectory = '/run/iwd';

/**
 * The network of this PC as the disc sets it up: addresses by systemd-networkd, Wi-Fi by iwd.
 * @param at where a file of the machine is
 */
export function systemConnector(
  runner: Runner,
  clock: Clock,
  at: (path: string) => string,
  cards: () => Promise<readonly Card[]>,
): Connector {
  const iwd = new Iwd(runner, clock, at(wifiDirectory));
  const fixed = at(fixedFile);
  const switches = at('/sys/class/rfkill');

  /** Takes the fixed addresses away, from whatever card had them. */
  const unfix = async (): Promise<void> => {
    const text = await readFile(fixed, 'utf8').catch(() => null);
    if (text === null) return;
    await rm(fixed, { force: true });
    const card = /^Name=(.*)$/m.exec(text)?.[1];
    await runner.run('networkctl', ['reload']);
    if (card) await runner.run('networkctl', ['reconfigure', card]);
  };

  const fix = async (connection: Connection): Promise<Outcome> => {
    const card = connection.card || (await cards()).find(({ wireless }) => !wireless)?.name;
    if (!card) return { state: 'no-card' };
    await unfix();
    await mkdir(dirname(fixed), { recursive: true });
    await writeAtomically(fixed, fixedNetwork({ ...connection, card }));
    for (const words of [['reload'], ['reconfigure', card]]) {
      const { code, stderr } = await runner.run('networkctl', words);
      if (code !== 0) return { state: 'failed', why: stderr.trim() || `networkctl ended with code ${code}.` };
    }
    return { state: 'good' };
  };

  /** What the kernel holds back for a key that was pressed once; true when a real switch does. */
  const unblock = async (): Promise<boolean> => {
    let isSwitchedOff = false;
    for (const name of await readdir(switches).catch((): string[] => [])) {
      const read = (file: string) => readFile(join(switches, name, file), 'utf8').catch(() => '');
      if ((await read('type')).trim() !== 'wlan') continue;
      if ((await read('soft')).trim() === '1')
        await writeFile(join(switches, name, 'soft'), '0').catch(() => {});
      isSwitchedOff ||= (await read('hard')).trim() === '1';
    }
    return isSwitchedOff;
  };

  /** Without it the kernel keeps to what is allowed everywhere, which is lawful, too. `00` is its name for that. */
  const obey = async (country: string): Promise<void> => {
    await runner.run('iw', ['reg', 'set', country === '' ? '00' : country]);
  };

  return {
    async look() {
      const isSwitchedOff = await unblock();
      const seen = await iwd.look();
      if (seen) return { ...seen, isSwitchedOff };
      return isSwitchedOff
        ? { card: '', isSwitchedOff, isScanning: false, connected: null, networks: [] }
        : null;
    },
    async scan(country) {
      await obey(country);
      await iwd.scan();
    },
    async apply(connection) {
      try {
        if (connection.kind !== 'wifi') await iwd.forget();
        if (connection.kind !== 'fixed') await unfix();
        if (connection.kind === 'fixed') return await fix(connection);
        if (connection.kind !== 'wifi') return { state: 'good' };
        await unblock();
        await obey(connection.country);
        return await iwd.connect(connection);
      } catch (error) {
        return { state: 'failed', why: (error as Error).message };
      }
    },
    stop: () => iwd.stop(),
  };
}
