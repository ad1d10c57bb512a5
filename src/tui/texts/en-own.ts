/** English, of the address at the end of the set-up. */
export const ownTexts = {
  'own.title': 'Your address',
  'own.intro':
    'Going out needs none, but to be reached by others a PC has an address of Phantom\'s own. Make one now, or whenever you want to, on the dashboard\'s page "{page}". Nobody reaches any program of this PC before you open a port.',
  'own.failed': 'No address could be made: {why}',
  'own.kept':
    'On this disc it is in memory, and gone when the PC is switched off. A backup on another stick, sealed by a passphrase of at least 8 letters, brings it back on any PC.',
  'own.without': 'Go on without a backup',
  'own.help':
    'An address is made by trying millions of keys, so that nobody else can have the same one. It says nothing of who you are or where. A backup holds the address with its key and the relays that you begin with; whoever has the file and the passphrase is its owner. Plug a second stick in, type the passphrase twice, and choose "Back up to a stick". The dashboard restores it.',
};
