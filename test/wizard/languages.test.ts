/** Every page of every language on the smallest screen: all of it can be read, and nothing of a button or a label is cut off. */
import test from 'ava';
import { focusables, freshForm } from '../../src/tui/form/form.js';
import { smallest } from '../../src/tui/frame.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText } from '../../src/tui/rows.js';
import { catalogues } from '../../src/tui/texts/say.js';
import { pages } from '../../src/wizard/pages.js';
import { wired } from '../helpers/console.js';
import { snapshot } from '../helpers/control.js';
import { rehearsal } from '../helpers/rehearsal.js';

const look = lookFor('linux', true);

for (const { code, texts } of catalogues) {
  for (const { id } of pages) {
    test(`${code}: the page ${id} is whole at 80x24`, async (t) => {
      const { wizard, screen, see, cards } = await rehearsal({
        hasMedium: async () => true,
        memory: async () => 238,
        cards: async () => [wired],
      });
      cards(wired);
      wizard.update({ page: id, cards: [wired], answers: { ...wizard.state.answers, language: code } });
      if (id === 'joining')
        wizard.update({ work: { state: 'node' }, seen: { state: 'up', snapshot: snapshot() } });
      see({ state: 'up', snapshot: snapshot() });
      const page = wizard.page();
      const items = page.items(wizard.state, wizard.say(), wizard.machine);
      const seen = new Set<string>();
      // Wherever the focus is, that item is on the screen.
      for (const item of [...focusables(items), null]) {
        const form = freshForm(item?.id ?? page.focus);
        wizard.update({ forms: { [id]: form } });
        const rows = screen.view(smallest, look).map(plainText);
        t.is(rows.length, smallest.rows);
        for (const row of rows) t.true(row.length <= smallest.columns, row);
        for (const row of rows) seen.add(row.trim());
        const text = rows.join('\n');
        if (item?.kind === 'button') t.true(text.includes(`[ ${item.text} ]`), `${item.text}\n${text}`);
        if (item?.kind === 'field' || item?.kind === 'list')
          t.true(text.includes(item.label.slice(0, 70)), `${item.label}\n${text}`);
        t.true(rows[0]!.includes('Phantom') && text.includes(texts[page.title]), text);
      }
      const last = screen.view(smallest, look).map(plainText).at(-1)!;
      t.true(last.includes(texts['key.help']), last);
    });
  }
}
