import type { Snapshot } from '../../control/protocol.js';
import { isIll, judge } from '../../doctor/judge.js';
import { lookAtMachine } from '../../doctor/machine.js';
import { doctorLines } from '../../tui/doctor.js';

import { type Call, type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { findPlace, placeConfig } from '../place.js';
import { machineParts } from '../report.js';

const command: CliCommand = {
  usage: ['doctor [--json]'],
  about:
    'Looks for what may stand between this PC and the other nodes, and says what to do about it: no network, UDP that a firewall swallows, ports that the router keeps closed, a clock whose battery is dead, IPv6 that leads nowhere, a local network without multicast, a missing TUN device, and whether this node may be cut off. It works without a running node, but tells less then. Nothing is changed, and nobody else is asked.',
  options: { ...configOption, ...jsonOption },
  failure: 'something stands in the way',
  examples: [
    { words: 'doctor', about: 'Why does this PC not connect, and what helps?' },
    { words: 'doctor --json', about: 'For a program that watches over many PCs.' },
  ],
  async run(call) {
    const config = await placeConfig(call, await findPlace(call));
    const checks = judge({
      node: await snapshotOf(call),
      machine: await lookAtMachine(machineParts),
      config,
    });
    const lines = () => doctorLines(checks, say);
    call.io.out(call.flag('json') ? JSON.stringify({ ok: !isIll(checks), checks }) : lines().join('\n'));
    return isIll(checks) ? exitCode.failed : exitCode.ok;
  },
};

/** Null when no node runs. One that does not answer stands in the way itself. */
async function snapshotOf(call: Call): Promise<Snapshot | null> {
  try {
    return (await askNode(call, 'status')) as Snapshot;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === 'not-running') return null;
    throw new Error(message);
  }
}

export default command;
