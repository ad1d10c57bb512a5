import type { Say } from '../tui/texts/say.js';
import type { Connection } from './connection.js';
import type { Outcome } from './connector.js';

/** What came of a connection, as a sentence. */
export function outcomeText(outcome: Outcome, { ssid, open }: Connection, say: Say): string {
  if (outcome.state === 'failed') return say('connect.failed', { why: outcome.why });
  if (outcome.state === 'no-answer' && open) return say('connect.no-answer.open', { name: ssid });
  return say(`connect.${outcome.state}`, { name: ssid });
}

/** The connection in a few words, without what is secret of it. */
export function connectionLine({ kind, ssid, address4, address6 }: Connection, say: Say): string {
  // Chosen, but nothing was typed for it.
  const isBare = (kind === 'wifi' && ssid === '') || (kind === 'fixed' && address4 + address6 === '');
  if (isBare) return say('summary.connection.none');
  const addresses = [address4, address6].filter((address) => address !== '').join(', ');
  return say(`summary.connection.${kind}`, { name: ssid, addresses });
}
