/** French, keys, buttons, and the questions of the set-up. */
export const wizard = {
  'key.choose': 'Choisir',
  'key.change': 'Changer',
  'key.move': 'Déplacer',
  'key.next': 'Suivant',
  'key.back': 'Retour',
  'key.help': 'Aide',
  'key.close': 'Fermer',
  'key.any': 'Toute touche ferme ceci.',
  'key.pages': 'Pages',
  'key.scroll': 'Défiler',
  'key.quit': 'Quitter',
  'help.title': 'Aide : {page}',
  'help.redraw': "Si l'écran semble abîmé, Ctrl+L le redessine.",
  'button.continue': 'Continuer',
  'button.back': 'Retour',
  'button.again': 'Réessayer',
  'button.yes': 'Oui',
  'button.no': 'Non',

  'plain.how': '(Tapez un numéro et Entrée. Entrée seule répète ceci, b revient en arrière, ? explique.)',
  'plain.number': 'Tapez un numéro de 1 à {count}, b ou ?.',
  'plain.type': '{label} : tapez puis Entrée. Entrée seule le garde, - le vide.',
  'plain.search': '{label} : tapez une partie du nom puis Entrée. Entrée seule le garde.',
  'plain.pick': 'Tapez son numéro puis Entrée. Entrée seule le garde.',
  'plain.many': '{count} correspondent. Tapez plus de lettres du nom.',
  'plain.pages': 'Vers la page "{page}"',

  'wizard.title': 'Configurer ce nœud',
  'wizard.step': 'Étape {at} sur {of}',
  'wizard.small':
    'Cet écran a {columns} colonnes et {rows} lignes. Il en faut 80 sur 24 ; agrandissez la fenêtre.',

  'memory.title': 'Peu de mémoire',
  'memory.text':
    "Ce PC a {have} Mo de mémoire. Il en faut 512 à Phantom pour bien marcher depuis le disque. Il marchera peut-être quand même, lentement ; s'il s'arrête sur une erreur, plus de mémoire est le remède.",
  'memory.help':
    "Le disque Phantom garde tout en mémoire et n'utilise pas de swap, pour ne jamais rien écrire sur les disques durs de ce PC. Avec peu de mémoire, la place manque peut-être pour le nœud.",

  'elsewhere.title': 'Configuration sur une autre console',
  'elsewhere.text': 'Ce nœud est en cours de configuration sur la console {tty}.',
  'elsewhere.offer':
    'Vous pouvez continuer ici à la place. Les réponses données là-bas sont gardées, et cette console-là affichera alors ce message.',
  'elsewhere.take': 'Configurer ici',
  'elsewhere.help':
    "Deux consoles ne changent jamais les mêmes réponses en même temps. Qui prend la suite continue là où l'autre en était.",

  'keyboard.title': 'Langue et clavier',
  'keyboard.intro': 'Bienvenue dans Phantom. Choisissez votre langue et le clavier de ce PC.',
  'keyboard.language': 'Langue',
  'keyboard.list': 'Clavier (tapez pour chercher)',
  'keyboard.none': "Rien ici n'a cela dans son nom. Effacez quelques lettres.",
  'keyboard.try': 'Essayez : tapez ici',
  'keyboard.applying': 'Passage au clavier {name} ...',
  'keyboard.applied': 'Le clavier est maintenant : {name}.',
  'keyboard.failed': "Le clavier n'a pas pu être changé : {why}",
  'keyboard.serial':
    "Vous êtes sur une ligne série : ici, c'est votre propre clavier qui compte. Ce réglage est celui du clavier du PC lui-même.",
  'keyboard.help':
    "Déplacez-vous avec les flèches ou tapez une partie du nom, puis appuyez sur Entrée : le clavier change aussitôt. Tapez quelques lettres dans la ligne du bas pour voir si c'est le bon, surtout y, z, / et @. Les mots de passe seront tapés plus tard avec ce clavier.",

  'network.title': 'Réseau',
  'network.intro': "Phantom joint d'autres nœuds par votre réseau. L'adresse vient toute seule.",
  'network.reading': 'Examen des cartes réseau ...',
  'network.no-card':
    "Aucune carte réseau trouvée. Ce disque n'a peut-être pas le logiciel spécial qu'il faut à certaines cartes ; un adaptateur USB à câble aide souvent.",
  'network.only-wireless':
    'Seule une carte Wi-Fi a été trouvée ({cards}). Seul le disque la connecte : branchez un câble, ou un adaptateur USB à câble.',
  'network.no-cable': "Aucun câble n'est branché ({cards}). Branchez-en un ; cette page le remarque.",
  'network.waiting': "Connecté. Attente d'une adresse de votre routeur ({seconds} s) ...",
  'network.no-answer':
    "Personne n'a donné d'adresse à ce PC depuis {seconds} s. Le routeur est-il allumé, et l'autre bout du câble y est-il branché ? \"Réessayer\" demande encore une fois.",
  'network.ready': "Le réseau marche : ce PC a l'adresse {addresses}.",
  'network.card': 'Carte',
  'network.link': 'Câble',
  'network.address': 'Adresse',
  'network.link.yes': 'branché',
  'network.link.no': 'non branché',
  'network.link.wireless': 'Wi-Fi',
  'network.without': 'Continuer sans réseau',
  'network.without.warning':
    "Sans réseau, ce nœud ne trouve personne. Vous pouvez continuer ; il se met à chercher dès qu'il y a un réseau.",
  'network.clock': "Laisser d'autres nœuds régler l'horloge de ce PC",
  'network.clock.why':
    "Les vieux PC oublient la date quand leur pile est vide. Phantom n'en a pas besoin ; les programmes qui parlent à Internet, si.",
  'network.help':
    "Branchez un câble réseau à ce PC et à votre routeur. Le routeur donne une adresse tout seul (DHCP) ; cela prend en général quelques secondes. Si cela ne marche pas, choisissez le Wi-Fi ou une adresse fixe avec les flèches et Entrée, si ce PC les a ; la page suivante demande alors ce qu'il faut. Rien n'est envoyé à personne d'autre à ce stade.",

  'which.title': 'Quel réseau',
  'which.intro': 'Il peut y avoir bien des réseaux, séparés les uns des autres. Ce nœud sera dans un réseau',
  'which.public': 'public',
  'which.passphrase': 'à phrase secrète',
  'which.invite': 'sur invitation',
  'which.public.shows':
    "Chacun peut y entrer, lister ses nœuds avec leurs adresses sur Internet, et frapper à leur porte. C'est là qu'il y a le plus de monde, et c'est parmi beaucoup qu'on est le mieux caché.",
  'which.passphrase.shows':
    'Seul qui connaît le nom et la phrase secrète y entre, et ses membres se voient entre eux ; pour tous les autres, ses nœuds ne sont que du bruit. Peu de monde vous cache moins bien que beaucoup. Qui enregistre ce que les nœuds envoient peut essayer des phrases : prenez-en une longue.',
  'which.invite.shows':
    'Seul qui a reçu sa clé y entre, et ses membres se voient entre eux ; pour tous les autres, ses nœuds ne sont que du bruit. Personne ne peut deviner la clé, mais chaque membre peut la transmettre. Peu de monde vous cache moins bien que beaucoup.',
  'which.field.channel': 'Nom',
  'which.field.passphrase': 'Phrase secrète',
  'which.field.key': 'Invitation avec la clé (ou un fichier, commençant par /)',
  'which.channel.bad':
    "Un nom a de 1 à 64 lettres, chiffres, points, traits d'union et traits de soulignement, sans espaces.",
  'which.passphrase.good': 'Assez longue. Qui tape la même crée ou rejoint le même réseau.',
  'which.passphrase.short':
    "Au moins {least} caractères, {count} jusqu'ici. Cinq mots tirés au hasard vont bien. On peut la lire pendant que vous tapez.",
  'which.kept': 'La clé est déjà ici ; tapez la phrase secrète seulement pour la changer.',
  'which.key.kept': 'La clé de "{name}" est déjà ici ; il n\'y a rien à taper.',
  'which.key.good': 'Ceci fait entrer dans le réseau "{name}".',
  'which.key.apart':
    'La clé du réseau "{name}" n\'est pas dans ce fichier. Choisissez plus haut un réseau à phrase secrète si c\'en est un ; sinon, demandez une invitation avec la clé.',
  'which.missing.passphrase': 'Il manque la phrase secrète du réseau : revenez en arrière et tapez-la.',
  'which.missing.invite': "Il manque l'invitation avec la clé du réseau : revenez en arrière et tapez-la.",
  'which.help':
    "Le réseau public est le bon, sauf si quelqu'un vous a dit autre chose. Un réseau à phrase secrète est créé par qui tape en premier son nom et sa phrase, et rejoint par tous ceux qui tapent les mêmes ; une faute mène dans un réseau vide, comme s'il n'y avait personne. Les membres comparent la marque qu'affiche \"phantom status\" : la même marque veut dire le même réseau. Pour un réseau sur invitation, un membre vous donne ce qu'affiche \"phantom invite --with-key\" ; cela commence par phk1. La clé est gardée sur ce PC, la phrase secrète ne l'est pas. Un nœud a une identité par réseau, et rien de l'un ne sert dans un autre. Une machine peut être dans plusieurs réseaux à la fois : la commande \"phantom channel\" s'en charge.",

  'contact.title': "Comment trouver d'autres nœuds",
  'contact.intro':
    'Sans serveur central, votre nœud doit en rencontrer un autre pour en connaître davantage.',
  'contact.lan': 'Chercher sur le réseau local',
  'contact.lan.shows':
    "Montre aux machines de votre réseau local que quelqu'un appelle. Seuls les nœuds du même réseau Phantom peuvent lire l'appel.",
  'contact.bittorrent': 'Se rencontrer dans le DHT de BitTorrent',
  'contact.bittorrent.shows':
    "Montre ce PC à des inconnus partout ; ceux qui connaissent le nom de ce réseau peuvent voir qu'il en fait partie.",
  'contact.invite': "Invitation d'une connaissance (peut rester vide)",
  'contact.invite.shows': 'Montre à qui surveille votre ligne, et à ce nœud-là, que ce PC lui parle.',
  'contact.invite.file': "Un fichier d'invitations ; il est lu quand vous continuez.",
  'contact.invite.good': "C'est une invitation vers {endpoint}.",
  'contact.invite.truncated':
    "Une invitation commence par ph1 et a 71 ou 90 lettres et chiffres ; {count} jusqu'ici.",
  'contact.invite.not-an-invite': "Ce n'est pas une invitation : elles commencent par ph1.",
  'contact.invite.mistyped':
    "Il y a une faute : comparez lettre par lettre. Les lettres b, i et o n'y sont jamais.",
  'contact.invite.unknown-version':
    "Cette invitation vient d'une version de Phantom plus récente que ce disque.",
  'contact.invite.no-endpoint': "Cette invitation ne contient aucune adresse que l'on puisse appeler.",
  'contact.nobody':
    "Sans recherche ni invitation, ce nœud ne peut qu'attendre que quelqu'un d'autre le trouve. C'est permis.",
  'contact.help':
    "Trois façons de se rencontrer : un appel sur le réseau local trouve les nœuds de la même maison. Le DHT de BitTorrent est une liste tenue par des millions d'inconnus, sans personne aux commandes : ce nœud y demande où sont les autres, et y laisse un mot s'il est joignable. Quelques serveurs de BitTorrent montrent l'entrée. Cela marche sans connaître personne, mais qui le veut peut y voir qui prend part. Une invitation est une ligne qu'affiche un autre nœud (page \"Invitation\" de son tableau de bord, ou \"phantom invite\") ; elle contient l'adresse et la clé de ce nœud. Copiez-la lettre par lettre ; majuscules et minuscules reviennent au même. Au lieu d'une invitation, la ligne peut contenir le chemin d'un fichier d'invitation, commençant par /, qui indique jusqu'à trois nœuds ; \"Chercher une invitation sur une clé USB\" en trouve un sur une clé USB ou un CD que vous branchez en plus de ce disque, et qui n'est ouvert qu'en lecture. Vous pouvez aussi ajouter une invitation plus tard.",

  'summary.title': 'Est-ce correct ?',
  'summary.intro': "Rien n'a encore été changé, sauf le clavier et le réseau. Voici ce qui sera fait :",
  'summary.keyboard': 'Clavier',
  'summary.network': 'Réseau',
  'summary.clock': 'Horloge',
  'summary.clock.set': "réglée sur l'heure dont d'autres nœuds conviennent",
  'summary.clock.left': 'laissée telle quelle',
  'summary.which': 'Membre de',
  'summary.which.public': '{name} (public)',
  'summary.which.passphrase': '{name} (par phrase secrète)',
  'summary.which.invite': '{name} (sur invitation)',
  'summary.lan': 'Rech. locale',
  'summary.bittorrent': 'BitTorrent',
  'summary.invite': 'Invitation',
  'summary.on': 'oui',
  'summary.off': 'non',
  'summary.no-invite': 'aucune',
  'summary.no-network': 'aucun encore',
  'summary.plan': 'Ensuite :',
  'summary.go': 'Configurer',
  'summary.help':
    'Vérifiez les réponses. Esc revient en arrière pour les changer ; rien n\'est perdu. "Configurer" écrit les réglages et démarre le nœud. Lancé depuis le disque, tout reste seulement en mémoire et disparaît une fois le PC éteint.',

  'plan.settings': 'écrire les réglages dans {file}',
  'plan.service': 'démarrer le nœud, maintenant et à chaque démarrage de ce système',
  'plan.join': 'entrer dans le réseau et montrer où cela en est',

  'joining.title': 'Entrée dans le réseau',
  'joining.settings': 'Écriture des réglages',
  'joining.service': 'Démarrage du nœud',
  'joining.failed': "Cela n'a pas marché : {why}",
  'joining.wait': 'Attente de la réponse du nœud ...',
  'joining.identity':
    "Le premier démarrage prend du temps : l'identité demande du calcul, pour que personne ne puisse en avoir des milliers.",
  'joining.search': 'La recherche continue toute seule, même si vous quittez cette page.',
  'joining.done': 'Terminé : ce nœud fait partie du réseau.',
  'joining.nobody': 'Il ne transporte encore aucun programme, il ne cache donc personne.',
  'joining.unmarked':
    "Le nœud marche, mais les questions reviendront au prochain démarrage : ce PC ne peut pas noter qu'il est configuré ({why}). Appuyez encore une fois pour continuer.",
  'joining.foundUs': "d'autres nous ont trouvés",
  'joining.dashboard': 'Vers le tableau de bord',
  'joining.leave': 'Continuer sans attendre',
  'joining.change': 'Changer les réponses',
  'joining.help':
    'Ce sont les vraies étapes du nœud. L\'identité : une clé que seul ce PC possède. Puis il cherche d\'autres nœuds, se lie à eux de façon chiffrée, et se fait connaître de ceux dont le numéro est proche du sien. "Continuer sans attendre" mène au tableau de bord, où la recherche continue.',
};
