/** English, of the check of the disc. */
export const mediumTexts = {
  'medium.title': 'Is this disc intact?',
  'medium.intro':
    'A scratched CD, or a stick that was not written to its end, makes strange faults later. The check reads all of the disc: about a minute from a stick, some minutes from a CD. You can go on without it.',
  'medium.check': 'Check it now',
  'medium.stop': 'Stop checking',
  'medium.checking': 'Reading the disc: {percent} %',
  'medium.intact': 'The disc is intact.',
  'medium.damaged':
    '{count} file of this disc is damaged. Write the disc once more, at a lower speed or to another one. | {count} files of this disc are damaged. Write the disc once more, at a lower speed or to another one.',
  'medium.failed': 'The disc could not be checked: {why}',
  'medium.help':
    'The disc carries a list of what each of its files should be. The check reads every file and compares. It finds what went wrong while the disc was written, or since. It cannot tell who made the disc: compare the SHA-256 of the image with the one that was published before you write it. While it reads you can stop it or go on; nothing is changed on the disc.',
};
