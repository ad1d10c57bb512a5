/**
 * Tells the service manager about this process: `READY=1`, `STATUS=...`, `WATCHDOG=1`, `STOPPING=1`, several of them
 * on lines of their own (sd_notify(3)). Returns whether the message was handed over; false without a manager, so that
 * a program need not care how it was started. Never throws, never waits.
 *
 * @param socket where to send it, `$NOTIFY_SOCKET` unless told: a path, or `@name` for an abstract socket
 */
export function notify(state: string, socket?: string): boolean;

/**
 * Milliseconds after which to send `WATCHDOG=1` again (half of what the manager allows), or null when it does not watch
 * this process.
 */
export function watchdogInterval(
  environment?: Record<string, string | undefined>,
  pid?: number,
): number | null;
