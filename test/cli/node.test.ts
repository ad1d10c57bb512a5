import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommandError, type PathsFacts, type TunnelsFacts } from '../../src/control/protocol.js';
import { logLine, pathLines, peerLines, statusLines, tunnelLines } from '../../src/tui/facts.js';
import { voice } from '../../src/tui/texts/say.js';
import { phantom } from '../helpers/cli.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';

const say = voice('en');

async function place(t: ExecutionContext): Promise<{ config: string; socket: string }> {
  const path = await directory(t);
  const socket = join(path, 'control.sock');
  const config = join(path, 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  return { config, socket };
}

test('the status in words', (t) => {
  t.deepEqual(statusLines(snapshot({ dropped: { replay: 2, unknown: 31, other: 0 } }), say), [
    'Connected, for 12 min',
    'Linked, and the neighbours know this node.',
    '',
    'Node           3f9ac21b3f9a, UDP port 40123',
    'Network        public (anybody can join it)',
    'Anonymity      none yet: this node links, it hides nobody',
    'Reachability   Others reach this node from outside, as nodes in 3 networks',
    '               found.',
    'Gives          as much as the line has.',
    'Network time   2026-11-22 12:00:01 UTC. Of the networks whose nodes were',
    '               asked, 3 of 3 agree.',
    'Running for    1 h 2 min',
    'Peers          2 nodes linked',
    'Nodes known    2',
    'Received       1.3 MB, now 2.1 KB/s',
    'Sent           341 KB, now 880 B/s',
    'First contact  nodes met before: 0 found, 0 linked',
    '               list in the settings: off',
    '               invite: 1 found, 1 linked',
    '               local network: 2 found, 1 linked',
    '               DHT of BitTorrent: off',
    'Dropped        unknown 31, replay 2',
  ]);
});

test('whoever may be cut off from the network is told why, and what helps', (t) => {
  const reasons = ['remembered-gone', 'lan-only', 'one-network', 'few', 'one-entrance'] as const;
  const sources = [{ source: 'cache', enabled: true, found: 9, linked: 0 }] as const;
  for (const isolation of reasons) {
    const lines = statusLines(snapshot({ isolation, sources }), say);
    const text = lines.slice(2, lines.indexOf('')).join(' ');
    t.is(
      text,
      `${say(`isolated.${isolation}`, { count: isolation === 'few' || isolation === 'one-entrance' ? 2 : 9 })} ${say(`isolated.${isolation}.cure`)}`,
    );
    t.regex(text, /^Isolated\? .*\binvites?\b/i);
    t.true(lines.every((line) => line.length <= 80));
  }
});

test('the peers as a table', (t) => {
  t.deepEqual(peerLines(snapshot().peers, say), [
    'NODE          ADDRESS              LINKED FOR  ROUND TRIP  RECEIVED    SENT',
    'a1b2c3d4a1b2  192.168.1.23:51820   12 min           12 ms    1.3 MB  340 KB',
    '00ff00ff00ff  [2001:db8::1]:40000  1 min                -    2.0 KB   999 B',
  ]);
  t.deepEqual(peerLines([], say), ['No node is linked.']);
});

const paths: PathsFacts = {
  anonymity: {
    isRunning: true,
    level: 'weak',
    best: 'full',
    relays: 12,
    prefixes: 4,
    isLan: false,
    hops: 3,
    areGuardsFirm: true,
    waits: 'fewer',
  },
  own: [
    {
      kind: 'exit',
      state: 'open',
      age: 240_000,
      left: 3_540_000,
      hops: ['a1b2c3d4a1b2', '00ff00ff00ff', '3f9ac21b3f9a'],
      rtt: 181.6,
    },
    {
      kind: 'entry',
      state: 'ending',
      age: 3_500_000,
      left: 100_000,
      hops: ['a1b2c3d4a1b2', '1234567890ab', 'ffff00001111'],
      rtt: null,
    },
  ],
  building: 1,
  waits: 'fewer',
  relayed: { paths: 3, cells: 81_230, refused: 0 },
};

test('the own paths as a table, under what they are worth', (t) => {
  t.deepEqual(pathLines(paths, say), [
    'Weak: 12 relays in 4 networks.',
    'There was more (full), for a day or longer. A network that shrinks looks like an',
    'attacker who cuts this PC off, so there are no new paths until you agree:',
    '"phantom paths accept".',
    '',
    'KIND              AGE  ENDS IN  ROUND TRIP  HOPS, THE GUARD FIRST',
    'exit            4 min   59 min      182 ms',
    '    a1b2c3d4a1b2 00ff00ff00ff 3f9ac21b3f9a',
    'entry, ending  58 min    1 min           -',
    '    a1b2c3d4a1b2 1234567890ab ffff00001111',
    '1 path is being built.',
    '',
    'Relayed for others: cells 81230, paths 3.',
  ]);
  const none = pathLines({ ...paths, own: [], building: 0, waits: 'hops', relayed: {} }, say);
  t.deepEqual(none.slice(-4), [
    'No path is open.',
    'Paths wait: there is nobody for one of the places on them yet.',
    '',
    'Relayed for others: nothing.',
  ]);
});

const tunnels: TunnelsFacts = {
  tunnels: [
    {
      own: '2001:25::1',
      other: '2001:25::2',
      state: 'open',
      role: 'opener',
      openFor: 90_000,
      idleFor: 10,
      joins: [
        { isCarrying: true, state: 'fit', rtt: 212, endsIn: 1_000_000 },
        { isCarrying: false, state: 'fit', rtt: 300, endsIn: 1_000_000 },
        { isCarrying: false, state: 'silent', rtt: 300, endsIn: 1_000_000 },
      ],
      waiting: 0,
      flows: 2,
      packetsIn: 12,
      packetsOut: 10,
      bytesIn: 12_000,
      bytesOut: 3_000,
    },
  ],
  exposed: [{ port: 80, protocol: 'tcp', address: '2001:25::1' }],
  dropped: { 'in-closed': 3 },
};

test('tunnels stand under the address they belong to', (t) => {
  t.deepEqual(tunnelLines(tunnels, say), [
    'From 2001:25::1',
    'WITH        STATE    FOR  JOINS  ROUND TRIP     IN     OUT',
    '2001:25::2  open   1 min      2      212 ms  12 KB  3.0 KB',
    '',
    'Exposed: 80/tcp of 2001:25::1',
  ]);
  t.deepEqual(tunnelLines({ tunnels: [], exposed: [], dropped: {} }, say), [
    'No tunnel is open.',
    '',
    'No port is exposed: nothing that others begin comes in.',
  ]);
});

test('a line of the log cannot play with the terminal', (t) => {
  t.is(
    logLine({ at: Date.UTC(2026, 0, 1, 3, 4, 5), level: 'warn', room: 'link', text: 'a\u001b[2Jb' }),
    '03:04:05 warn  link: a?[2Jb',
  );
});

test('the commands ask the running node', async (t) => {
  const { config, socket } = await place(t);
  await fakeNode(t, socket, {
    'invite.create': () => ({ invite: 'ph1qqq' }),
    join: ({ invite }) => {
      if (invite !== 'ph1good') throw new CommandError('bad-invite', 'This is not an invite.');
      return { endpoint: '192.0.2.1:9' };
    },
    paths: () => paths,
    'paths.accept': () => ({ changed: true }),
    tunnels: () => tunnels,
    'expose.list': () => ({ exposed: tunnels.exposed }),
    'expose.add': ({ port, protocol, address = '2001:25::1' }) => ({
      port,
      protocol,
      address,
      changed: true,
    }),
    'expose.remove': ({ port, protocol, address = '2001:25::1' }) => ({
      port,
      protocol,
      address,
      changed: false,
    }),
    'log.tail': ({ count }) => ({
      lines: [{ at: 0, level: 'info', room: 'node', text: `last ${String(count)}` }],
    }),
  });
  const ask = (...words: string[]) => phantom([...words, '--config', config]);
  t.deepEqual(JSON.parse((await ask('status', '--json')).out), snapshot());
  t.regex((await ask('status')).out, /^Connected, for 12 min\n/);
  t.deepEqual(JSON.parse((await ask('peers', '--json')).out), { peers: snapshot().peers });
  t.is((await ask('invite')).out, 'ph1qqq');
  t.deepEqual(JSON.parse((await ask('paths', '--json')).out), paths);
  t.regex((await ask('paths')).out, /^Weak: 12 relays in 4 networks\.\n/);
  t.is((await ask('paths', 'accept')).out, 'Agreed. Paths are made in the network as it is now.');
  t.is((await ask('paths', 'agree')).code, 2);
  t.regex(
    (await phantom(['paths', '--help'])).out,
    /^Usage: phantom paths \[--json\]\n {7}phantom paths accept/,
  );
  t.deepEqual(JSON.parse((await ask('tunnels', '--json')).out), tunnels);
  t.regex((await ask('tunnels')).out, /^From 2001:25::1\nWITH /);
  t.is((await ask('expose')).out, 'Exposed: 80/tcp of 2001:25::1');
  t.is((await ask('expose', '22')).out, 'Port 22/tcp of 2001:25::1 can be reached now.');
  t.is(
    (await ask('expose', '53/udp', '--address', '2001:25::7', '--remove')).out,
    'Port 53/udp of 2001:25::7 was not exposed.',
  );
  t.deepEqual(JSON.parse((await ask('expose', '22', '--json')).out), {
    port: 22,
    protocol: 'tcp',
    address: '2001:25::1',
    changed: true,
  });
  for (const wrong of ['0', '65536', '22/sctp', 'ssh', '-1', '22/', '022222']) {
    t.is((await ask('expose', '--', wrong)).code, 2, wrong);
  }
  t.is((await ask('expose', '--remove')).code, 2);
  t.regex(
    (await phantom(['expose', '--help'])).out,
    /^Usage: phantom expose \[--json\]\n {7}phantom expose PORT/,
  );
  t.regex((await ask('join', 'ph1good')).out, /^Trying 192\.0\.2\.1:9\. /);
  t.deepEqual(await ask('join', 'x'), { code: 1, out: '', err: 'phantom join: This is not an invite.' });
  t.is((await ask('log', '-n', '7')).out, '00:00:00 info  node: last 7');
  t.is((await ask('log', '-n', 'x')).code, 2);
});
