/**
 * Whether a neighbour is there, before a path is led over the link to it, and when cells of paths go there and nothing comes
 * back. A machine that died, or started anew, leaves links behind that look open for a minute and a half; a build that goes
 * there ends in silence, which blames nobody and costs its owner ten seconds. Only the neighbour itself sees that it is asked.
 * It must not see why: if owners alone asked when a path falls silent, a guard that holds cells back would know its owner.
 * So whoever sends cells asks, for itself or for others.
 */
import type { Link } from '../link/types.js';
import { requestKinds } from '../wire/link-message.js';
import { encodePingRequest } from '../wire/ping.js';
import { noStanding } from '../wire/standing.js';
import { askAgainAfter, linkSilence, neighbourTimeout, usedAnewAfter } from './constants.js';
import type { PathParts } from './parts.js';

/** The answer is waited for so many round trips of the link, if that is more. */
const trips = 4;

/** Since when cells go over a link and nothing comes, the last of them, and when that was last a reason to ask; `Clock.now()`. */
interface Silence {
  since: number;
  sentAt: number;
  askedAt: number;
}

export class Neighbours {
  readonly #asked = new Map<Link, Promise<boolean>>();
  readonly #silences = new WeakMap<Link, Silence>();

  constructor(
    private readonly parts: Pick<PathParts, 'clock' | 'links' | 'networkTime' | 'standing'>,
    /** Cells went to that neighbour, and it does not answer. */
    private readonly onGone: (link: Link) => void,
  ) {}

  /** A cell of any path goes out over a link. A single one is not always answered: only those that soon follow it make a silence. */
  sent(link: Link): void {
    const now = this.parts.clock.now();
    const silence = this.#silences.get(link);
    if (!silence) {
      this.#silences.set(link, { since: now, sentAt: now, askedAt: Number.NEGATIVE_INFINITY });
      return;
    }
    if (link.heardAt >= silence.since || now - silence.sentAt >= usedAnewAfter) silence.since = now;
    silence.sentAt = now;
    if (now - silence.since >= linkSilence && now - silence.askedAt >= askAgainAfter) {
      silence.askedAt = now;
      void this.isThere(link, linkSilence).then((isThere) => {
        if (!isThere) this.onGone(link);
      });
    }
  }

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
    const { clock, links, networkTime, standing } = this.parts;
    const now = clock.now();
    const question = encodePingRequest({
      time: networkTime() * 1000,
      standing: standing?.() ?? noStanding,
    });
    await links.request(
      link,
      requestKinds.ping,
      question,
      Math.max(neighbourTimeout, trips * (link.rtt ?? 0)),
    );
    // The answer may have come while we slept.
    if (clock.wokeAt > now && link.open) return this.#ask(link);
    // Whatever came from there since is a sign of life.
    return link.open && link.heardAt > now;
  }
}
