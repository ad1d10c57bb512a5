/** Invites that the operator gives while the node runs (`phantom join`, the wizard). */
import type { Invite } from '../../wire/invite.js';
import type { Found } from '../candidates.js';
import type { Source } from './source.js';

export class InviteSource implements Source {
  readonly name = 'invite';
  readonly enabled = true;
  #found: (who: Found) => void = () => {};

  async start(found: (who: Found) => void): Promise<void> {
    this.#found = found;
  }

  join({ identityKey, endpoint }: Invite): void {
    this.#found({ peer: { identityKey, endpoints: [endpoint] }, toldBy: 'given' });
  }

  async stop(): Promise<void> {
    this.#found = () => {};
  }
}
