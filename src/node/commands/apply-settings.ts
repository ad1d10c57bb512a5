import { complaint, isSettingPath, type SettingPath } from '../../config/schema.js';
import { CommandError } from '../../control/protocol.js';

/** Settings that a running node can change, and how. */
export type LiveSettings = Partial<Record<SettingPath, (value: unknown) => void>>;

/**
 * Changes what can be changed while the node runs. The file is the operator's and was written by whoever asks; nothing is kept here.
 * `waiting` counts from the node's next start on.
 */
export function applySettings(live: LiveSettings, changes: unknown): { live: string[]; waiting: string[] } {
  if (typeof changes !== 'object' || changes === null) {
    throw new CommandError('bad-request', 'Expected "changes", values by the names of settings.');
  }
  const entries = Object.entries(changes);
  for (const [path, value] of entries) {
    const trouble = isSettingPath(path)
      ? complaint(path, value)
      : `There is no setting ${JSON.stringify(path)}. "phantom config default" shows all.`;
    if (trouble) throw new CommandError('bad-setting', trouble);
  }
  const outcome = { live: [] as string[], waiting: [] as string[] };
  for (const [path, value] of entries) {
    const apply = live[path as SettingPath];
    apply?.(value);
    outcome[apply ? 'live' : 'waiting'].push(path);
  }
  return outcome;
}
