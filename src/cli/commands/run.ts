import { channelDirectory } from '../../channel/kept.js';
import { systemClock } from '../../clock/machine-clock.js';
import { version } from '../../config/version.js';
import { serveControl } from '../../control/server.js';
import { createLog, type LogLine, LogTail } from '../../log/log.js';
import { createNode } from '../../node/node.js';
import { systemParts } from '../../node/parts.js';
import { holdStateDirectory, openStateDirectory } from '../../state/directory.js';
import { type Call, type CliCommand, configOption, exitCode, type Io } from '../command.js';
import { findPlace, placeConfig } from '../place.js';
import { Supervisor } from '../supervisor.js';

/** How long may a clean end take before it is cut short? Milliseconds. */
const patience = 10_000;

const command: CliCommand = {
  usage: ['run [--config FILE] [--state DIR]', 'run --channel NAME'],
  about:
    'Runs a node until it is told to end (SIGTERM, SIGINT or "stop" on the control socket; a second signal ends it at once). Several nodes run side by side when each has its own file, directory and control socket.',
  options: {
    ...configOption,
    state: {
      type: 'string',
      short: 's',
      value: 'DIR',
      about: 'where identity, port and peer cache are kept',
      fallback: "your own, else this machine's",
      kind: 'directory',
    },
  },
  examples: [
    {
      words: 'run --config one.yaml --state one',
      about: 'A node of its own, beside others on this machine.',
    },
    { words: 'run --channel friends', about: 'The node of a further network.' },
  ],
  run,
};

async function run(call: Call): Promise<number> {
  const place = await findPlace(call);
  const config = await placeConfig(call, place);
  const root = call.option('state') ?? place.state;
  const logTail = new LogTail();
  const log = createLog(config.log.level, () => systemClock.wall(), [logTail.sink, printer(call.io)]);
  const unusable = (error: Error): never => {
    throw new Error(`The directory ${root} cannot be used to keep the node's state: ${error.message}`);
  };
  const directory = await channelDirectory(root, config).catch(unusable);
  const state = await openStateDirectory(directory).catch(unusable);
  const node = await createNode(systemParts({ state, log, logTail }), config);
  const supervisor = new Supervisor(systemClock, log);
  const control = await serveControl(config.control.socket, {
    commands: node.commands,
    snapshot: () => node.snapshot(),
    version,
    stop: () => supervisor.end('the control socket'),
    clock: systemClock,
    log,
  });
  const hold = await holdStateDirectory(root).catch(async (error: Error) => {
    await control.close();
    throw error;
  });
  log.info(`phantom ${version} starts; state is kept in ${directory}`);
  const ended = supervisor.watch();
  const watch = systemClock.watch((ms) =>
    log.info(
      `this machine slept for ${Math.round(ms / 1000)} s; links, paths and records are made anew where they ended`,
    ),
  );
  try {
    await Promise.race([node.start(), ended]);
    supervisor.ready();
    await ended;
    return exitCode.ok;
  } finally {
    // Whatever hangs in the end must not keep the service from being started again.
    const timer = systemClock.after(patience, () => {
      log.error(`the node did not end within ${patience / 1000} s and is cut off`);
      process.exit(exitCode.failed);
    });
    await node.stop().catch((error: Error) => log.error(`the node did not end cleanly: ${error.message}`));
    await control.close();
    hold.release();
    supervisor.close();
    watch.cancel();
    timer.cancel();
  }
}

/** Lines for the journal, which has its own clock and levels, or for a terminal. */
function printer(io: Io): (line: LogLine) => void {
  const priorities = { error: 3, warn: 4, info: 6, debug: 7 } as const;
  const journal = io.env.JOURNAL_STREAM !== undefined;
  return ({ at, level, room, text }) =>
    io.err(
      journal
        ? `<${priorities[level]}>${room}: ${text}`
        : `${new Date(at).toISOString()} ${level.padEnd(5)} ${room}: ${text}`,
    );
}

export default command;
