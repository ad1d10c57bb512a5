import test from 'ava';
import { type IsolationFacts, isolationOf } from '../../src/bootstrap/isolation.js';
import type { SourceFacts, SourceName } from '../../src/control/protocol.js';
import type { Endpoint } from '../../src/net/net.js';

const source = (name: SourceName, found: number, linked: number): SourceFacts => ({
  source: name,
  enabled: true,
  found,
  linked,
});
const at = (address: string): Endpoint => ({ family: 4, address, port: 4000 });
const spread = (count: number) => Array.from({ length: count }, (_, number) => at(`${20 + number}.1.0.1`));

/** A node that has nothing to fear, but for what is changed. */
const facts = (change: Partial<IsolationFacts>): IsolationFacts => ({
  uptime: 3_600_000,
  sources: [source('cache', 20, 6), source('invite', 2, 2)],
  links: spread(10),
  contacts: 40,
  privateEndpoints: false,
  ...change,
});

test('a node that is well connected is not asked about', (t) => {
  t.is(isolationOf(facts({})), null);
});

test('many nodes met before, of whom none answers', (t) => {
  const gone = [source('cache', 8, 0), source('invite', 2, 2)];
  t.is(isolationOf(facts({ sources: gone })), 'remembered-gone');
  t.is(isolationOf(facts({ sources: [source('cache', 7, 0), source('invite', 2, 2)] })), null);
  t.is(isolationOf(facts({ sources: [source('cache', 64, 1), source('invite', 2, 2)] })), null);
});

test('links to the local network alone, unless that is all there should be', (t) => {
  const links = [at('192.168.1.2'), at('10.0.0.7'), at('192.168.1.4')];
  t.is(isolationOf(facts({ links })), 'lan-only');
  t.is(isolationOf(facts({ links, privateEndpoints: true })), null);
  t.is(isolationOf(facts({ links: [...links, at('20.1.0.1')] })), null);
});

test('links of which most are in one network', (t) => {
  const one = (count: number) => Array.from({ length: count }, (_, number) => at(`99.1.0.${number}`));
  t.is(isolationOf(facts({ links: [...one(4), ...spread(1)] })), 'one-network');
  t.is(isolationOf(facts({ links: [...one(3), ...spread(1)] })), null);
  t.is(isolationOf(facts({ links: one(3) })), null);
  t.is(isolationOf(facts({ links: [...one(6), ...spread(2)] })), null);
});

test('a network that looks tiny, or was shown by one node', (t) => {
  t.is(isolationOf(facts({ links: spread(2), contacts: 2 })), 'few');
  const sources = [source('cache', 0, 0), source('invite', 1, 1)];
  t.is(isolationOf(facts({ sources, links: spread(7) })), 'one-entrance');
  t.is(isolationOf(facts({ sources, links: spread(8) })), null);
  const nobodys = [source('cache', 0, 0), source('invite', 0, 0)];
  t.is(isolationOf(facts({ sources: nobodys, links: spread(7) })), null, 'they came by themselves');
  t.is(
    isolationOf(facts({ sources: [source('lan', 1, 1), source('invite', 1, 1)], links: spread(7) })),
    null,
  );
});

test('sources get ten minutes, and who is alone is told so elsewhere', (t) => {
  t.is(isolationOf(facts({ uptime: 599_999, links: spread(1), contacts: 1 })), null);
  t.is(isolationOf(facts({ uptime: 600_000, links: spread(1), contacts: 1 })), 'few');
  t.is(isolationOf(facts({ links: [], contacts: 0 })), null);
});
