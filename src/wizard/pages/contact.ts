import { inviteNote, plainInvite, readInvite } from '../../tui/invite.js';
import type { Page } from '../page.js';

/** How to meet the first other node, each way with what it shows to whom. */
export const contactPage: Page = {
  id: 'contact',
  title: 'contact.title',
  help: 'contact.help',
  items({ answers, inviteFile }, say) {
    const read = inviteFile?.path === plainInvite(answers.invite) ? inviteFile : null;
    const note = read
      ? { text: read.text, style: read.good ? ('good' as const) : ('warn' as const) }
      : inviteNote(answers.invite, say);
    const nobody = !answers.lan && !answers.bittorrent && answers.invite.trim() === '';
    return [
      { kind: 'text', text: say('contact.intro') },
      { kind: 'gap' },
      { kind: 'check', id: 'lan', text: say('contact.lan'), on: answers.lan, note: say('contact.lan.shows') },
      {
        kind: 'check',
        id: 'bittorrent',
        text: say('contact.bittorrent'),
        on: answers.bittorrent,
        note: say('contact.bittorrent.shows'),
      },
      {
        kind: 'field',
        id: 'invite',
        label: say('contact.invite'),
        value: answers.invite,
        ...(note ? { note } : {}),
      },
      { kind: 'text', text: say('contact.invite.shows') },
      { kind: 'gap' },
      ...(nobody
        ? [{ kind: 'text', text: say('contact.nobody'), style: 'warn' } as const, { kind: 'gap' } as const]
        : []),
      { kind: 'button', id: 'continue', text: say('button.continue') },
    ];
  },
  act(action, hands) {
    const { answers } = hands.state;
    if (action.type === 'toggle') {
      if (action.id === 'lan') hands.answer({ lan: !answers.lan });
      else hands.answer({ bittorrent: !answers.bittorrent });
    } else if (action.type === 'edit') hands.answer({ invite: action.value });
    else if (action.type === 'press') {
      const { state } = readInvite(answers.invite);
      // What cannot work is not carried along: the sentence under the line says what is wrong.
      if (state === 'file') hands.readInvites();
      else if (state === 'empty' || state === 'good') hands.next();
      else
        hands.update({ forms: { ...hands.state.forms, contact: { focus: 'invite', at: {}, search: {} } } });
    }
  },
};
