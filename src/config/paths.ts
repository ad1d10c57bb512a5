import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

export interface Paths {
  /** phantom.yaml. */
  readonly config: string;
  /** Directory of what must last: identity, peer cache. */
  readonly state: string;
  /** The control socket, unless phantom.yaml names another. */
  readonly socket: string;
}

export const systemPaths: Paths = {
  config: '/etc/phantom/phantom.yaml',
  state: '/var/lib/phantom',
  socket: '/run/phantom/control.sock',
};

/** An ordinary user's own node lives in the directories of the XDG base directory specification. */
export function userPaths(env: Readonly<Record<string, string | undefined>>, uid: number): Paths {
  const home = env.HOME ?? '/';
  const runtime = env.XDG_RUNTIME_DIR ?? `/run/user/${uid}`;
  return {
    config: join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'phantom/phantom.yaml'),
    state: join(env.XDG_STATE_HOME ?? join(home, '.local/state'), 'phantom'),
    socket: join(runtime, 'phantom/control.sock'),
  };
}

/** Where a further network's node lives beside those of `base`: nothing of it is in a place that another one uses. */
export function furtherPaths(base: Paths, instance: string): Paths {
  return {
    config: join(channelsDirectory(base), `${instance}.yaml`),
    state: join(`${base.state}-channels`, instance),
    socket: join(`${dirname(base.socket)}-channels`, instance, basename(base.socket)),
  };
}

/** The directory of the further networks' settings, one file each. */
export function channelsDirectory(base: Paths): string {
  return join(dirname(base.config), 'channels');
}

/** What a further network is called in paths and units: its name, or where that will not do a hash of it. */
export function instanceOf(channel: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(channel)) return channel;
  return `x-${createHash('sha256').update(channel).digest('hex').slice(0, 12)}`;
}
