import test from 'ava';
import { defaultConfig } from '../../src/config/config.js';
import type { PeerFacts, ReachabilityFacts, Snapshot } from '../../src/control/protocol.js';
import type { DoctorFacts, MachineFacts } from '../../src/doctor/facts.js';
import { type Check, type CheckName, isIll, judge } from '../../src/doctor/judge.js';
import { doctorLines } from '../../src/tui/doctor.js';
import { doctorTexts } from '../../src/tui/texts/en-doctor.js';
import { voice } from '../../src/tui/texts/say.js';
import { snapshot } from '../helpers/control.js';

const say = voice('en');
const date = Date.UTC(2026, 10, 22, 12, 0, 0);

const machine: MachineFacts = {
  date,
  interfaces: ['eth0'],
  route4: true,
  route6: true,
  hasPublic6: true,
  isIpv6Off: false,
  multicast: true,
  hasTun: true,
};

function node(change: Partial<Snapshot> = {}): Snapshot {
  const { anonymity, ...rest } = snapshot();
  return { ...rest, anonymity: { ...anonymity, isRunning: true }, ...change };
}

const good: DoctorFacts = { node: node(), machine, config: defaultConfig };

/** The check of that name with some of the facts of a healthy PC replaced. */
function check(name: CheckName, change: Partial<DoctorFacts>): Check {
  return judge({ ...good, ...change }).find((one) => one.check === name)!;
}

const peer = (change: Partial<PeerFacts>): PeerFacts => ({ ...snapshot().peers[0]!, ...change });
const reachability = (change: Partial<ReachabilityFacts>): ReachabilityFacts => ({
  state: 'unreachable',
  judges: 3,
  mapping: 'none',
  natKind: 'one-port',
  introducers: 0,
  ...change,
});
const alone = { state: 'joining', reason: 'nobody-answers', since: 600_000 } as const;
const out = { ...snapshot().traffic, bytesIn: 0, bytesOut: 40_000 };

const ills: [name: CheckName, verdict: Check['verdict'], why: string, change: Partial<DoctorFacts>][] = [
  ['node', 'bad', 'off', { node: null }],
  ['node', 'warn', 'joining', { node: node({ connection: alone }) }],
  ['network', 'bad', 'none', { machine: { ...machine, interfaces: [] } }],
  ['network', 'warn', 'no-route', { machine: { ...machine, route4: false, route6: false } }],
  ['udp', 'bad', 'blocked', { node: node({ peers: [], traffic: out }) }],
  [
    'contact',
    'bad',
    'no-source',
    { node: node({ peers: [], connection: { ...alone, reason: 'no-source' } }) },
  ],
  ['contact', 'warn', 'nobody-answers', { node: node({ peers: [], connection: alone }) }],
  ['reach', 'warn', 'closed', { node: node({ reachability: reachability({}) }) }],
  ['reach', 'warn', 'closed-unasked', { node: node({ reachability: reachability({ mapping: 'off' }) }) }],
  [
    'reach',
    'warn',
    'port-per-peer',
    { node: node({ reachability: reachability({ natKind: 'port-per-peer' }) }) },
  ],
  ['reach', 'warn', 'one-way', { node: node({ peers: Array.from({ length: 8 }, () => peer({})) }) }],
  ['isolation', 'warn', 'few', { node: node({ isolation: 'few' }) }],
  ['isolation', 'warn', 'remembered-gone', { node: node({ isolation: 'remembered-gone' }) }],
  ['clock', 'warn', 'dead', { machine: { ...machine, date: Date.UTC(2009, 0, 1) } }],
  ['clock', 'warn', 'behind', { machine: { ...machine, date: date - 400_000 } }],
  ['clock', 'warn', 'ahead', { machine: { ...machine, date: date + 400_000 } }],
  [
    'clock',
    'warn',
    'unset',
    { machine: { ...machine, date: date - 400_000 }, config: { ...defaultConfig, clock: { set: true } } },
  ],
  ['clock', 'warn', 'apart', { node: node({ time: { now: date, voices: 9, agreeing: 5 } }) }],
  ['ipv6', 'bad', 'off', { machine: { ...machine, isIpv6Off: true } }],
  ['ipv6', 'warn', 'no-route', { machine: { ...machine, route6: false } }],
  [
    'ipv6',
    'warn',
    'silent',
    { node: node({ peers: [peer({}), peer({ endpoint: '[2a00::1]:5', state: 'linking' })] }) },
  ],
  ['multicast', 'warn', 'none', { machine: { ...machine, multicast: false } }],
  ['tun', 'bad', 'no-device', { node: null, machine: { ...machine, hasTun: false } }],
  ['tun', 'bad', 'no-ipv6', { node: null, machine: { ...machine, isIpv6Off: true } }],
  ['tun', 'bad', 'no-right', { node: snapshot() }],
];

for (const [name, verdict, why, change] of ills) {
  test(`${name}: ${why}`, (t) => {
    const found = check(name, change);
    t.like(found, { verdict, why });
    t.not(check(name, {}).why, why, 'a healthy PC does not have it');
    const text = doctorLines([found], say).join(' ');
    t.false(/[{}]/.test(text), text);
    t.regex(text, verdict === 'bad' ? /in the way/ : /look at this/);
  });
}

test('a healthy PC, and one of which little is known', (t) => {
  t.deepEqual(
    judge(good).map(({ check: name, verdict }) => `${name} ${verdict}`),
    [
      'node fine',
      'network fine',
      'udp fine',
      'contact fine',
      'reach fine',
      'isolation fine',
      'clock fine',
      'ipv6 fine',
      'multicast fine',
      'tun fine',
    ],
  );
  t.false(isIll(judge(good)));
  const young = node({ peers: [], uptime: 9_000, connection: { ...alone, since: 9_000 }, time: null });
  const unknown = judge({ ...good, node: young }).filter(({ verdict }) => verdict === 'unknown');
  t.deepEqual(
    unknown.map(({ check: name }) => name),
    ['node', 'contact', 'reach', 'isolation', 'clock', 'ipv6'],
  );
  t.false(isIll(judge({ ...good, node: young })), 'who has just started is not ill');
});

test('a network that is to live in one LAN needs no way out', (t) => {
  const network = { ...defaultConfig.network, private_endpoints: true };
  const config = { ...defaultConfig, network };
  const facts = { config, machine: { ...machine, route4: false, route6: false } };
  t.like(check('network', facts), { verdict: 'fine', why: 'alone' });
});

test('what is in the way comes first, with what to do, in lines of at most 80 columns', (t) => {
  const checks = judge({ ...good, node: null, machine: { ...machine, hasTun: false, route6: false } });
  const lines = doctorLines(checks, say);
  t.true(lines.every((line) => line.length <= 80));
  const text = lines.join(' ');
  t.true(text.indexOf('Node: in the way. It does not run. Start it') === 0);
  t.true(text.indexOf('modprobe tun') < text.indexOf('IPv6: look at this'));
  t.regex(text, /3 things need a look\.$/);
  t.is(doctorLines(judge(good), say).at(-1), 'Nothing stands in the way.');
});

test('every text of it is used by some check', (t) => {
  const used = new Set(ills.map(([name, , why]) => `doctor.${name}.${why}`));
  const cures = Object.keys(doctorTexts).filter((key) => key.endsWith('.cure'));
  // These two are the reasons of the connection, all of which the table above need not have.
  const rest = ['doctor.contact.nobody-found.cure'];
  for (const cure of cures) t.true(used.has(cure.replace('.cure', '')) || rest.includes(cure), cure);
});
