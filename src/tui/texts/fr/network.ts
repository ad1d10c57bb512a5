/** French, of the ways this PC reaches its network. */
export const network = {
  'network.how': 'Ce PC accède à son réseau',
  'network.kind.wired': "par câble ; l'adresse vient toute seule",
  'network.kind.wifi': 'par Wi-Fi',
  'network.kind.fixed': 'par câble, avec une adresse que je tape',
  'network.kind.none': 'pas encore ; un câble branché plus tard est utilisé aussitôt',
  'network.later': "La page suivante demande ce qu'il faut.",
  'network.by-wifi':
    'Seule une carte Wi-Fi a été trouvée ({cards}). Choisissez le Wi-Fi ci-dessous, ou branchez un adaptateur USB à câble.',
  'network.not-here':
    'connection: seul le disque de Phantom règle le réseau de son PC. Cette machine a son propre système qui le fait ; retirez cette réponse.',

  'wifi.title': 'Wi-Fi',
  'wifi.list': "Réseaux que ce PC entend, le plus fort d'abord",
  'wifi.list.scanning': 'Écoute des réseaux ...',
  'wifi.list.empty': "Aucun réseau n'a cela dans son nom.",
  'wifi.security.open': 'ouvert',
  'wifi.security.psk': 'protégé',
  'wifi.security.other': 'avec compte',
  'wifi.hidden': 'un autre, qui cache son nom',
  'wifi.hidden.open': "Vide s'il n'y en a pas.",
  'wifi.open':
    "Ce réseau est ouvert. Ce que Phantom envoie est chiffré quand même ; d'autres à proximité voient seulement où cela part.",
  'wifi.other':
    "Ce réseau demande un compte ou une ancienne protection (WEP), que ce disque n'a pas. Choisissez-en un autre, ou un câble.",
  'wifi.field.ssid': 'Son nom, lettre par lettre ; majuscules et minuscules comptent',
  'wifi.field.passphrase': 'Mot de passe du Wi-Fi {name}',
  'wifi.field.country': 'Pays en deux lettres, comme FR (peut rester vide)',
  'wifi.country.why':
    "Il décide des canaux que la loi permet. Vide : seulement ceux permis partout. Il n'est dit à personne.",
  'wifi.show': 'Montrer le mot de passe',
  'wifi.connect': 'Connecter',
  'wifi.stop': 'Arrêter',
  'wifi.listen': 'Écouter encore',
  'wifi.connecting': 'Connexion à {name} ... Cela peut prendre une demi-minute.',
  'wifi.switched-off':
    'Le Wi-Fi est coupé par un interrupteur ou une touche de ce PC. Allumez-le ; cette page le remarque.',
  'wifi.no-service': 'Préparation de la carte Wi-Fi ...',
  'wifi.bad.none': "Choisissez d'abord un réseau, ou tapez le nom d'un réseau qui le cache.",
  'wifi.bad.missing': 'Ce réseau demande son mot de passe.',
  'wifi.bad.ssid':
    "Le nom d'un Wi-Fi a au plus 32 lettres ; celles qui ont un accent comptent double ou plus.",
  'wifi.bad.passphrase':
    "Un mot de passe Wi-Fi a de 8 à 63 lettres, chiffres et signes, sans accents ; ce n'est pas le cas ici.",
  'wifi.bad.country':
    'Un pays, ce sont deux lettres, comme DE, FR ou US ; vide si vous ne voulez pas le dire.',
  'wifi.help':
    'Choisissez un réseau avec les flèches et Entrée. Plus il y a de barres, meilleur est le signal ; "protégé" veut dire qu\'il faut un mot de passe, souvent inscrit sur le routeur. Tapez le mot de passe et choisissez "Connecter". Un réseau qui n\'est pas dans la liste est peut-être hors de portée, utilise peut-être un canal permis seulement dans votre pays (indiquez alors le pays et choisissez "Écouter encore"), ou cache son nom (dernière ligne de la liste). Le mot de passe reste dans la mémoire de ce PC et disparaît quand on l\'éteint. Votre carte Wi-Fi reçoit une adresse au hasard à chaque démarrage, pour que le routeur ne puisse pas reconnaître ce PC ; une carte qui ne sait pas le faire garde la sienne.',

  'connect.good': 'Connecté.',
  'connect.no-card': "Aucune carte réseau pour un câble n'a été trouvée.",
  'connect.no-service':
    "Aucune carte Wi-Fi n'est prête. Celles qui demandent un logiciel spécial ne marchent peut-être pas avec ce disque.",
  'connect.no-such-network':
    'Aucun réseau nommé "{name}" n\'est à portée. Majuscules et minuscules comptent ; un réseau qui cache son nom doit être choisi comme tel.',
  'connect.needs-passphrase': '"{name}" n\'est pas ouvert : il demande un mot de passe.',
  'connect.wrong-passphrase':
    'Le mot de passe de "{name}" est faux. Majuscules et minuscules comptent ; "Montrer le mot de passe" aide.',
  'connect.too-weak': '"{name}" est trop faible ici. Rapprochez ce PC ou son antenne du routeur.',
  'connect.no-answer':
    '"{name}" ne laisse pas entrer ce PC. Vérifiez le mot de passe : avec WPA3, et chez certains routeurs, une faute se montre ainsi. Sinon, le routeur est peut-être occupé, ou tient une liste de qui peut entrer.',
  'connect.no-answer.open':
    '"{name}" ne laisse pas entrer ce PC. Il est peut-être occupé, ou tient une liste de qui peut entrer.',
  'connect.unsupported': '"{name}" utilise une protection que ce disque ou cette carte Wi-Fi n\'a pas.',
  'connect.stopped': 'La connexion a été arrêtée.',
  'connect.failed': "Cela n'a pas marché : {why}",

  'fixed.title': 'Adresse fixe',
  'fixed.card': 'Carte réseau',
  'fixed.address4': 'Adresse IPv4 avec la longueur du réseau, comme 192.168.1.5/24',
  'fixed.gateway4': 'Routeur pour IPv4, comme 192.168.1.1',
  'fixed.address6': 'Adresse IPv6 avec la longueur du réseau, comme 2001:db8::5/64',
  'fixed.gateway6': 'Routeur pour IPv6, comme fe80::1',
  'fixed.no-dns':
    'Ce qui reste vide vient tout seul si le réseau le donne. Pas besoin de serveur de noms : Phantom ne demande de noms à personne.',
  'fixed.use': 'Utiliser',
  'fixed.working': "Réglage de l'adresse ...",
  'fixed.bad.none': 'Tapez une adresse IPv4 ou IPv6, ou les deux.',
  'fixed.bad.only-gateway': "Un routeur seul ne suffit pas : tapez aussi l'adresse de ce PC.",
  'fixed.bad.address4': 'Une adresse IPv4, ce sont quatre nombres de 0 à 255, comme 192.168.1.5/24.',
  'fixed.bad.address6':
    'Une adresse IPv6, ce sont des groupes de chiffres et de lettres a à f séparés par des deux-points, comme 2001:db8::5/64.',
  'fixed.bad.prefix4':
    "Après l'adresse, il manque une barre / et la longueur du réseau : /24 revient à 255.255.255.0.",
  'fixed.bad.prefix6': "Après l'adresse, il manque une barre / et la longueur du réseau : /64 est courant.",
  'fixed.bad.unusable': "Cette adresse a un sens particulier et ne peut pas être celle d'un PC.",
  'fixed.bad.gateway4': 'Le routeur pour IPv4, ce sont quatre nombres de 0 à 255, sans barre /.',
  'fixed.bad.gateway6': 'Le routeur pour IPv6 est une adresse IPv6 sans barre /.',
  'fixed.bad.same': 'Le routeur a sa propre adresse ; celle-ci est celle de ce PC.',
  'fixed.bad.elsewhere':
    "Ce routeur n'est pas dans le réseau de l'adresse : comparez les nombres et la longueur après la barre /.",
  'fixed.help':
    'La plupart des réseaux donnent les adresses tout seuls ; revenez alors en arrière et choisissez "par câble". Sinon, qui s\'occupe du réseau vous dit quelle adresse ce PC peut avoir, et laquelle a le routeur. On peut donner IPv4 et IPv6 ensemble, ou l\'un des deux. Les adresses sont oubliées quand on éteint ce PC.',

  'summary.connection.wired': 'par câble',
  'summary.connection.wifi': 'Wi-Fi {name}',
  'summary.connection.fixed': 'fixe : {addresses}',
  'summary.connection.none': 'aucun encore',
};
