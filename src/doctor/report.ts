/**
 * A description of a machine's trouble that may be shown to others: verdicts, counts and the log's end. What names somebody is
 * never taken in, since it is built fact by fact, and the log, which others write, is cleaned of whatever could be an
 * address, a node, a name of a network or a key. Pure.
 */
import { valueAt } from '../config/config.js';
import { settingPaths, settings } from '../config/schema.js';
import type { Config } from '../config/types.js';
import type { PathsFacts, Snapshot, TunnelsFacts } from '../control/protocol.js';
import type { LogLine } from '../log/log.js';
import type { MachineFacts } from './facts.js';
import type { Check } from './judge.js';

export interface ReportFacts {
  readonly version: string;
  /** Of the program's ground: Node, kernel, processor, memory in MB. */
  readonly ground: Readonly<Record<string, string | number>>;
  readonly checks: readonly Check[];
  readonly machine: MachineFacts;
  readonly config: Config;
  /** Null: no node runs. */
  readonly node: Snapshot | null;
  readonly paths: PathsFacts | null;
  readonly tunnels: TunnelsFacts | null;
  readonly log: readonly LogLine[];
}

/** JSON, indented for people, and the log below it. */
export function reportText(facts: ReportFacts): string {
  const { version, ground, checks, machine, config, node, paths, tunnels, log } = facts;
  const content = {
    version,
    ground,
    checks: checks.map(({ check, verdict, why, values }) => ({ check, verdict, why, ...values })),
    machine: { ...machine, interfaces: machine.interfaces.length },
    settings: openSettings(config),
    node: node && nodeFacts(node),
    paths: paths && {
      own: paths.own.map(({ kind, state, age, left, hops, rtt }) => ({
        kind,
        state,
        age: seconds(age),
        left: seconds(left),
        hops: hops.length,
        rtt,
      })),
      building: paths.building,
      waits: paths.waits,
      relayed: paths.relayed,
    },
    tunnels: tunnels && {
      states: counts(tunnels.tunnels.map(({ state }) => state)),
      exposed: tunnels.exposed.length,
      dropped: tunnels.dropped,
    },
  };
  const names = [config.channel].filter((name) => name !== 'public');
  const lines = log.map(
    ({ at, level, room, text }) => `${new Date(at).toISOString()} ${level} ${room}: ${cleaned(text, names)}`,
  );
  return `Phantom report\n${JSON.stringify(content, null, 2)}\n\nLog\n${lines.join('\n')}\n`;
}

/** What is not said of it: name, id, port, addresses, whom it is linked to. */
function nodeFacts(node: Snapshot) {
  const { connection, isolation, reachability, anonymity, steps, sources, peers, table, traffic, dropped } =
    node;
  const { time, wall, uptime, channel } = node;
  return {
    uptime: seconds(uptime),
    channel: { kind: channel.kind, isUnlisted: channel.isUnlisted },
    connection: { ...connection, since: seconds(connection.since) },
    isolation,
    reachability,
    anonymity,
    steps: steps.map(({ step, state }) => ({ step, state })),
    sources,
    peers: peers.map(({ state, direction, source, linkedFor, rtt, endpoint }) => ({
      state,
      direction,
      source,
      linkedFor: seconds(linkedFor),
      rtt: rtt === null ? null : Math.round(rtt),
      family: endpoint.startsWith('[') ? 6 : 4,
    })),
    table,
    traffic,
    dropped,
    clock: time && { off: wall - time.now, voices: time.voices, agreeing: time.agreeing },
  };
}

/** Switches, numbers and words of a fixed choice that are not as they come; names, ports and lists only as "changed". */
function openSettings(config: Config): Record<string, unknown> {
  const changed = settingPaths.filter(
    (path) => JSON.stringify(valueAt(config, path)) !== JSON.stringify(settings[path].fallback),
  );
  const isOpen = (path: string, value: unknown) =>
    typeof value === 'boolean' || path === 'log.level' || path === 'channel_kind' || path === 'tun.carries';
  return Object.fromEntries(
    changed.map((path) => [path, isOpen(path, valueAt(config, path)) ? valueAt(config, path) : 'changed']),
  );
}

/** Anything that could be an address, a node, a key, an invite or the name of a network. Rather too much than too little. */
export function cleaned(text: string, names: readonly string[] = []): string {
  const named = names.reduce((rest, name) => rest.replaceAll(name, '<network>'), text);
  return (
    named
      // Names of networks stand in quotation marks.
      .replace(/"[^"]*"/g, '"..."')
      .replace(/\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}(?:%\w+)?\]?(?::\d+)?/gi, '<address>')
      .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?/g, '<address>')
      .replace(/\bport \d+/gi, 'port <number>')
      .replace(/\bph\w{12,}/gi, '<invite>')
      .replace(/[A-Za-z0-9+/=_-]{24,}/g, '<long>')
      .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '<id>')
  );
}

function counts(values: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const value of values) found[value] = (found[value] ?? 0) + 1;
  return found;
}

const seconds = (ms: number): number => Math.round(ms / 1000);
