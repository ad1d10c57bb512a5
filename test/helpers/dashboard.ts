import { defaultConfig } from '../../src/config/config.js';
import type { AnonymityFacts, PathsFacts } from '../../src/control/protocol.js';
import type { Facts } from '../../src/dashboard/page.js';

export const hiddenWell: AnonymityFacts = {
  isRunning: true,
  level: 'weak',
  best: 'weak',
  relays: 9,
  prefixes: 4,
  isLan: false,
  hops: 3,
  areGuardsFirm: true,
  waits: null,
};

export const pathsFacts: PathsFacts = {
  anonymity: hiddenWell,
  own: [
    {
      kind: 'exit',
      state: 'open',
      age: 60_000,
      left: 500_000,
      hops: ['00aa00aa00aa', '0b0b0b0b0b0b', '0c'],
      rtt: 80,
    },
    {
      kind: 'entry',
      state: 'open',
      age: 90_000,
      left: 400_000,
      hops: ['00aa00aa00aa', '0d', '0e'],
      rtt: null,
    },
    { kind: 'exit', state: 'ending', age: 600_000, left: 1_000, hops: ['00aa00aa00aa', '0f', '10'], rtt: 91 },
  ],
  building: 1,
  waits: null,
  relayed: { paths: 4, cells: 1234 },
};

/** An address and another one, of which only the first is lasting. */
export const ownAddress = '2001:25:1111:2222:3333:4444:5555:6666';
export const freshAddress = '2001:25:9999:8888:7777:6666:5555:4444';

/** The facts of every page. */
export const answers: Facts = {
  log: [{ at: 0, level: 'info', room: 'node', text: 'connection: connected (ok)' }],
  addresses: [
    { address: freshAddress, isLasting: false, label: '', isDefault: true, keptBy: null },
    { address: ownAddress, isLasting: true, label: 'shop', isDefault: false, keptBy: 8 },
  ],
  exposed: [{ port: 80, protocol: 'tcp', address: ownAddress }],
  paths: pathsFacts,
  day: {
    span: 600_000,
    received: Array.from({ length: 144 }, (_, at) => at * 1000),
    sent: Array(144).fill(5),
  },
  book: {
    names: [{ name: 'anna.phantom.alt', address: '2001:25:aaaa::1' }],
    resolved: 'no',
    why: 'nobody is behind the door',
  },
  config: defaultConfig,
};

/** What a node answers to every page's questions, by their methods. */
export const told: Readonly<Record<string, unknown>> = {
  'address.list': { addresses: answers.addresses },
  'expose.list': { exposed: answers.exposed },
  paths: pathsFacts,
  traffic: answers.day,
  'book.list': answers.book,
  'config.show': { config: answers.config },
  'log.tail': { lines: answers.log },
};
