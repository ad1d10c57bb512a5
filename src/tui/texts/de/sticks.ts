import type { stickTexts } from '../en-sticks.js';

export const sticks: Record<keyof typeof stickTexts, string> = {
  'stick.find': 'Einladungsdatei auf einem Stick suchen',
  'stick.looking': 'Was eingesteckt ist, wird angesehen ...',
  'stick.none':
    'Kein Stick gefunden. Stecken Sie einen ein, neben dem, von dem dieser PC läuft, und versuchen Sie es noch einmal.',
  'stick.many':
    '{count} Sticks sind eingesteckt. Lassen Sie nur den stecken, auf den geschrieben werden soll.',
  'stick.unmounted': '{stick} lässt sich nicht öffnen ({why}).',
  'stick.unwritten': 'Auf {stick} lässt sich nicht schreiben ({why}).',
  'stick.empty':
    'Auf dem, was eingesteckt ist, liegt keine Einladungsdatei. Sie darf nicht in einem Ordner liegen.',
  'stick.files': 'Gefundene Einladungsdateien; der Stick kann wieder heraus:',
  'stick.file': '{name} auf {stick}',
  'stick.save': 'Auf einen Stick schreiben',
  'stick.saved': '{file} ist auf {stick}, der heraus kann. Geben Sie ihn jemandem, dem Sie vertrauen.',
};
