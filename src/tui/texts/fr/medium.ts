import type { mediumTexts } from '../en-medium.js';

export const medium: Record<keyof typeof mediumTexts, string> = {
  'medium.title': 'Ce disque est-il intact ?',
  'medium.intro':
    "Un CD rayé, ou une clé USB dont l'écriture n'est pas allée au bout, cause plus tard des pannes étranges. La vérification lit tout le disque : environ une minute sur une clé, quelques minutes sur un CD. Vous pouvez continuer sans elle.",
  'medium.check': 'Vérifier maintenant',
  'medium.stop': 'Arrêter',
  'medium.checking': 'Lecture du disque : {percent} %',
  'medium.intact': 'Le disque est intact.',
  'medium.damaged':
    '{count} fichier de ce disque est abîmé. Gravez le disque encore une fois, plus lentement ou sur un autre support. | {count} fichiers de ce disque sont abîmés. Gravez le disque encore une fois, plus lentement ou sur un autre support.',
  'medium.failed': "Le disque n'a pas pu être vérifié : {why}",
  'medium.help':
    "Le disque porte une liste de ce que chacun de ses fichiers doit être. La vérification lit chaque fichier et compare. Elle trouve ce qui s'est abîmé pendant l'écriture du disque, ou depuis. Elle ne peut pas dire qui a fait le disque : avant de l'écrire, comparez le SHA-256 de l'image avec celui qui a été publié. Pendant la lecture, vous pouvez l'arrêter ou continuer ; rien n'est changé sur le disque.",
};
