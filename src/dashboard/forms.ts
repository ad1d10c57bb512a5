import { entryNote } from '../tui/entry.js';
import type { Item } from '../tui/form/form.js';
import { printable } from '../tui/format.js';
import { inviteNote, inviteRows } from '../tui/invite.js';
import type { Say } from '../tui/texts/say.js';
import { isPassText } from '../wire/channel.js';
import type { DashboardState } from './page.js';

/** The things to fill in or press on a page; none on pages that only show. */
export function pageItems(state: DashboardState, say: Say): Item[] {
  if (state.page === 'invite') return inviteItems(state, say);
  if (state.page === 'system')
    return state.question ? questionItems(state.question, say) : systemItems(state, say);
  return [];
}

function inviteItems(state: DashboardState, say: Say): Item[] {
  const note = isPassText(state.typed) ? entryNote(state.typed, say) : inviteNote(state.typed, say);
  const apart = apartText(state, say);
  return [
    { kind: 'text', text: say('invite.own'), style: 'bold' },
    { kind: 'text', text: say('invite.own.text') },
    ...(apart === null ? [] : [{ kind: 'text', text: apart } as const]),
    { kind: 'gap' },
    ...(state.invite === null
      ? [{ kind: 'button', id: 'make', text: say('invite.make') } as const]
      : [
          { kind: 'rows', rows: inviteRows(state.invite) } as const,
          { kind: 'button', id: 'qr', text: say('invite.qr') } as const,
          ...(state.hasSticks ? [{ kind: 'button', id: 'save', text: say('stick.save') } as const] : []),
        ]),
    { kind: 'gap' },
    { kind: 'text', text: say('invite.join'), style: 'bold' },
    {
      kind: 'field',
      id: 'typed',
      label: say('invite.join.field'),
      value: state.typed,
      ...(note ? { note } : {}),
    },
    { kind: 'button', id: 'join', text: say('invite.join.button') },
    ...noteItems(state),
  ];
}

/** What whoever gets the invite needs besides; null in a public network, where that is nothing. */
function apartText({ seen }: DashboardState, say: Say): string | null {
  if (seen.state !== 'up') return null;
  const { name, kind } = seen.snapshot.channel;
  return kind === 'public' ? null : say(`invite.apart.${kind}`, { name: printable(name) });
}

function systemItems(state: DashboardState, say: Say): Item[] {
  if (state.going) return [{ kind: 'text', text: say('system.going') }];
  return [
    { kind: 'button', id: 'again', text: say('system.again') },
    { kind: 'gap' },
    { kind: 'button', id: 'reboot', text: say('system.reboot') },
    { kind: 'gap' },
    { kind: 'button', id: 'off', text: say('system.off') },
    ...noteItems(state),
  ];
}

function questionItems(question: NonNullable<DashboardState['question']>, say: Say): Item[] {
  return [
    { kind: 'text', text: say(`system.${question}.ask`), style: 'warn' },
    { kind: 'gap' },
    // No comes first, so that a second Enter by mistake does nothing.
    { kind: 'button', id: 'no', text: say('button.no') },
    { kind: 'button', id: 'yes', text: say('button.yes') },
  ];
}

function noteItems({ note }: DashboardState): Item[] {
  return note ? [{ kind: 'gap' }, { kind: 'text', text: note.text, style: note.good ? 'good' : 'warn' }] : [];
}
