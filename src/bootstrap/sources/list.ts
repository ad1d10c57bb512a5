/** The nodes that the operator wrote down: invites under first_contact.peers in phantom.yaml. */
import type { Log } from '../../log/log.js';
import type { Found } from '../candidates.js';
import { readInvite } from '../invite-text.js';
import type { Source } from './source.js';

export class ListSource implements Source {
  readonly name = 'list';
  readonly enabled: boolean;

  constructor(
    private readonly invites: readonly string[],
    private readonly log: Log,
  ) {
    this.enabled = invites.length > 0;
  }

  /** A bad line costs only itself; the operator is told which one. */
  async start(found: (who: Found) => void): Promise<void> {
    for (const [at, text] of this.invites.entries()) {
      try {
        const { identityKey, endpoint } = readInvite(text);
        found({ peer: { identityKey, endpoints: [endpoint] }, toldBy: 'given' });
      } catch (error) {
        this.log.error(`first_contact.peers, entry ${at + 1}: ${(error as Error).message}`);
      }
    }
  }

  async stop(): Promise<void> {}
}
