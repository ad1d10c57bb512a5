/** French, what commands answer about addresses, networks and invites. */
export const commands = {
  'address.none': 'Ce PC n\'a pas encore d\'adresse. "phantom address new" en crée une.',
  'address.lasting': 'durable',
  'address.fresh': 'pour ce démarrage',
  'address.default': ', par défaut',
  'address.column.address': 'ADRESSE',
  'address.column.kind': 'TYPE',
  'address.column.kept': 'TROUVÉE',
  'address.found': 'oui',
  'address.unfound': 'pas encore',
  'address.column.label': 'NOM',
  'address.working':
    "Toujours en cours : {tries} millions d'essais ; un million est courant, dix sont possibles.",
  'address.chosen': 'Les programmes sortent désormais avec {address}.',
  'address.chosen.fresh': 'Les programmes sortent avec une nouvelle adresse à chaque démarrage.',
  'address.removed': "{address} est supprimée. Ce qui en est publié disparaît d'ici quatre heures.",
  'address.saved':
    'Les adresses durables sont dans {file}. Qui a ce fichier et la phrase secrète les possède.',
  'address.restored': '{count} adresse a été rétablie. | {count} adresses ont été rétablies.',
  'address.there':
    '{count} était déjà ici et reste telle quelle. | {count} étaient déjà ici et restent telles quelles.',
  'passphrase.ask': 'Phrase secrète : ',
  'passphrase.again': 'Encore une fois : ',
  'invite.file.unread': "Le fichier d'invitation {file} ne peut pas être lu ({why}).",
  'invite.file.not-an-invite-file':
    'Ce n\'est pas un fichier d\'invitation : ce sont de courts textes qui commencent par "phantom invite file 1".',
  'invite.file.unknown-version':
    "Ce fichier d'invitation vient d'une version de Phantom plus récente que celle-ci.",
  'invite.file.cut-off': "La fin de ce fichier d'invitation manque. Copiez-le de nouveau.",
  'invite.file.changed':
    "Ce fichier d'invitation est abîmé : sa somme de contrôle ne correspond pas. Copiez-le de nouveau.",
  'invite.file.no-nodes':
    "Ce fichier d'invitation est entier, mais ne contient aucune invitation utilisable.",
  'invite.file.bad-line': "La ligne {line} de ce fichier d'invitation est abîmée. Copiez-le de nouveau.",
  'invite.file.good': 'Ce fichier indique {count} nœud. | Ce fichier indique {count} nœuds.',
  'invite.file.written':
    '{file} indique {count} nœud. Donnez-le à une personne de confiance. | {file} indique {count} nœuds. Donnez-le à une personne de confiance.',
  'channel.column.name': 'RÉSEAU',
  'channel.column.kind': 'OUVERT À',
  'channel.column.mark': 'MARQUE',
  'channel.column.node': 'NŒUD',
  'channel.kind.public': 'qui connaît le nom',
  'channel.kind.passphrase': 'qui connaît la phrase secrète',
  'channel.kind.invite': 'qui a sa clé',
  'channel.main': 'principal, ',
  'channel.off': 'arrêté',
  'channel.made':
    'Le réseau "{name}" est créé, ouvert à {kind}. Sa marque est {mark} : les membres voient la même.',
  'channel.joined':
    'Le réseau "{name}" est inscrit ici, ouvert à {kind}. Sa marque est {mark} : les membres voient la même.',
  'channel.start':
    'Son nœud démarre, maintenant et avec le système, par : systemctl enable --now phantom-node@{instance}',
  'channel.start.user': 'Son nœud se lance par : phantom run --channel {name}',
  'channel.restart':
    'Le nœud principal en fera partie à son prochain démarrage : systemctl restart phantom-node',
  'channel.restart.user': 'Le nœud principal en fera partie à son prochain démarrage.',
  'channel.next.passphrase':
    'Dites aux autres le nom et, par un moyen que personne d\'autre n\'entend, la phrase secrète. "phantom invite --channel {name}" les mène à ce nœud.',
  'channel.next.invite':
    "Pour en laisser entrer d'autres, donnez-leur ce qu'affiche \"phantom invite --channel {name} --with-key\", par un moyen que personne d'autre ne voit.",
  'channel.named':
    'Les commandes s\'adressent à lui avec --channel {name}. Les programmes passent par lui vers les adresses qu\'indique "phantom channel reach", et vers aucune autre.',
  'channel.left': 'Le réseau "{name}" est oublié ici, avec tout ce qui appartenait à son nœud.',
  'channel.reached': 'Cela vaut à partir du prochain démarrage du nœud principal et de celui de "{name}".',
  'invite.apart.passphrase':
    'Elle mène à ce nœud du réseau "{name}", et seul qui connaît sa phrase secrète y entre : dites cette phrase par un autre moyen.',
  'invite.apart.invite':
    'Elle mène à ce nœud du réseau "{name}", dont la clé n\'y est pas : donnez la clé par un autre moyen ("phantom channel show-key"), ou donnez la forme longue (--with-key).',
  'invite.with-key':
    'La clé du réseau "{name}" s\'y trouve : qui la voit peut entrer dans ce réseau et lire ce qui s\'y dit.',
  'entry.not-an-invite':
    "Il fallait une invitation avec la clé d'un réseau (elle commence par phk1), ou le chemin d'un fichier d'invitation.",
  'entry.truncated': "La fin de cette invitation manque : {count} caractères, c'est trop peu.",
  'entry.mistyped':
    'Il y a une faute dans cette invitation, ou sa fin manque : sa somme de contrôle ne correspond pas.',
  'entry.unknown-version': "Cette invitation vient d'une version de Phantom plus récente que celle-ci.",
  'entry.no-endpoint': "Cette invitation ne contient aucune adresse que l'on puisse appeler.",
  'entry.public-file':
    '{file} est d\'un réseau public, dont il suffit de connaître le nom : "phantom channel join NAME --public".',
  'join.started': 'Essai de {endpoint}. "phantom status" montre où cela en est.',
};
