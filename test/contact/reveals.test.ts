/** What each source shows, held against docs/contact.json, whose rows stand in docs/protocol.md. */
import { readFile, writeFile } from 'node:fs/promises';
import test from 'ava';
import { netTest } from '../helpers/net-test.js';
import { place } from './place.js';
import { observe, revealPage, revealTable } from './reveals.js';

netTest('each source leads to the network, and shows what the table says and nothing else', async (t) => {
  t.timeout(400_000);
  const where = await place(t, 3, t.log);
  for (const { source, hearers, readable } of revealTable()) {
    const seen = await observe(t, where, source);
    t.log(JSON.stringify(seen));
    t.deepEqual({ hearers: seen.hearers, readable: seen.readable }, { hearers, readable }, source);
    t.true(seen.toNodes > 3, `${source}: ${seen.toNodes} datagrams to nodes`);
  }
});

test('the table stands in docs/protocol.md', async (t) => {
  const [start, end] = ['<!-- docs/contact.json -->\n', '\n<!-- end of docs/contact.json -->'];
  const page = 'docs/protocol.md';
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(start) as [string, string];
  const wanted = `${before}${start}${revealPage(revealTable())}${rest.slice(rest.indexOf(end))}`;
  if (process.env.PHANTOM_PICTURES) await writeFile(page, wanted);
  else t.is(text, wanted, 'drawn anew by PHANTOM_PICTURES=1 npm test');
  t.pass();
});
