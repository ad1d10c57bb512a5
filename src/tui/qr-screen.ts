import type { Size } from './frame.js';
import type { Look } from './look.js';
import { qrModules, qrNeeds, qrRows } from './qr.js';
import { fill, indent, paragraph, type Row, row, width } from './rows.js';
import type { Say } from './texts/say.js';

/** An invite as a QR code in the middle of an otherwise empty screen: a frame around it would take its room. */
export function qrScreen(invite: string, say: Say, look: Look, size: Size): Row[] {
  const room = { columns: size.columns, rows: size.rows - 2 };
  const code = qrRows(qrModules(invite), look, room);
  const body = code ?? paragraph(say('invite.qr.small', { ...qrNeeds(look) }), Math.min(78, room.columns));
  const margin = Math.floor((size.columns - Math.max(...body.map(width))) / 2);
  const above = Math.floor((room.rows - body.length) / 2);
  const rows: Row[] = Array.from({ length: above }, () => []);
  rows.push(...body.map((line) => indent(line, margin)));
  while (rows.length < size.rows - 1) rows.push([]);
  return [...rows, row(` ${say(code ? 'invite.qr.how' : 'key.any')}`)].map((line) =>
    fill(line, size.columns),
  );
}
