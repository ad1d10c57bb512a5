/** French, of the address at the end of the set-up. */
export const own = {
  'own.title': 'Votre adresse',
  'own.intro':
    "Pour sortir il n'en faut pas, mais pour que d'autres le joignent, un PC a une adresse Phantom. Créez-en une maintenant, ou quand vous voulez, sur la page \"{page}\" du tableau de bord. Personne n'atteint un programme de ce PC avant que vous n'ouvriez un port.",
  'own.failed': "Aucune adresse n'a pu être créée : {why}",
  'own.kept':
    "Sur ce disque elle est en mémoire, et perdue quand le PC s'éteint. Une sauvegarde sur une autre clé USB, scellée par une phrase secrète d'au moins 8 lettres, la ramène sur n'importe quel PC.",
  'own.without': 'Continuer sans sauvegarde',
  'own.help':
    "Une adresse se crée en essayant des millions de clés, pour que personne d'autre n'ait la même. Elle ne dit ni qui vous êtes ni où. La sauvegarde contient l'adresse avec sa clé et les relais par lesquels vous commencez ; qui a le fichier et la phrase secrète en est le propriétaire. Branchez une autre clé USB, tapez la phrase deux fois et choisissez la sauvegarde. Le tableau de bord la restaure.",
};
