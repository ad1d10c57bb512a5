import { entryNote } from '../../tui/entry.js';
import { freshForm } from '../../tui/form/form.js';
import { printable, shortId } from '../../tui/format.js';
import { inviteNote, inviteRows, isPath, plainInvite } from '../../tui/invite.js';
import { inviteFileText } from '../../tui/invite-file.js';
import type { Say } from '../../tui/texts/say.js';
import { isPassText } from '../../wire/channel.js';
import { type DashboardState, type Desk, noteItems, type Page, shown } from '../page.js';

export const invite: Page = {
  help: 'invite.help',
  focus: ({ invite }) => (invite === null ? 'make' : 'qr'),
  items(state, say) {
    const typed = state.typed.invite ?? '';
    const note = isPassText(typed) ? entryNote(typed, say) : inviteNote(typed, say);
    const apart = apartText(state, say);
    return [
      { kind: 'text', text: say('invite.own'), style: 'bold' },
      { kind: 'text', text: say('invite.own.text') },
      ...(apart === null ? [] : [{ kind: 'text', text: apart } as const]),
      { kind: 'gap' },
      ...(state.invite === null
        ? [{ kind: 'button', id: 'make', text: say('invite.make') } as const]
        : [
            shown(inviteRows(state.invite)),
            { kind: 'button', id: 'qr', text: say('invite.qr') } as const,
            ...(state.may.sticks ? [{ kind: 'button', id: 'save', text: say('stick.save') } as const] : []),
          ]),
      { kind: 'gap' },
      { kind: 'text', text: say('invite.join'), style: 'bold' },
      {
        kind: 'field',
        id: 'invite',
        label: say('invite.join.field'),
        value: typed,
        ...(note ? { note } : {}),
      },
      { kind: 'button', id: 'join', text: say('invite.join.button') },
      ...noteItems(state),
    ];
  },
  async act(action, desk) {
    if (action.type !== 'press') return;
    if (action.id === 'make') await make(desk);
    else if (action.id === 'save') await save(desk);
    else if (action.id === 'qr') desk.update({ qr: desk.state.invite });
    else if (action.id === 'join') await join(desk);
  },
};

/** What whoever gets the invite needs besides; null in a public network, where that is nothing. */
function apartText({ seen }: DashboardState, say: Say): string | null {
  if (seen.state !== 'up') return null;
  const { name, kind } = seen.snapshot.channel;
  return kind === 'public' ? null : say(`invite.apart.${kind}`, { name: printable(name) });
}

async function make(desk: Desk): Promise<void> {
  const { invite } = (await desk.call('invite.create')) as { invite: string };
  desk.update({ invite, note: null, form: freshForm('qr') });
}

/** Named by the node's short id, so that several on one stick are told apart. */
async function save(desk: Desk): Promise<void> {
  const { seen } = desk.state;
  const { file: text } = (await desk.call('invite.file')) as { file: string };
  const id = seen.state === 'up' ? shortId(seen.snapshot.node.id) : '';
  const file = `phantom-invite-${id}.txt`;
  const stick = await desk.host.saveToStick!(file, text, desk.say);
  desk.note(desk.say('stick.saved', { file, stick }));
}

async function join(desk: Desk): Promise<void> {
  const typed = plainInvite(desk.state.typed.invite ?? '');
  const answer = isPath(typed)
    ? await desk.call('join.file', { file: await inviteFileText(typed, desk.say) })
    : await desk.call('join', { invite: typed });
  const { endpoint, endpoints = [endpoint] } = answer as { endpoint: string; endpoints?: string[] };
  desk.update({ typed: { ...desk.state.typed, invite: '' } });
  desk.note(desk.say('invite.joined', { endpoint: endpoints.join(', ') }));
}
