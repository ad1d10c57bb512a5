/** English, of invite files on a second stick. */
export const stickTexts = {
  'stick.find': 'Look for an invite file on a stick',
  'stick.looking': 'Looking at what is plugged in ...',
  'stick.none': 'No stick was found. Plug one in, besides the one that this PC runs from, and try again.',
  'stick.many': '{count} sticks are plugged in. Leave in only the one to write to.',
  'stick.unmounted': '{stick} cannot be opened ({why}).',
  'stick.unwritten': '{stick} cannot be written to ({why}).',
  'stick.empty': 'No invite file is on what is plugged in. It must not lie in a folder.',
  'stick.files': 'Invite files found; the stick can be pulled out again:',
  'stick.file': '{name} on {stick}',
  'stick.save': 'Write it to a stick',
  'stick.saved': '{file} is on {stick}, which can be pulled out. Give it to somebody you trust.',
};
