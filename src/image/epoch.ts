/** The one moment that everything built from a commit is dated with. */
import { systemRunner } from '../system/runner.js';

/**
 * Seconds since 1970: SOURCE_DATE_EPOCH when the caller sets it, else the commit's own time. A checkout without git
 * (a source archive) must say it itself, for a date taken from the clock would make every build differ.
 */
export async function sourceDateEpoch(root: string, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const given = env.SOURCE_DATE_EPOCH;
  if (given !== undefined) {
    if (/^\d{1,12}$/.test(given)) return Number(given);
    throw new Error(
      `SOURCE_DATE_EPOCH should be seconds since 1970, but it is "${given}". Unset or correct it.`,
    );
  }
  // Root may build what another user has checked out; only the date is read.
  const options = ['-c', 'safe.directory=*', '-C', root];
  const result = await systemRunner.run('git', [...options, 'log', '-1', '--format=%ct']);
  if (result.code === 0 && /^\d+$/.test(result.stdout.trim())) return Number(result.stdout);
  const why = result.stderr.trim().split('\n')[0] || 'git gave no date';
  throw new Error(
    `The date of the commit is not known (${why}). Set SOURCE_DATE_EPOCH to seconds since 1970.`,
  );
}
