import { existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { keepChannel, keptChannel } from '../channel/kept.js';
import type { Clock } from '../clock/clock.js';
import { changeSettings, loadConfig } from '../config/file.js';
import { followNode } from '../control/follow.js';
import { writeAtomically } from '../state/directory.js';
import type { Runner } from '../system/runner.js';
import { isPath, plainInvite } from '../tui/invite.js';
import { invitesIn } from '../tui/invite-file.js';
import { voice } from '../tui/texts/say.js';
import { Desk } from './desk.js';
import { giftOf, giftSettings } from './gifts.js';
import { keyboardFile } from './keyboards.js';
import type { Machine } from './machine.js';
import { damagedFiles, hasSums, mediumPath } from './medium.js';
import { type Card, isUsable } from './network.js';
import { enteredBy, enteredByKey } from './secret.js';
import { Sticks } from './sticks.js';
import { systemConnector } from './system-connector.js';

export interface SystemMachineParts {
  readonly runner: Runner;
  readonly clock: Clock;
  /** `/`, or a directory that stands for it in a rehearsal: every file is then read and written below. */
  readonly root: string;
  /** The console's name, e.g. `tty1`. */
  readonly tty: string;
  /** May the machine be shut down and set up from here? On its own console as root only. */
  readonly manage: boolean;
}

/** How often a screen wants to know, milliseconds. */
const snapshotEvery = 1000;
const service = 'phantom-node.service';
/** What sets this PC's clock when the node asks for it. */
const clockDoor = 'phantom-clock.socket';
/** There on the disc alone. Elsewhere the network belongs to the system that is there. */
const discMark = '/etc/phantom-disc';
const settingsFile = '/etc/phantom/phantom.yaml';

/** This machine, as the disc sets it up. */
export function systemMachine({ runner, clock, root, tty, manage }: SystemMachineParts): Machine {
  const at = (path: string) => join(root, path);
  const settings = at(settingsFile);
  const stateDirectory = at('/var/lib/phantom');
  const marker = at('/etc/phantom/setup-done');
  const sticks = new Sticks(runner, at);
  const cards = () => readCards('/sys/class/net');
  const desk = new Desk(at('/run/phantom-wizard'), tty);

  const attempt = async (command: string, args: readonly string[]): Promise<string | null> => {
    const { code, stdout, stderr } = await runner.run(command, args);
    if (code === 0) return null;
    const words = (stderr || stdout).trim().split('\n').at(-1);
    return words ? `${command}: ${words}` : `${command} ended with code ${code}.`;
  };

  return {
    tty,
    serial: /^tty(S|AMA|USB)\d|^hvc\d/.test(tty),
    mayManage: manage,
    settingsFile: settings,
    memory: async () => {
      const text = await readFile('/proc/meminfo', 'utf8');
      return Math.round(Number(/^MemTotal:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024);
    },
    hasMedium: () => hasSums(at(mediumPath)),
    damagedFiles: (onProgress, signal) => damagedFiles(at(mediumPath), onProgress, signal),
    cards,
    connector: existsSync(at(discMark)) ? systemConnector(runner, clock, at, cards) : null,
    async renewNetwork(cards) {
      const names = cards.map((card) => card.name);
      if (names.length > 0) await runner.run('networkctl', ['reconfigure', ...names]);
    },
    async applyKeyboard(keyboard) {
      const unwritten = await complaintOf(async () => {
        await mkdir(at('/etc/default'), { recursive: true });
        await writeAtomically(at('/etc/default/keyboard'), keyboardFile(keyboard));
      });
      return unwritten ?? (await attempt('setupcon', ['--force', '-k']));
    },
    async currentAnswers() {
      const config = await loadConfig(settings).catch(() => null);
      if (!config) return {};
      const { lan, bittorrent, peers } = config.first_contact;
      const { channel, channel_kind: network, language } = config;
      const isKept =
        network === 'public' || (await keptChannel(stateDirectory, config).catch(() => null)) !== null;
      // Who has not been asked yet has not said no.
      const said = (await there(marker)) ? { clock: config.clock.set } : {};
      const { mbit_per_second, gigabytes_per_month } = config.share;
      const gifts = { rate: giftOf(mbit_per_second), cap: giftOf(gigabytes_per_month) };
      const spoken = language === 'auto' ? {} : { language };
      return {
        lan,
        bittorrent,
        ...gifts,
        invite: peers[0] ?? '',
        ...(isKept && { channel, network }),
        ...said,
        ...spoken,
      };
    },
    readEntry: async (text, language) => (await enteredByKey(text, at, language)).channel.name,
    findInvites: (say) => sticks.invites(say),
    findOnSticks: (begin, longest, say) => sticks.texts(begin, longest, say),
    saveToStick: (name, text, say) => sticks.save(name, text, say),
    readInvites: (path, say) => invitesIn(at(path), say),
    writeSettings: (answers) =>
      complaintOf(async () => {
        const { lan, bittorrent, clock: isClockSet, invite } = answers;
        const entered = await enteredBy(answers, stateDirectory, at);
        const config = await loadConfig(settings).catch(() => null);
        const { name, kind } = entered.channel;
        // Nodes of another network would only be dialled in vain, and told that this PC has changed.
        const isSame = config?.channel === name && config.channel_kind === kind;
        const others = isSame ? config.first_contact.peers.slice(1) : [];
        const given = plainInvite(invite);
        const invites = isPath(given)
          ? await invitesIn(at(given), voice(answers.language))
          : given === ''
            ? []
            : [given];
        const peers = [...new Set([...invites, ...entered.invites, ...others])];
        if (entered.secret) await keepChannel(stateDirectory, entered.secret);
        await changeSettings(settings, {
          language: answers.language,
          channel: name,
          channel_kind: kind,
          'first_contact.lan': lan,
          'first_contact.bittorrent': bittorrent,
          'first_contact.peers': peers,
          'clock.set': isClockSet,
          ...giftSettings(answers),
        });
      }),
    async startNode() {
      const config = await loadConfig(settings).catch(() => null);
      // The node works without it, and its log says when the door is missing.
      if (config?.clock.set) await runner.run('systemctl', ['enable', '--now', clockDoor]);
      // Without waiting: the joining page watches the node itself, and can be left at any moment.
      return (
        (await attempt('systemctl', ['enable', service])) ??
        (await attempt('systemctl', ['--no-block', 'restart', service]))
      );
    },
    async nodeTrouble() {
      const asked = ['NRestarts', 'ActiveState', 'Job'].flatMap((name) => ['-p', name]);
      const shown = await runner.run('systemctl', ['show', ...asked, service]);
      // Inactive with a job is on its way; without one nothing will ever start it.
      const idle = /^ActiveState=inactive/m.test(shown.stdout) && !/^Job=[1-9]/m.test(shown.stdout);
      if (idle) return 'the service of the node is stopped.';
      const restarts = Number(/^NRestarts=(\d+)/m.exec(shown.stdout)?.[1] ?? 0);
      if (restarts === 0 && !/^ActiveState=failed/m.test(shown.stdout)) return null;
      const log = await runner.run('journalctl', ['-u', service, '-n', '20', '-o', 'cat']);
      const said = log.stdout
        .split('\n')
        .filter((line) => line.startsWith('phantom '))
        .at(-1);
      return said?.replace(/^phantom \w+: /, '') ?? `the service has ended ${restarts} times.`;
    },
    follow: (onSeen) => {
      const socket = loadConfig(settings).then(
        (config) => config.control.socket,
        () => '/run/phantom/control.sock',
      );
      return deferred(socket.then((path) => followNode(at(path), clock, snapshotEvery, onSeen)));
    },
    async changeSettings(changes) {
      await changeSettings(settings, changes);
      if (changes['clock.set'] === true) await runner.run('systemctl', ['enable', '--now', clockDoor]);
    },
    restartNode: () => attempt('systemctl', ['--no-block', 'restart', service]),
    isSetUp: () => there(marker),
    async markSetUp(done) {
      await mkdir(dirname(marker), { recursive: true });
      if (done) await writeFile(marker, '');
      else await rm(marker, { force: true });
    },
    loadProgress: () => desk.load(),
    saveProgress: (progress) => desk.save(progress),
    heldElsewhere: () => desk.heldElsewhere(),
    hold: (force) => desk.hold(force),
    release: () => desk.release(),
    power: (action) => attempt('systemctl', [action === 'off' ? 'poweroff' : 'reboot']),
  };
}

function there(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Null when it worked, else what the system said. */
async function complaintOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A follower that is still being made. */
function deferred(coming: Promise<ReturnType<typeof followNode>>): ReturnType<typeof followNode> {
  return {
    call: async (method, params) => await (await coming).call(method, params),
    close: () => void coming.then((follower) => follower.close()),
  };
}

/** Network cards and what they have, from the kernel's own files; virtual devices are left out. */
export async function readCards(directory: string): Promise<Card[]> {
  const names: string[] = await readdir(directory).catch(() => []);
  const addresses = networkInterfaces();
  const cards = await Promise.all(
    names.sort().map(async (name): Promise<Card | null> => {
      const file = (path: string) => readFile(join(directory, name, path), 'utf8').catch(() => '');
      // 1 is Ethernet, which Wi-Fi speaks too; bridges and tunnels have no card of their own.
      if ((await file('type')).trim() !== '1') return null;
      const inside: string[] = await readdir(join(directory, name)).catch(() => []);
      if (inside.includes('bridge') || inside.includes('tun_flags')) return null;
      return {
        name,
        wireless: inside.includes('wireless') || inside.includes('phy80211'),
        carrier: (await file('carrier')).trim() === '1',
        addresses: (addresses[name] ?? []).map(({ address }) => address).filter(isUsable),
      };
    }),
  );
  return cards.filter((card) => card !== null);
}
