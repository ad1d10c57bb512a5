/** French, the dashboard. */
export const dashboard = {
  'dashboard.title': 'Phantom',
  'dashboard.away': 'le nœud ne répond pas',
  'dashboard.connecting': 'Interrogation du nœud ...',
  'dashboard.down': 'Le nœud ne tourne pas ; nouvel essai chaque seconde.',
  'dashboard.down.help':
    'Pour le lancer à la main : "phantom run". Sur le disque, il démarre tout seul en quelques secondes ; sinon, regardez la page Journal après un redémarrage.',
  'page.overview': 'Aperçu',
  'page.peers': 'Nœuds',
  'page.log': 'Journal',
  'page.invite': 'Invitation',
  'page.system': 'Système',
  'peers.range': '{from} à {to} sur {count}',
  'log.waiting': 'Demande du journal ...',
  'dashboard.help':
    'Gauche et Droite, ou les chiffres de 1 à {count}, changent de page. Haut et Bas font défiler ou déplacent. Esc va à la première page.',
  'overview.help':
    'Les premières lignes disent si ce nœud fait partie du réseau et, sinon, pourquoi. "Rejeté" compte les paquets mauvais ou étrangers qui ont été jetés ; quelques-uns sont normaux sur tout réseau.',
  'peers.help':
    "Chaque nœud auquel celui-ci est lié : son nom court, son adresse, depuis quand le lien dure, combien de temps met un message pour aller et revenir, et qui l'a fait connaître.",
  'log.help':
    "Les dernières lignes du nœud. Elles ne contiennent ni clés, ni contenu, ni destinations : on peut donc les montrer à d'autres.",
  'log.empty': 'Le journal est vide.',
  'invite.own': "Inviter quelqu'un",
  'invite.own.text':
    "Donnez cette ligne à une personne de confiance, sur papier ou par un autre moyen. Elle contient l'adresse et la clé de ce nœud : qui la voit sait qu'il y a un nœud ici.",
  'invite.make': 'Afficher une invitation à ce nœud',
  'invite.qr': "L'afficher en code QR",
  'invite.qr.how': "Pour l'appareil photo d'un téléphone. Toute touche ferme ceci.",
  'invite.qr.small':
    "Cet écran est trop petit pour le code QR, qui demande {columns} colonnes et {rows} lignes. L'invitation en une ligne dit la même chose.",
  'invite.join': 'Entrer par une invitation',
  'invite.join.field': 'Invitation',
  'invite.join.button': 'Entrer',
  'invite.joined': 'Essai de {endpoint}. La page "Aperçu" montre où cela en est.',
  'invite.help':
    'Une invitation indique un nœud. Qui la tape se lie à ce nœud et apprend par lui où sont les autres. Majuscules et minuscules reviennent au même.',
  'system.again': 'Reconfigurer',
  'system.again.ask':
    'Reprendre les questions ? Le nœud continue de tourner pendant ce temps, et vos réponses sont proposées telles quelles.',
  'system.reboot': 'Redémarrer ce PC',
  'system.reboot.ask':
    'Redémarrer ce PC maintenant ? Lancé depuis le disque, il oublie tout et recommence à la première question.',
  'system.off': 'Éteindre ce PC',
  'system.off.ask': 'Éteindre ce PC maintenant ? Lancé depuis le disque, il oublie tout.',
  'system.going': 'Veuillez patienter ...',
  'system.failed': "Cela n'a pas marché : {why}",
  'system.none':
    "Il n'y a rien à faire ici : éteindre et reconfigurer ne sont proposés qu'à root, sur le disque.",
  'system.help':
    "Lancé depuis le disque, ce nœud ne vit qu'en mémoire : une fois le PC éteint, il n'en reste rien ici.",
};
