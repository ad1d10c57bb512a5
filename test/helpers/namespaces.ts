/**
 * Networks for tests and for the demo: hosts are network namespaces of this machine, joined by veth pairs to a bridge
 * that lives in a namespace of its own, so that nothing of the real network is touched or seen. Whoever makes one
 * gives a `Keeper` (an ava test is one) that takes it all down again: programs by their process id, then the
 * namespaces. What a killed run left behind is taken down by the next one.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Who takes down what was made; ava's test context is one. */
export interface Keeper {
  teardown(undo: () => void | Promise<void>): void;
}

/** A program started on a host and left running. */
export interface Program {
  readonly process: ChildProcess;
  /** What it printed so far, both streams. */
  readonly output: () => string;
  /** Resolves to its exit code, or to the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/** A namespace with its own interfaces, routes and sockets. */
export interface Host {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6: string;
  /** Where the wire from its eth0 ends; null: it has none. */
  readonly plug: Plug | null;
  /** Runs a program to its end and returns what it printed; throws with its words when it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Starts a program and leaves it running until the test ends. */
  start(command: string, ...args: string[]): Program;
  /** Runs a function that needs nothing from outside itself in a Node of its own on this host; values travel as JSON. */
  evaluate<A, R>(story: (argument: A) => R | Promise<R>, argument?: A): Promise<R>;
}

/** A port of a bridge, which lives in a namespace of its own. */
export interface Plug {
  readonly middle: Host;
  readonly port: string;
}

/** Why namespaces cannot be made here, or null. */
export const unable: string | null = (() => {
  if (process.getuid?.() !== 0) return 'needs root to make network namespaces';
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' });
    execFileSync('ip', ['-V'], { stdio: 'ignore' });
  } catch {
    return 'needs a kernel and the package iproute2 that make network namespaces';
  }
  return existsSync('/dev/net/tun') ? null : 'needs /dev/net/tun (modprobe tun)';
})();

let made = 0;
const prefix = 'phantom-test-';

/** Takes down namespaces whose maker is dead. */
function sweep(): void {
  if (!existsSync('/run/netns')) return;
  for (const name of readdirSync('/run/netns')) {
    const maker = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (maker && !existsSync(`/proc/${maker}`)) execFileSync('ip', ['netns', 'delete', name]);
  }
}

async function ip(...args: string[]): Promise<void> {
  await execute('ip', args);
}

async function createNamespace(keeper: Keeper, undo: (() => Promise<unknown>)[]): Promise<string> {
  if (made === 0) sweep();
  made += 1;
  const name = `${prefix}${process.pid}-${made}`;
  await ip('netns', 'add', name);
  keeper.teardown(async () => {
    await Promise.all(undo.map((each) => each()));
    await ip('netns', 'delete', name);
  });
  // Duplicate address detection would keep fresh IPv6 addresses unusable for two seconds.
  await execute('ip', ['netns', 'exec', name, 'sysctl', '-qw', 'net.ipv6.conf.default.accept_dad=0']);
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  return name;
}

function createHost(
  name: string,
  ipv4: string,
  ipv6: string,
  undo: (() => Promise<unknown>)[],
  plug: Plug | null = null,
): Host {
  const inside = (command: string, args: string[]) => ['netns', 'exec', name, command, ...args];
  return {
    name,
    ipv4,
    ipv6,
    plug,
    async run(command, ...args) {
      const { stdout } = await execute('ip', inside(command, args), { maxBuffer: 2 ** 26, timeout: 120_000 });
      return stdout;
    },
    start(command, ...args) {
      const program = follow(spawn('ip', inside(command, args), { stdio: ['ignore', 'pipe', 'pipe'] }));
      undo.push(() => program.stop('SIGKILL'));
      return program;
    },
    async evaluate<A, R>(story: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
      const code = `console.log('\\n' + JSON.stringify((await (${story})(${JSON.stringify(argument) ?? ''})) ?? null))`;
      const args = inside(process.execPath, ['--input-type=module', '--eval', code]);
      const { stdout } = await execute('ip', args, { timeout: 120_000 });
      return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    },
  };
}

function follow(child: ChildProcess): Program {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    process: child,
    output: () => text,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** A host without any network but loopback. */
export async function lonely(keeper: Keeper): Promise<Host> {
  const undo: (() => Promise<unknown>)[] = [];
  const name = await createNamespace(keeper, undo);
  return createHost(name, '127.0.0.1', '::1', undo);
}

/**
 * `count` hosts on one Ethernet: 192.168.77.1 and fd77::1 upwards, interface eth0. `middle` is the namespace of its
 * bridge `br0`, for whoever plugs in something else.
 */
export async function bridge(keeper: Keeper, count: number): Promise<{ hosts: Host[]; middle: string }> {
  const undoMiddle: (() => Promise<unknown>)[] = [];
  const middle = await createNamespace(keeper, undoMiddle);
  const middleHost = createHost(middle, '127.0.0.1', '::1', undoMiddle);
  // Without a multicast querier a snooping bridge may forget who listens; a plain switch does not care.
  await ip(
    '-n',
    middle,
    'link',
    'add',
    'br0',
    'up',
    'type',
    'bridge',
    'mcast_snooping',
    '0',
    'forward_delay',
    '0',
  );
  const hosts = [];
  for (let i = 1; i <= count; i += 1) {
    const undo: (() => Promise<unknown>)[] = [];
    const name = await createNamespace(keeper, undo);
    const port = `port${i}`;
    await ip('-n', middle, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('-n', middle, 'link', 'set', port, 'master', 'br0', 'up');
    await ip('-n', name, 'address', 'add', `192.168.77.${i}/24`, 'dev', 'eth0');
    await ip('-n', name, 'address', 'add', `fd77::${i.toString(16)}/64`, 'dev', 'eth0', 'nodad');
    // Between two namespaces trains of datagrams would go as one; on a wire, and to whoever listens there, each is one by itself.
    await ip('-n', middle, 'link', 'set', port, 'gso_max_segs', '1');
    await ip('-n', name, 'link', 'set', 'eth0', 'gso_max_segs', '1', 'up');
    const plug = { middle: middleHost, port };
    hosts.push(createHost(name, `192.168.77.${i}`, `fd77::${i.toString(16)}`, undo, plug));
  }
  return { hosts, middle };
}

/** Waits until `condition` gives something other than null or false; fails after `ms` with what was waited for. */
export async function eventually<T>(
  what: string,
  ms: number,
  condition: () => T | null | false | Promise<T | null | false>,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value !== null && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
