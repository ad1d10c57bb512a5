import type { Item } from '../../tui/form/form.js';
import { inviteNote, plainInvite, readInvite } from '../../tui/invite.js';
import type { Say } from '../../tui/texts/say.js';
import type { Answers } from '../answers.js';
import type { Page, WizardState } from '../page.js';

/** How to meet the first other node, each way with what it shows to whom. */
export const contactPage: Page = {
  id: 'contact',
  title: 'contact.title',
  help: 'contact.help',
  focus: 'continue',
  items({ answers, inviteFile, sticks }, say) {
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
      ...stickItems(sticks, answers, say),
      { kind: 'button', id: 'continue', text: say('button.continue') },
      { kind: 'button', id: 'stick', text: say('stick.find') },
    ];
  },
  act(action, hands) {
    const { answers } = hands.state;
    if (action.type === 'toggle') {
      if (action.id === 'lan') hands.answer({ lan: !answers.lan });
      else hands.answer({ bittorrent: !answers.bittorrent });
    } else if (action.type === 'edit') hands.answer({ invite: action.value });
    else if (action.type === 'choose') hands.answer({ invite: action.option });
    else if (action.id === 'stick') hands.reading.find();
    else {
      const { state } = readInvite(answers.invite);
      // What cannot work is not carried along: the sentence under the line says what is wrong.
      if (state === 'file') hands.reading.invites();
      else if (state === 'empty' || state === 'good') hands.next();
      else
        hands.update({ forms: { ...hands.state.forms, contact: { focus: 'invite', at: {}, search: {} } } });
    }
  },
};

/** What came of looking for invite files on sticks. */
function stickItems(sticks: WizardState['sticks'], { invite }: Answers, say: Say): Item[] {
  if (sticks.state === 'idle') return [];
  if (sticks.state === 'found' && sticks.files.length > 0) {
    const options = sticks.files.map(({ name, stick, path }) => ({
      id: path,
      text: say('stick.file', { name, stick }),
    }));
    const label = say('stick.files');
    return [
      { kind: 'list', id: 'files', label, options, chosen: plainInvite(invite), empty: '' },
      { kind: 'gap' },
    ];
  }
  const why = sticks.state === 'failed' ? sticks.why : '';
  const text = sticks.state === 'looking' ? say('stick.looking') : why || say('stick.empty');
  return [{ kind: 'text', text, style: sticks.state === 'looking' ? 'plain' : 'warn' }, { kind: 'gap' }];
}
