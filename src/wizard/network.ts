/** What the network looks like, and what that means in words. Reading is in system-machine.ts; here is the judgement. */

export interface Card {
  /** Name in the system, as in `enp3s0`. */
  readonly name: string;
  readonly wireless: boolean;
  /** Is a cable plugged in whose other end is alive, or a Wi-Fi connected? */
  readonly carrier: boolean;
  /** Addresses other machines can use; link-local ones are left out. */
  readonly addresses: readonly string[];
}

export type NetworkState =
  | 'reading'
  | 'no-card'
  | 'only-wireless'
  | 'no-cable'
  | 'waiting'
  | 'no-answer'
  | 'ready';

/** How long may a router take to give an address before we say that something is wrong? Milliseconds. */
export const dhcpPatience = 20_000;

/** @param waited milliseconds for which a card has been connected without an address */
export function networkState(cards: readonly Card[] | null, waited: number): NetworkState {
  if (cards === null) return 'reading';
  if (cards.some(({ addresses }) => addresses.length > 0)) return 'ready';
  if (cards.length === 0) return 'no-card';
  const wired = cards.filter(({ wireless }) => !wireless);
  if (!cards.some(({ carrier }) => carrier)) return wired.length === 0 ? 'only-wireless' : 'no-cable';
  return waited < dhcpPatience ? 'waiting' : 'no-answer';
}

/** True while a card is connected and an address is missing: the time that `waited` counts. */
export function isWaiting(cards: readonly Card[] | null): boolean {
  const state = networkState(cards, 0);
  return state === 'waiting';
}

/** An address that only reaches the next socket, or nobody: not what a router gives. */
export function isUsable(address: string): boolean {
  return !/^(127\.|169\.254\.|::1$|fe[89ab])/i.test(address);
}
