import binding from '../binding.js';

/** Sends `state` to the service manager; see index.d.ts. */
export function notify(state, socket = process.env.NOTIFY_SOCKET) {
  if (!socket) return false;
  return binding.send(socket, state) === 0;
}

/** Milliseconds between two signs of life that the manager wants, or null when it does not watch this process. */
export function watchdogInterval(environment = process.env, pid = process.pid) {
  const limit = Number(environment.WATCHDOG_USEC);
  const watched = environment.WATCHDOG_PID;
  if (!Number.isFinite(limit) || limit <= 0 || (watched && Number(watched) !== pid)) return null;
  return limit / 1000 / 2;
}
