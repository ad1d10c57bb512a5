import { systemClock } from '../clock/machine-clock.js';
import { ControlClient } from '../control/client.js';
import type { Call } from './command.js';
import { findPlace, placeConfig } from './place.js';

/** Calls one method of the running node, of the place the command line names. Throws `ControlError`, also when no node runs. */
export async function askNode(
  call: Call,
  method: string,
  params: Record<string, unknown> = {},
): Promise<unknown> {
  const client = await ControlClient.connect(await socketPath(call), systemClock);
  try {
    return await client.call(method, params);
  } finally {
    client.close();
  }
}

/** Where the control socket of the named place is. */
export async function socketPath(call: Call): Promise<string> {
  return (await placeConfig(call, await findPlace(call))).control.socket;
}
