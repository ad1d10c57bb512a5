/**
 * Whether a neighbour is there, before a path is led over the link to it, and when a path over it has fallen silent. A machine
 * that died, or started anew, leaves links behind that look open for a minute and a half; a build that goes there ends in
 * silence, which blames nobody and costs its owner ten seconds. Only the neighbour itself sees that it is asked.
 */
import type { Link } from '../link/types.js';
import { requestKinds } from '../wire/link-message.js';
import { encodePingRequest } from '../wire/ping.js';
import { neighbourTimeout } from './constants.js';
import type { PathParts } from './parts.js';

/** The answer is waited for so many round trips of the link, if that is more. */
const trips = 4;

export class Neighbours {
  readonly #asked = new Map<Link, Promise<boolean>>();

  constructor(private readonly parts: Pick<PathParts, 'clock' | 'links' | 'networkTime'>) {}

  /** Heard within `freshMs`, or answers now. One question at a time, whoever wants to know. */
  isThere(link: Link, freshMs: number): Promise<boolean> {
    if (this.parts.clock.now() - link.heardAt < freshMs) return Promise.resolve(link.open);
    const known = this.#asked.get(link);
    if (known) return known;
    const asked = this.#ask(link).finally(() => this.#asked.delete(link));
    this.#asked.set(link, asked);
    return asked;
  }

  async #ask(link: Link): Promise<boolean> {
    const { clock, links, networkTime } = this.parts;
    const now = clock.now();
    const question = encodePingRequest({ time: networkTime() * 1000 });
    await links.request(
      link,
      requestKinds.ping,
      question,
      Math.max(neighbourTimeout, trips * (link.rtt ?? 0)),
    );
    // Whatever came from there since is a sign of life.
    return link.open && link.heardAt > now;
  }
}
