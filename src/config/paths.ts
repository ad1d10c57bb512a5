import { join } from 'node:path';

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
