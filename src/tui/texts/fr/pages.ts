/** French, of the dashboard's pages on hiding, addresses, paths, names, settings and upkeep. */
export const pages = {
  'page.hidden': 'Caché',
  'page.paths': 'Chemins',
  'page.book': 'Carnet',
  'page.settings': 'Options',

  // What can be done about a warning.
  'cure.accept': 'Accepter moins de relais',
  'cure.restart': 'Redémarrer le nœud',
  'cure.go overview': 'Aperçu',
  'cure.go hidden': "Pourquoi nul n'est caché",
  'cure.go paths': 'Chemins',
  'cure.go peers': 'Nœuds',
  'cure.go book': 'Noms',
  'cure.go settings': 'Vers les options',
  'cure.go log': 'Journal',
  'cure.go invite': 'Entrer par une invitation',
  'cure.go system': 'Système',

  'hidden.help':
    "À quel point ce PC est caché maintenant, avec les mots de toutes les pages, et d'où cela vient : combien de relais sont en vue, dans combien de réseaux d'Internet, et si les premières étapes de vos chemins sont établies. Plus bas, les adresses par lesquelles d'autres joignent ce PC. Donnez une adresse à quelqu'un, en texte ou en image ; elle ne dit pas où est ce PC. Un port ouvert laisse entrer tous ceux qui connaissent l'adresse.",
  'hidden.waiting': 'Interrogation du nœud ...',
  'hidden.relays':
    '{count} relais est en vue, dans {prefixes} réseaux. | {count} relais sont en vue, dans {prefixes} réseaux.',
  'hidden.off':
    "Ce nœud ne transporte aucun programme de ce PC : il n'a pas le périphérique réseau qu'il faut, ou les réglages le disent. {count} relais est en vue, dans {prefixes} réseaux. | Ce nœud ne transporte aucun programme de ce PC : il n'a pas le périphérique réseau qu'il faut, ou les réglages le disent. {count} relais sont en vue, dans {prefixes} réseaux.",
  'hidden.hops': 'Les chemins ont {count} étape. | Les chemins ont {count} étapes.',
  'hidden.firm': 'Les premières étapes sont établies.',
  'hidden.better.off':
    'Pour être caché : activez "Transporter les programmes de ce PC" à la page "Options". "phantom doctor" dit si le périphérique manque.',
  'hidden.better.none': "Mieux avec 3 relais : invitez des gens dont le PC est joignable de l'extérieur.",
  'hidden.better.practice': "Mieux avec 6 relais : invitez des gens dont le PC est joignable de l'extérieur.",
  'hidden.better.weak': 'Mieux avec 20 relais dans 8 réseaux : invitez des gens qui vivent ailleurs.',
  'hidden.better.fair': 'Mieux avec 60 relais dans 20 réseaux : invitez des gens qui vivent ailleurs.',
  'hidden.better.full':
    "Plus de relais n'y changent plus grand-chose. Laissez ce PC allumé : de longs chemins de nœuds stables cachent le mieux.",
  'hidden.accept.ask':
    "Faire des chemins dans le réseau tel qu'il est maintenant ? Il offre moins qu'avant, et c'est ce que montrerait un attaquant qui isole ce PC.",
  'hidden.addresses': 'Adresses de ce PC',
  'hidden.unmatched': 'Rien ne contient cela. Effacez quelques lettres.',
  'hidden.found': "D'autres la trouvent.",
  'hidden.unfound': "D'autres ne la trouvent pas encore.",
  'hidden.fresh': 'Sortir avec une nouvelle',
  'hidden.default': 'Sortir avec celle-ci',
  'hidden.remove': 'Supprimer',
  'hidden.remove.ask': 'Supprimer {address} pour de bon ? Sans sauvegarde, personne ne peut la refaire.',
  'hidden.closed': "Aucun de ses ports n'est ouvert : rien de ce que d'autres commencent n'entre.",
  'hidden.open': 'Ouvert à tous ceux qui la connaissent : {ports}',
  'hidden.port': 'Port, comme 80 ou 53/udp',
  'hidden.port.open': 'Ouvrir le port',
  'hidden.port.close': 'Fermer le port',
  'hidden.port.bad': 'Il faut un port de 1 à 65535, comme 80 ou 53/udp.',
  'hidden.label': "Nom d'une nouvelle adresse, pour vous seul (peut rester vide)",
  'hidden.new': 'Créer une adresse',
  'hidden.making':
    "Création d'une adresse : {tries} millions d'essais ; un million est courant, dix sont possibles. On peut quitter cette page pendant ce temps.",
  'hidden.made': 'La nouvelle adresse est {address}.',

  'paths.help':
    "Les chemins que ce nœud a faits pour lui-même, le gardien d'abord, et combien il transporte pour d'autres, dont il ne sait rien. Plus bas, les ports que des inconnus peuvent joindre, et le trafic du jour.",
  'paths.count': '{count} chemin de {hops} étapes | {count} chemins de {hops} étapes',
  'paths.count.ending': '{count} sur la fin',
  'paths.day': 'Trafic de la dernière heure | Trafic des {count} dernières heures',

  'book.help':
    'Les noms que vous donnez aux adresses des autres. Les programmes de ce PC les trouvent avec ".phantom.alt" après le nom, comme http://anna.phantom.alt/. Ils restent sur ce PC. Rien sur Internet ne peut jamais avoir un tel nom ; un nom mal tapé est demandé à votre serveur de noms, qui le voit alors.',
  'book.names': 'Noms',
  'book.none': "Aucun nom dans le carnet d'adresses.",
  'book.name': "Nom (a à z, chiffres, traits d'union)",
  'book.address': 'Adresse (2001:25:...)',
  'book.add': 'Ajouter',
  'book.added': '{name} est désormais {address}.',
  'book.remove': 'Supprimer',
  'book.remove.ask': 'Supprimer le nom {name} ?',
  'book.removed': "{name} n'est plus dans le carnet d'adresses.",
  'book.unresolved': 'Les programmes ne trouvent pas ces noms : {why}.',

  'settings.help':
    "Voici les réglages les plus importants de phantom.yaml, dont les autres lignes et les commentaires restent tels quels. Espace en change un. Certains valent aussitôt, d'autres après un redémarrage du nœud, que cette page propose alors.",
  'settings.unlisted': 'Rester non listé, et ne relayer pour personne',
  'settings.unlisted.why': "Plus dur à trouver, mais on sait alors que tout ce qu'il envoie est de lui.",
  'settings.network.port_mapping': 'Demander au routeur de laisser entrer',
  'settings.network.port_mapping.why': 'Le routeur apprend que ce PC attend à un port.',
  'settings.first_contact.lan': 'Chercher sur le réseau local',
  'settings.first_contact.lan.why': "Les machines y voient que quelqu'un appelle.",
  'settings.first_contact.bittorrent': 'Se rencontrer dans le DHT de BitTorrent',
  'settings.first_contact.bittorrent.why': "Des inconnus partout voient l'adresse de ce PC.",
  'settings.first_contact.cache': 'Retenir les nœuds déjà rencontrés',
  'settings.first_contact.cache.why': "Rien n'est envoyé à quelqu'un de nouveau.",
  'settings.tun.enabled': 'Transporter les programmes de ce PC',
  'settings.tun.enabled.why': 'Sans cela, ce nœud ne fait que relayer et ne cache personne.',
  'settings.clock.set': "Laisser d'autres nœuds régler l'horloge de ce PC",
  'settings.clock.set.why': 'Pour les PC dont la pile est vide.',
  'settings.log.level': 'Combien écrire dans le journal',
  'settings.share.mbit_per_second': "Mbit par seconde pour d'autres au plus (vide : pas de limite)",
  'settings.share.gigabytes_per_month': 'Gigaoctets par mois en tout au plus (vide : pas de limite)',
  'settings.share': 'Écrire les deux',
  'settings.locked':
    'Qui peut écrire phantom.yaml les change : en tant que root, "phantom dashboard" ou "phantom config set".',
  'settings.now': 'Écrit, et valable dès maintenant.',
  'settings.later': 'Écrit. Cela vaut à partir du prochain démarrage du nœud.',
  'settings.waiting': 'Ceci vaut à partir du prochain démarrage du nœud : {names}.',

  'system.restart': 'Redémarrer le nœud',
  'system.restart.ask':
    "Redémarrer le nœud maintenant ? Les connexions des programmes attendent jusqu'à ce qu'il ait de nouveau des chemins.",
  'system.restarting': 'Le nœud redémarre.',
  'backup.text':
    "Sauvegardez les adresses durables de ce PC sous une phrase secrète d'au moins 8 lettres. Qui a les deux les possède.",
  'backup.passphrase': 'Phrase secrète',
  'backup.again': 'Encore une fois',
  'backup.differs': "Les deux phrases secrètes ne sont pas les mêmes. Rien n'a été écrit.",
  'backup.stick': 'Sauver sur une clé USB',
  'backup.file': 'Sauver dans un fichier ici',
  'backup.look': 'Chercher une sauvegarde sur clé USB',
  'backup.none':
    "Aucune sauvegarde d'adresses sur ce qui est branché. Elle ne doit pas être dans un dossier.",
  'backup.found':
    'Sauvegardes trouvées ; tapez la phrase secrète ci-dessus, et la clé USB peut être retirée :',
  'backup.restore': 'Rétablir',
  'backup.saved':
    'Les adresses durables sont dans {place}. Qui a ce fichier et la phrase secrète les possède.',
  'report.text': 'Un rapport pour qui vous aide : constats, nombres et journal, sans clés, noms ni adresses.',
  'report.stick': 'Écrire un rapport sur clé USB',
  'report.file': 'Écrire un rapport dans un fichier ici',
  'report.saved': 'Le rapport est dans {place}. Lisez-le avant de le donner.',
};
