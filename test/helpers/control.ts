import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { systemClock } from '../../src/clock/machine-clock.js';
import type { CommandTable, Snapshot } from '../../src/control/protocol.js';
import { type ControlServer, serveControl } from '../../src/control/server.js';
import { silentLog } from '../../src/log/log.js';

/** A directory of the test's own, gone afterwards. */
export async function directory(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'phantom-test-'));
  t.teardown(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A snapshot with sensible facts, some of them replaced. */
export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    version: '0.1.0',
    wall: Date.UTC(2026, 10, 22, 12, 0, 0),
    time: { now: Date.UTC(2026, 10, 22, 12, 0, 1), voices: 3, agreeing: 3 },
    uptime: 3_723_000,
    node: { id: '3f9ac21b'.repeat(8), port: 40_123 },
    channel: { name: 'public', kind: 'public', mark: '5f0c9a1e', isUnlisted: false },
    connection: { state: 'connected', reason: 'ok', since: 720_000 },
    isolation: null,
    share: { bytesPerSecond: null, bytesPerMonth: null, bytesThisMonth: 0, pause: null, monthEnds: null },
    reachability: { state: 'reachable', judges: 3, mapping: 'none', natKind: 'none', introducers: 0 },
    anonymity: {
      isRunning: false,
      level: 'none',
      best: 'none',
      relays: 0,
      prefixes: 0,
      isLan: false,
      hops: 0,
      areGuardsFirm: false,
      waits: 'few',
    },
    steps: [
      { step: 'identity', state: 'done', count: 8123 },
      { step: 'socket', state: 'done', count: 40_123 },
      { step: 'contact', state: 'done', count: 3 },
      { step: 'link', state: 'done', count: 2 },
      { step: 'database', state: 'done', count: 2 },
    ],
    sources: [
      { source: 'cache', enabled: true, found: 0, linked: 0 },
      { source: 'list', enabled: false, found: 0, linked: 0 },
      { source: 'invite', enabled: true, found: 1, linked: 1 },
      { source: 'lan', enabled: true, found: 2, linked: 1 },
      { source: 'bittorrent', enabled: false, found: 0, linked: 0 },
    ],
    peers: [
      {
        id: 'a1b2c3d4'.repeat(8),
        endpoint: '192.168.1.23:51820',
        state: 'linked',
        direction: 'out',
        source: 'lan',
        linkedFor: 720_000,
        rtt: 12.4,
        bytesIn: 1_250_000,
        bytesOut: 340_000,
      },
      {
        id: '00ff00ff'.repeat(8),
        endpoint: '[2001:db8::1]:40000',
        state: 'linked',
        direction: 'in',
        source: 'incoming',
        linkedFor: 60_000,
        rtt: null,
        bytesIn: 2048,
        bytesOut: 999,
      },
    ],
    table: { contacts: 2, buckets: 1 },
    traffic: { bytesIn: 1_252_048, bytesOut: 340_999, upkeepOut: 120_960, rateIn: 2150, rateOut: 880 },
    dropped: {},
    ...change,
  };
}

/** A control server on a socket of the test's own, with the real server's code and a made-up node behind it. */
export async function fakeNode(
  t: ExecutionContext,
  path: string,
  commands: CommandTable = {},
  now: () => Snapshot = snapshot,
): Promise<ControlServer & { readonly stopped: Promise<void> }> {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const server = await serveControl(path, {
    commands: { status: now, peers: () => ({ peers: now().peers }), ...commands },
    snapshot: now,
    version: '0.1.0',
    stop: () => stop(),
    clock: systemClock,
    log: silentLog,
  });
  t.teardown(() => server.close().catch(() => {}));
  return { ...server, stopped };
}
