/**
 * The story the disc is made for, told with keys and read from the screen: boot, answer the wizard, be linked to
 * other nodes, switch off, and leave nothing behind. The nodes outside are asked whether they agree.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { version } from '../../src/config/version.js';
import { eventually, type Keeper } from '../helpers/namespaces.js';
import type { Outside } from './outside.js';
import { must, type Report } from './report.js';
import { choose, type Screen, waitForText } from './screen.js';
import { type Firmware, startVm, type Vm } from './vm.js';

export interface StoryOptions {
  /** How the report calls this PC. */
  readonly name: string;
  readonly iso: string;
  readonly firmware: Firmware;
  /** A disk that is plugged in and must stay as it is. */
  readonly disk: string;
  readonly outside: Outside;
  readonly directory: string;
  /** The screen and keyboard that the story is told with. */
  readonly screen: (vm: Vm) => Promise<Screen>;
  /** Called at moments worth a picture. */
  readonly picture?: (vm: Vm, name: string) => Promise<void>;
  /** Also boots a second time, to see that nothing was kept. */
  readonly again: boolean;
}

/** The boot menu counting down. The PC's own font differs a little from the one we read by, so any letter may be a ?. */
function menu(version: string): RegExp {
  const loosely = (text: string) => [...text].map((letter) => `[?${letter}]`).join('');
  return new RegExp(`${loosely(`Phantom ${version}`)}[\\s\\S]*${loosely('automatically in')}`);
}

export const firstPage = /Welcome to Phantom|You are on a serial line/;
/** An emulated PC on a busy machine takes minutes; a real one takes as many tens of seconds. Seconds. */
const bootTime = 420;

/** Tells the whole story; false when it had to be broken off. */
export async function tellStory(keeper: Keeper, report: Report, options: StoryOptions): Promise<boolean> {
  const { name, outside } = options;
  const before = await sum(options.disk);
  const known = new Set(outside.nodes.map((node) => node.id));
  let first = '';

  const told = await report.check(
    `${name}: the disc is booted, set up, joined and switched off`,
    async () => {
      const vm = await startVm(keeper, { ...options, namespace: outside.namespace });
      first = await setUp(vm, report, options, known);
      await switchOff(await options.screen(vm), vm);
    },
  );
  await report.check(`${name}: nothing was written to the PC's disk`, async () => {
    must((await sum(options.disk)) === before, 'the disk has other bytes than before');
  });
  if (!told || !options.again) return told;
  return await report.check(`${name}: booted again, it knows nothing of its former life`, async () => {
    const vm = await startVm(keeper, { ...options, namespace: outside.namespace });
    const second = await setUp(vm, report, options, known);
    must(second !== first, `the node has its old id ${first}`);
    await vm.kill();
  });
}

/** From the boot menu to the dashboard; returns the id that the node got. */
export async function setUp(
  vm: Vm,
  report: Report,
  options: StoryOptions,
  known: ReadonlySet<string>,
): Promise<string> {
  const { name, outside, picture } = options;
  const screen = await options.screen(vm);
  await waitForText(screen, menu(version), 60);
  const chosen = Date.now();
  await picture?.(vm, 'menu');

  await waitForText(screen, firstPage, bootTime);
  const wizard = Date.now();
  report.note(`${name}: ${seconds(chosen, wizard)} s from the boot menu to the wizard`);
  await picture?.(vm, 'keyboard');
  await chooseKeyboard(screen);
  await choose(screen, '[ Continue ]');

  await waitForText(screen, /Is this disc intact\?/, 30);
  await picture?.(vm, 'medium');
  await choose(screen, '[ Continue ]');

  const address = await waitForText(screen, /has the address[\s\S]*?(192\.168\.77\.\d+)/, 120);
  must(outside.leases().includes(address[1]!), `the DHCP server never gave away ${address[1]}`);
  await picture?.(vm, 'network');
  await choose(screen, '[ Continue ]');

  await waitForText(screen, /Which network/, 30);
  await picture?.(vm, 'which');
  await choose(screen, '[ Continue ]');

  await tryWrongInvite(screen);
  await picture?.(vm, 'contact');
  await choose(screen, '[ Continue ]');

  await waitForText(screen, /What this PC gives/, 30);
  await picture?.(vm, 'gives');
  await choose(screen, '[ Continue ]');

  await waitForText(screen, /Is this right\?/, 30);
  await picture?.(vm, 'summary');
  const answered = Date.now();
  await choose(screen, '[ Set up now ]');

  await waitForText(screen, /Done: this node is part of the network/, 300);
  report.note(`${name}: ${seconds(answered, Date.now())} s from the last answer to joined`);
  await picture?.(vm, 'joining');
  await choose(screen, '[ Continue ]');
  await waitForText(screen, /Your address/, 30);
  await picture?.(vm, 'address');
  await choose(screen, '[ Go to the dashboard ]');
  return await agree(screen, vm, report, options, known);
}

/** The screen inside and the nodes outside say the same; returns the id they mean. */
async function agree(
  screen: Screen,
  vm: Vm,
  report: Report,
  { name, outside, picture }: StoryOptions,
  known: ReadonlySet<string>,
): Promise<string> {
  await waitForText(screen, /[Cc]onnected/, 60);
  const newcomer = await eventually('a node outside to name a newcomer among its peers', 60_000, async () => {
    const peers = (await Promise.all(outside.nodes.map((node) => node.linked()))).flat();
    return peers.find(
      (peer) => !known.has(peer.id) && outside.leases().includes(peer.endpoint.split(':')[0]!),
    );
  }).then((peer) => peer ?? null);
  if (!newcomer) throw new Error('no node outside names a newcomer');
  await waitForText(screen, new RegExp(newcomer.id.slice(0, 8)), 60);
  // Programs are carried: else the words would be that it hides nobody, whatever the network is worth.
  await waitForText(screen, /No anonymity yet:|Practice:|Weak:/, 60);
  const open = await outside.openPorts(newcomer.endpoint.split(':')[0]!);
  must(open.length === 0, `TCP ports answer that should not: ${open.join(', ')}`);
  await picture?.(vm, 'dashboard');
  report.note(`${name}: ${(await vm.memoryInUse()).toFixed(0)} MB of memory in use at the dashboard`);
  return newcomer.id;
}

/** Chooses the German keyboard by typing a part of its name. */
async function chooseKeyboard(screen: Screen): Promise<void> {
  // Behind the list of languages.
  await screen.press('Tab');
  await screen.type('German');
  await waitForText(screen, /\( \) German/, 30);
  await screen.press('Enter');
  await waitForText(screen, /The keyboard is now: German/, 90);
  if (!screen.local) return;
  // On a German keyboard the key of the American y gives a z.
  await screen.press('Tab');
  await screen.type('yes');
  await waitForText(screen, /^ *zes *$/m, 30);
}

/** A slip in an invite is told in words, and can be taken back. */
async function tryWrongInvite(screen: Screen): Promise<void> {
  await waitForText(screen, /\[x\] Search the local network/, 30);
  // From the button to go on with, round by the two searches.
  for (let times = 0; times < 4; times += 1) await screen.press('Tab');
  await screen.type('ph1');
  await waitForText(screen, /3 so far/, 30);
  for (let letter = 0; letter < 3; letter += 1) await screen.press('Backspace');
  await waitForText(screen, /How to find other nodes(?![\s\S]*so far)/, 30);
}

/** Through the dashboard's own page. */
async function switchOff(screen: Screen, vm: Vm): Promise<void> {
  await screen.type('9');
  await choose(screen, '[ Shut down this PC ]');
  await choose(screen, '[ Yes ]');
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error('the PC is still on 120 s after it was told to shut down')),
      120_000,
    ).unref();
  });
  await Promise.race([vm.off, late]);
}

function seconds(from: number, to: number): string {
  return ((to - from) / 1000).toFixed(0);
}

async function sum(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
