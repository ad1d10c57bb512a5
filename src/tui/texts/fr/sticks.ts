import type { stickTexts } from '../en-sticks.js';

export const sticks: Record<keyof typeof stickTexts, string> = {
  'stick.find': 'Chercher une invitation sur une clé USB',
  'stick.looking': 'Examen de ce qui est branché ...',
  'stick.none':
    "Aucune clé USB trouvée. Branchez-en une, en plus de celle d'où ce PC est lancé, et réessayez.",
  'stick.many': '{count} clés USB sont branchées. Ne laissez que celle où il faut écrire.',
  'stick.unmounted': '{stick} ne peut pas être ouvert ({why}).',
  'stick.unwritten': "Impossible d'écrire sur {stick} ({why}).",
  'stick.empty': "Aucun fichier d'invitation sur ce qui est branché. Il ne doit pas être dans un dossier.",
  'stick.files': "Fichiers d'invitation trouvés ; la clé USB peut être retirée :",
  'stick.file': '{name} sur {stick}',
  'stick.save': 'Écrire sur une clé USB',
  'stick.saved': "{file} est sur {stick}, que l'on peut retirer. Donnez-le à une personne de confiance.",
};
