import test from 'ava';
import fc from 'fast-check';
import { defaultConfig } from '../../src/config/config.js';
import { judge } from '../../src/doctor/judge.js';
import { cleaned, type ReportFacts, reportText } from '../../src/doctor/report.js';
import { encodePass } from '../../src/wire/channel.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { snapshot } from '../helpers/control.js';
import { ownAddress, pathsFacts } from '../helpers/dashboard.js';

const machine = {
  date: Date.UTC(2026, 10, 22),
  interfaces: ['wg-home'],
  route4: true,
  route6: true,
  hasPublic6: true,
  isIpv6Off: false,
  multicast: true,
  hasTun: true,
};
const key = Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + 11) & 255);
const invite = encodeInvite({
  identityKey: key,
  endpoint: { family: 4, address: '203.0.113.77', port: 51_820 },
});
const pass = encodePass({ channel: { name: 'secretclub', kind: 'invite', key }, node: null });
const peer = '198.51.100.23';
const other = '2001:25:7777:6666:5555:4444:3333:2222';

/** Everything that must not be found, as its bytes are written by people and programs. */
const secrets: Readonly<Record<string, Uint8Array | string>> = {
  'a key': key,
  'our address': bytesOf(ownAddress),
  "somebody's address": bytesOf(other),
  'an invite': invite,
  'a pass': pass,
  "a network's name": 'secretclub',
  'the address of a peer': peer,
  'another one': '2001:db8:1234::99',
  'a node': 'a1b2c3d4',
  'our own node': '3f9ac21b',
  'a label': 'my shop',
  'an interface': 'wg-home',
  'our port': '40123',
};

function bytesOf(address: string): Uint8Array {
  return Uint8Array.from(
    address
      .split(':')
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}

/** A secret in text, packed, hexadecimal and base64, at each of its three places in a base64 text. */
function forms(secret: Uint8Array | string): string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((by) => Buffer.concat([Buffer.alloc(by), bytes]).toString('base64'));
  // The first and last letters hold bits of what is beside.
  const inside = shifted.map((text) => text.replace(/=+$/, '').slice(4, -2));
  const texts = typeof secret === 'string' ? [secret, secret.toUpperCase()] : [];
  return [...texts, bytes.toString('hex'), bytes.toString('latin1'), ...inside].filter(
    (form) => form.length > 3,
  );
}

const lines = [
  `linked with ${peer}:51820 (a1b2c3d4), known by 2001:db8:1234::99`,
  `listening on UDP port 40123 in the network "secretclub"`,
  `the channel secretclub has the mark 5f0c9a1e`,
  `${ownAddress} was made, label "my shop"; it spoke to ${other}`,
  `[${other}]:443 is gone, and [2001:db8:1234::99%eth0]:9`,
  `joined by ${invite} and by ${pass}`,
  `key ${Buffer.from(key).toString('hex')} ${Buffer.from(key).toString('base64')}`,
  `node ${'3f9ac21b'.repeat(8)} at ${ownAddress.toUpperCase()}`,
];

const facts: ReportFacts = {
  version: '0.1.0',
  ground: { node: 'v20', kernel: '6.12', processor: 'x64', memory: 512 },
  checks: [],
  machine,
  config: {
    ...defaultConfig,
    channel: 'secretclub',
    channel_kind: 'invite',
    network: { ...defaultConfig.network, port: 40_123, port_mapping: false },
    first_contact: { ...defaultConfig.first_contact, peers: [invite] },
    tun: { ...defaultConfig.tun, destinations: [other], elsewhere: [ownAddress] },
  },
  node: snapshot({
    channel: { name: 'secretclub', kind: 'invite', mark: '5f0c9a1e', isUnlisted: false },
    peers: [
      { ...snapshot().peers[0]!, endpoint: `${peer}:51820` },
      { ...snapshot().peers[1]!, endpoint: '[2001:db8:1234::99]:9' },
    ],
  }),
  paths: pathsFacts,
  tunnels: {
    tunnels: [
      {
        own: ownAddress,
        other,
        state: 'open',
        role: 'opener',
        openFor: 5,
        idleFor: 1,
        joins: [],
        waiting: 0,
        flows: 1,
        packetsIn: 3,
        packetsOut: 4,
        bytesIn: 5,
        bytesOut: 6,
      },
    ],
    exposed: [{ port: 8080, protocol: 'tcp', address: ownAddress }],
    dropped: { 'no tunnel': 3 },
  },
  log: lines.map((text, at) => ({ at: at * 1000, level: 'info', room: 'link', text })),
};
const checks = judge({ node: facts.node, machine, config: facts.config });

test('a report holds no key, no address, no node and no name, in whatever form', (t) => {
  const text = reportText({ ...facts, checks });
  for (const [what, secret] of Object.entries(secrets)) {
    for (const form of forms(secret)) t.false(text.includes(form), `${what}: ${form}`);
  }
  // The search finds what is there: the same log uncleaned holds nearly all of it.
  const bare = JSON.stringify(facts) + lines.join('\n');
  for (const [what, secret] of Object.entries(secrets)) {
    const isInText = forms(secret).some((form) => bare.includes(form));
    t.true(isInText || what.includes('address'), what);
  }
  for (const hop of pathsFacts.own.flatMap(({ hops }) => hops).filter((name) => name.length > 4)) {
    t.false(text.includes(hop), hop);
  }
});

test('a report says what a helper needs', (t) => {
  const text = reportText({ ...facts, checks });
  const content = JSON.parse(text.slice('Phantom report\n'.length, text.indexOf('\n\nLog\n')));
  t.is(content.version, '0.1.0');
  t.is(content.checks.length, checks.length);
  t.is(content.checks[0].verdict, 'fine');
  t.deepEqual(content.settings, {
    channel: 'changed',
    channel_kind: 'invite',
    'network.port': 'changed',
    'network.port_mapping': false,
    'first_contact.peers': 'changed',
    'tun.destinations': 'changed',
    'tun.elsewhere': 'changed',
  });
  t.like(content.node, { uptime: 3723, connection: { state: 'connected', reason: 'ok', since: 720 } });
  t.deepEqual(content.node.peers[1], {
    state: 'linked',
    direction: 'in',
    source: 'incoming',
    linkedFor: 60,
    rtt: null,
    family: 6,
  });
  t.is(content.paths.own[0].hops, 3);
  t.deepEqual(content.tunnels, { states: { open: 1 }, exposed: 1, dropped: { 'no tunnel': 3 } });
  t.true(
    text.includes('1970-01-01T00:00:01.000Z info link: listening on UDP port <number> in the network "..."'),
  );
});

test('without a node it says what the machine shows', (t) => {
  const text = reportText({ ...facts, checks, node: null, paths: null, tunnels: null, log: [] });
  t.regex(text, /"node": null/);
});

test('no address stays in a line, however it is written', (t) => {
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV4(), fc.nat(65_535), fc.string(), (six, four, port, around) => {
      const text = cleaned(`${around} [${six}]:${port} ${four}:${port} ${six}, ${four} ${around}`);
      if (six.length > 4) t.false(text.includes(six) && !around.includes(six), text);
      t.false(text.includes(four) && !around.includes(four), text);
    }),
  );
  t.is(cleaned('connection: connected (ok)'), 'connection: connected (ok)');
  t.is(cleaned('5 of 12 paths came to nothing in 300 s'), '5 of 12 paths came to nothing in 300 s');
});
