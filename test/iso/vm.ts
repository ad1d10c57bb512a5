/**
 * A virtual PC that boots the image: emulated without KVM, so that it runs everywhere, with an old network adapter, a
 * serial line, a VGA screen, and a disk that must stay as it is. Whoever starts one gives a `Keeper` that ends it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, type Keeper } from '../helpers/namespaces.js';
import { Qmp } from './qmp.js';
import { SerialScreen } from './serial.js';

export type Firmware = 'bios' | 'uefi';

export interface VmOptions {
  readonly iso: string;
  readonly firmware: Firmware;
  /** Megabytes; 512 is what the disc promises to work with. */
  readonly memory?: number;
  /** QEMU's name of the processor; its usual one has 64 bits. */
  readonly cpu?: string;
  /** Network namespace with a bridge `br0` to plug the adapter into; no adapter when not given. */
  readonly namespace?: string;
  /** What its clock shows when it is switched on, e.g. 2009-01-01T00:00:00; the right time when not given. */
  readonly date?: string;
  /** A raw disk image to plug in. */
  readonly disk?: string;
  /** Where sockets and screenshots go. */
  readonly directory: string;
}

export interface Vm {
  readonly serial: SerialScreen;
  /** Where its sockets and pictures are. */
  readonly directory: string;
  readonly qmp: Qmp;
  /** When the processor began, milliseconds of `Date.now()`. */
  readonly begun: number;
  /** Resolves when the machine is off. */
  readonly off: Promise<void>;
  /** Megabytes of memory in use inside: what there is, less what is available to programs. */
  memoryInUse(): Promise<number>;
  /** Pulls the plug. */
  kill(): Promise<void>;
}

const ovmf = '/usr/share/OVMF';
/** Debian's UEFI with Microsoft's keys enrolled and Secure Boot on: what a PC from a shop has. */
const firmwareFiles = { code: `${ovmf}/OVMF_CODE_4M.ms.fd`, variables: `${ovmf}/OVMF_VARS_4M.ms.fd` };

function machine(firmware: Firmware, variables: string): string[] {
  if (firmware === 'bios') return ['-machine', 'pc'];
  return [
    ...['-machine', 'q35,smm=on', '-global', 'driver=cfi.pflash01,property=secure,value=on'],
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${firmwareFiles.code}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
  ];
}

/** Switches a PC on. */
export async function startVm(keeper: Keeper, options: VmOptions): Promise<Vm> {
  const { directory, namespace, disk } = options;
  await mkdir(directory, { recursive: true });
  const serialPath = join(directory, 'serial.sock');
  const qmpPath = join(directory, 'qmp.sock');
  const variables = join(directory, 'variables.fd');
  await rm(serialPath, { force: true });
  await rm(qmpPath, { force: true });
  if (options.firmware === 'uefi') await copyFile(firmwareFiles.variables, variables);
  const args = [
    ...['qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none', '-vga', 'std'],
    ...['-accel', 'tcg,thread=multi', '-smp', '2', '-m', String(options.memory ?? 512)],
    ...(options.date ? ['-rtc', `base=${options.date}`] : []),
    ...(options.cpu ? ['-cpu', options.cpu] : []),
    ...machine(options.firmware, variables),
    ...['-drive', `file=${options.iso},if=none,id=cd,media=cdrom,readonly=on,format=raw`],
    ...['-device', 'ide-cd,drive=cd,bus=ide.1,bootindex=0'],
    ...['-chardev', `socket,id=serial,path=${serialPath},server=on,wait=off`, '-serial', 'chardev:serial'],
    // The processor waits until the terminal is connected, or the first page would be lost.
    ...['-qmp', `unix:${qmpPath},server=on,wait=off`, '-S'],
    // Tells how much memory the system inside has left.
    ...['-device', 'virtio-balloon,id=balloon'],
    ...(disk
      ? ['-drive', `file=${disk},if=none,id=disk,format=raw`, '-device', 'ide-hd,drive=disk,bus=ide.0']
      : []),
    ...(namespace
      ? ['-netdev', 'tap,id=net,ifname=tap0,script=no,downscript=no', '-device', 'e1000,netdev=net']
      : []),
  ];
  const wrapped = namespace ? ['ip', 'netns', 'exec', namespace, ...args] : args;
  const child = spawn(wrapped[0]!, wrapped.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
  }
  const off = ended(child);
  const kill = async () => {
    child.kill('SIGKILL');
    await off;
  };
  keeper.teardown(kill);
  await eventually(`QEMU to start; it says: ${words}`, 30_000, () => {
    if (child.exitCode !== null) throw new Error(`QEMU ended: ${words}`);
    return existsSync(qmpPath) && existsSync(serialPath);
  });
  const serial = await SerialScreen.open(serialPath);
  const qmp = await Qmp.open(qmpPath);
  keeper.teardown(() => {
    serial.close();
    qmp.close();
  });
  await qmp.run('cont');
  return { serial, qmp, directory, begun: Date.now(), off, kill, memoryInUse: () => memoryInUse(qmp) };
}

async function memoryInUse(qmp: Qmp): Promise<number> {
  const path = '/machine/peripheral/balloon';
  await qmp.run('qom-set', { path, property: 'guest-stats-polling-interval', value: 1 });
  const asked = Math.ceil(Date.now() / 1000);
  return await eventually('the system inside to tell its memory', 30_000, async () => {
    const answer = (await qmp.run('qom-get', { path, property: 'guest-stats' })) as GuestStats;
    const { stats, 'last-update': told } = answer;
    if (told <= asked) return null;
    const total = stats['stat-total-memory'] ?? -1;
    const available = stats['stat-available-memory'] ?? -1;
    return total > 0 && available > 0 ? (total - available) / 2 ** 20 : null;
  });
}

interface GuestStats {
  readonly stats: Readonly<Record<string, number>>;
  /** Seconds since 1970. */
  readonly 'last-update': number;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
}
