import test from 'ava';
import { lookFor, takesUtf8 } from '../../src/tui/look.js';

test('what a terminal takes comes from its locale, or from what it is', (t) => {
  t.true(takesUtf8({ TERM: 'linux' }));
  t.true(takesUtf8({ TERM: 'xterm', LANG: 'de_DE.UTF-8' }));
  t.true(takesUtf8({ TERM: 'vt220', LC_ALL: 'C.utf8' }));
  t.false(takesUtf8({ TERM: 'linux', LANG: 'C' }));
  t.false(takesUtf8({ TERM: 'linux', LC_ALL: 'POSIX', LANG: 'C.UTF-8' }));
  t.false(takesUtf8({ TERM: 'xterm' }));
});

test('a serial terminal gets no colours and only ASCII', (t) => {
  for (const term of ['vt100', 'vt102', 'vt220', 'dumb', 'xterm-m']) {
    const look = lookFor(term, true);
    for (const sgr of Object.values(look.styles)) t.notRegex(sgr, /[34]\d/);
    t.regex([look.glyphs.rule, ...look.glyphs.bars].join(''), /^[ -~]+$/);
  }
  t.is(lookFor('linux', true).glyphs.rule, '─');
  t.is(lookFor('linux', false).glyphs.rule, '-');
});
