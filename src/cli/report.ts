import { access, readFile } from 'node:fs/promises';
import { arch, release, totalmem } from 'node:os';
import { systemClock } from '../clock/machine-clock.js';
import type { Config } from '../config/types.js';
import { version } from '../config/version.js';
import { ControlClient } from '../control/client.js';
import type { PathsFacts, Snapshot, TunnelsFacts } from '../control/protocol.js';
import { judge } from '../doctor/judge.js';
import { lookAtMachine, type MachineParts } from '../doctor/machine.js';
import { canMulticast } from '../doctor/multicast.js';
import { reportText } from '../doctor/report.js';
import type { LogLine } from '../log/log.js';
import { systemInterfaces } from '../net/interfaces.js';
import { systemRunner } from '../system/runner.js';

/** How many lines of the log are taken in. */
const logLines = 300;

/** This machine, for `lookAtMachine`. */
export const machineParts: MachineParts = {
  runner: systemRunner,
  interfaces: systemInterfaces,
  date: Date.now,
  read: (file) => readFile(file, 'utf8').catch(() => null),
  exists: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  multicast: canMulticast,
};

/** A report on this machine and its node, whether it runs or not; see doctor/report.ts for what is not in it. */
export async function makeReport(config: Config): Promise<string> {
  const client = await ControlClient.connect(config.control.socket, systemClock).catch(() => null);
  const ask = async (method: string, params = {}) => await client?.call(method, params).catch(() => null);
  try {
    const node = ((await ask('status')) ?? null) as Snapshot | null;
    const paths = ((await ask('paths')) ?? null) as PathsFacts | null;
    const tunnels = ((await ask('tunnels')) ?? null) as TunnelsFacts | null;
    const tail = (await ask('log.tail', { count: logLines })) as { lines: LogLine[] } | null | undefined;
    const machine = await lookAtMachine(machineParts);
    return reportText({
      version,
      ground: {
        node: process.version,
        kernel: release(),
        processor: arch(),
        memory: Math.round(totalmem() / 2 ** 20),
      },
      checks: judge({ node, machine, config }),
      machine,
      config,
      node,
      paths,
      tunnels,
      log: tail?.lines ?? [],
    });
  } finally {
    client?.close();
  }
}
