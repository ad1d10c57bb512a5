import { shortestPassphrase } from '../../channel/channel.js';
import { entryNote, keyState } from '../../tui/entry.js';
import type { Item } from '../../tui/form/form.js';
import type { Style } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type ChannelKind, channelKinds, isChannelName } from '../../wire/channel.js';
import { type Answers, passphraseLength } from '../answers.js';
import type { Page, WizardState } from '../page.js';

/** Which network: one open to all, or one with a key of its own, each with what it shows to whom. */
export const whichPage: Page = {
  id: 'which',
  title: 'which.title',
  help: 'which.help',
  focus: 'continue',
  items(state, say) {
    const { network } = state.answers;
    return [
      {
        kind: 'list',
        id: 'network',
        label: say('which.intro'),
        options: channelKinds.map((id) => ({ id, text: say(`which.${id}`) })),
        chosen: network,
        empty: '',
      },
      { kind: 'text', text: say(`which.${network}.shows`) },
      { kind: 'gap' },
      ...fields(state, say),
      { kind: 'gap' },
      { kind: 'button', id: 'continue', text: say('button.continue') },
    ];
  },
  act(action, hands) {
    const { state } = hands;
    if (action.type === 'choose') hands.answer(chosen(state, action.option as ChannelKind));
    else if (action.type === 'edit') hands.answer({ [action.id]: action.value });
    else if (action.type === 'press') {
      const missing = missingIn(state);
      if (missing === 'file') hands.reading.entry();
      else if (missing === null) hands.next();
      // The sentence under the line says what is wrong with it.
      else hands.update({ forms: { ...state.forms, which: { focus: missing, at: {}, search: {} } } });
    }
  },
};

/** Another kind is another network: only the public one has a name that everybody knows. */
function chosen({ answers, kept }: WizardState, network: ChannelKind): Partial<Answers> {
  if (network === answers.network) return {};
  if (network === kept?.network) return { network, channel: kept.channel };
  if (network === 'public') return { network, channel: 'public' };
  return { network, channel: answers.network === 'public' ? '' : answers.channel };
}

/** The field that keeps from going on; `file`: first a file must be read. Null: nothing does. */
function missingIn({
  answers,
  kept,
  entryFile,
}: WizardState): 'channel' | 'passphrase' | 'key' | 'file' | null {
  const { network, channel, passphrase, key } = answers;
  const isKept = kept?.network === network && kept.channel === channel;
  if (network === 'invite') {
    const { state } = keyState(key);
    if (state === 'file') return entryFile?.path === key.trim() && entryFile.good ? null : 'file';
    return state === 'good' || (state === 'empty' && isKept) ? null : 'key';
  }
  if (!isChannelName(channel)) return 'channel';
  if (network === 'public' || (passphrase === '' && isKept)) return null;
  return passphraseLength(passphrase) >= shortestPassphrase ? null : 'passphrase';
}

function fields(state: WizardState, say: Say): Item[] {
  const { network, channel, passphrase, key } = state.answers;
  const isKept = state.kept?.network === network && state.kept.channel === channel;
  const field = (id: 'channel' | 'passphrase' | 'key', value: string, note: Note | null): Item => ({
    kind: 'field',
    id,
    label: say(`which.field.${id}`),
    value,
    ...(note && { note }),
  });
  if (network === 'invite') return [field('key', key, keyNote(state, isKept, say))];
  const name = field(
    'channel',
    channel,
    isChannelName(channel) ? null : { text: say('which.channel.bad'), style: 'warn' },
  );
  return network === 'public'
    ? [name]
    : [name, field('passphrase', passphrase, passphraseNote(passphrase, isKept, say))];
}

interface Note {
  readonly text: string;
  readonly style: Style;
}

function passphraseNote(passphrase: string, isKept: boolean, say: Say): Note {
  if (passphrase === '' && isKept) return { text: say('which.kept'), style: 'good' };
  const count = passphraseLength(passphrase);
  return count >= shortestPassphrase
    ? { text: say('which.passphrase.good'), style: 'good' }
    : { text: say('which.passphrase.short', { count, least: shortestPassphrase }), style: 'plain' };
}

function keyNote({ answers: { key }, entryFile, kept }: WizardState, isKept: boolean, say: Say): Note | null {
  if (entryFile && entryFile.path === key.trim())
    return { text: entryFile.text, style: entryFile.good ? 'good' : 'warn' };
  if (key.trim() === '' && isKept && kept)
    return { text: say('which.key.kept', { name: kept.channel }), style: 'good' };
  return entryNote(key, say);
}
