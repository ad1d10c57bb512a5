import type { doctorTexts } from '../en-doctor.js';

export const doctor: Record<keyof typeof doctorTexts, string> = {
  'doctor.well': 'Rien ne fait obstacle.',
  'doctor.ill': '{count} point est à regarder. | {count} points sont à regarder.',
  'doctor.is.fine': 'tout va bien.',
  'doctor.is.unknown': 'on ne peut pas le dire.',
  'doctor.is.warn': 'à regarder.',
  'doctor.is.bad': 'fait obstacle.',
  'doctor.any.no-node': 'Seul un nœud en marche le montre.',
  'doctor.any.young': 'Le nœud ne tourne pas depuis assez longtemps.',

  'doctor.node': 'Nœud :',
  'doctor.node.fine': 'Il tourne, et il est connecté.',
  'doctor.node.off': 'Il ne tourne pas.',
  'doctor.node.off.cure':
    'Lancez-le par "systemctl start phantom-node", ou "phantom run" ; "journalctl -u phantom-node" dit pourquoi il s\'est arrêté.',
  'doctor.node.alone': "Il tourne, mais n'est lié à personne.",
  'doctor.node.joining': "Il tourne, mais n'est pas encore connecté.",

  'doctor.network': 'Réseau :',
  'doctor.network.fine': 'Il y a une adresse, et une sortie.',
  'doctor.network.alone': 'Ce nœud reste sur le réseau local, comme le disent ses réglages.',
  'doctor.network.none': "Ce PC n'a pas d'adresse réseau.",
  'doctor.network.none.cure': 'Vérifiez le câble ou le Wi-Fi, et si le routeur donne des adresses.',
  'doctor.network.no-route': 'Il y a une adresse, mais pas de sortie du réseau local.',
  'doctor.network.no-route.cure':
    'Redemandez une adresse au routeur (débranchez le câble et rebranchez-le), ou indiquez une passerelle ; les nœuds du réseau local sont trouvés quand même.',
  'doctor.network.unknown': 'Le programme "ip" manque ici.',

  'doctor.udp': 'UDP :',
  'doctor.udp.fine': "Des paquets d'autres nœuds arrivent.",
  'doctor.udp.nobody': 'On ne connaît personne à qui envoyer.',
  'doctor.udp.blocked':
    "On a envoyé à {count} nœud connu, et pas un seul paquet n'est revenu. | On a envoyé à {count} nœuds connus, et pas un seul paquet n'est revenu.",
  'doctor.udp.blocked.cure':
    "Un pare-feu avale l'UDP : celui de ce PC (\"nft list ruleset\"), du routeur, d'un hôtel, d'un bureau ou d'un opérateur. Laissez sortir l'UDP, ou essayez un autre accès à Internet. Si cela marchait avant, ces nœuds ont peut-être aussi disparu : essayez une autre invitation.",

  'doctor.contact': 'Premier contact :',
  'doctor.contact.fine': "D'autres nœuds sont liés.",
  'doctor.contact.no-source': "Personne à qui demander, et aucun moyen de chercher quelqu'un.",
  'doctor.contact.no-source.cure':
    'Obtenez une invitation de quelqu\'un ("phantom join INVITE"), ou activez une recherche : "phantom config set first_contact.lan true", ou first_contact.bittorrent.',
  'doctor.contact.nobody-found': "Aucun autre nœud n'a encore été trouvé.",
  'doctor.contact.nobody-found.cure':
    'Une invitation aide ("phantom join INVITE"), ou la recherche dans le DHT de BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': "D'autres nœuds sont connus, mais aucun ne répond.",
  'doctor.contact.nobody-answers.cure': 'Ils sont peut-être éteints : essayez une autre invitation.',

  'doctor.reach': "Joignable par d'autres :",
  'doctor.reach.fine': "D'autres joignent ce nœud d'eux-mêmes.",
  'doctor.reach.unknown': 'Trop peu ont encore essayé.',
  'doctor.reach.closed':
    "Le routeur ne laisse entrer personne, d'après {count} réseau. | Le routeur ne laisse entrer personne, d'après {count} réseaux.",
  'doctor.reach.closed.cure':
    'Le nœud marche quand même. Il est plus utile aux autres si le routeur laisse entrer par son port UDP ("phantom status" le montre), ou si UPnP ou NAT-PMP y est activé.',
  'doctor.reach.closed-unasked':
    "Le routeur ne laisse entrer personne, d'après {count} réseau, et les réglages interdisent de le lui demander. | Le routeur ne laisse entrer personne, d'après {count} réseaux, et les réglages interdisent de le lui demander.",
  'doctor.reach.closed-unasked.cure':
    'Le nœud marche quand même. Il est plus utile aux autres si le routeur laisse entrer par son port UDP ("phantom status" le montre).',
  'doctor.reach.port-per-peer':
    'Le routeur ne laisse entrer personne, et montre un autre port à chaque nœud (un NAT symétrique, courant chez les opérateurs) : on ne peut dire à personne où frapper.',
  'doctor.reach.port-per-peer.cure':
    'Le nœud marche, en appelant lui-même les autres. Ouvrir son port UDP dans le routeur aide, si le routeur est à vous.',
  'doctor.reach.one-way': "Les {count} liens ont tous été faits d'ici ; personne n'est venu de lui-même.",
  'doctor.reach.one-way.cure':
    'Le routeur ou un pare-feu ne laisse sans doute entrer personne. Le nœud marche quand même ; il est plus utile aux autres si l\'on peut entrer par son port UDP ("phantom status" le montre).',

  'doctor.isolation': 'Isolé :',
  'doctor.isolation.fine': 'Rien ne le laisse penser.',
  'doctor.isolation.unlinked': "Personne n'est lié.",

  'doctor.clock': 'Horloge :',
  'doctor.clock.fine': "L'horloge de ce PC est à l'heure.",
  'doctor.clock.unasked': "L'heure n'a encore été demandée à aucun autre nœud.",
  'doctor.clock.dead': "L'horloge de ce PC montre une date impossible : sa pile est morte.",
  'doctor.clock.dead.cure':
    "Phantom marche sans ; il demande aux autres. D'autres programmes échouent : une pile neuve aide (le plus souvent une CR2032).",
  'doctor.clock.behind': "L'horloge de ce PC retarde de {off} sur l'heure du réseau.",
  'doctor.clock.behind.cure':
    'Phantom marche sans elle, mais les certificats et les journaux d\'autres programmes se trompent : réglez-la, ou laissez faire le nœud par "phantom config set clock.set true" et "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': "L'horloge de ce PC avance de {off} sur l'heure du réseau.",
  'doctor.clock.ahead.cure':
    'Phantom marche sans elle, mais les certificats et les journaux d\'autres programmes se trompent : réglez-la, ou laissez faire le nœud par "phantom config set clock.set true" et "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset':
    "L'horloge de ce PC est décalée de {off}, alors que le nœud a le droit de la faire régler.",
  'doctor.clock.unset.cure':
    'Elle est réglée quand trois réseaux ou plus sont d\'accord depuis deux minutes. Si rien ne change, "phantom log" donne la raison ; sur une Debian à vous, "systemctl enable --now phantom-clock.socket" active ce qui la règle.',
  'doctor.clock.apart':
    "Sur {voices} réseaux à qui l'heure a été demandée, seuls {agreeing} sont d'accord avec ce nœud.",
  'doctor.clock.apart.cure':
    "Quelqu'un ment sur la date, ou deux groupes viennent de se rencontrer. Si rien ne change, une invitation d'une personne de confiance montre qui a raison.",

  'doctor.ipv6': 'IPv6 :',
  'doctor.ipv6.fine': "D'autres nœuds répondent par ce moyen.",
  'doctor.ipv6.none': "La ligne n'en a pas, ce qui ne gêne pas.",
  'doctor.ipv6.unused': "Personne n'a encore été appelé par ce moyen.",
  'doctor.ipv6.off': 'Il est désactivé sur ce PC ; les adresses de Phantom sont des adresses IPv6.',
  'doctor.ipv6.off.cure':
    'Activez-le : "sysctl net.ipv6.conf.all.disable_ipv6=0", et enlevez ipv6.disable=1 là où le noyau est lancé. La ligne n\'a pas besoin d\'IPv6.',
  'doctor.ipv6.no-route': 'La ligne a donné une adresse IPv6, mais pas de sortie.',
  'doctor.ipv6.no-route.cure': "Redémarrez le routeur. D'ici là, IPv4 suffit.",
  'doctor.ipv6.silent':
    "Personne de ceux qu'on appelle par IPv6 ne répond, alors que d'autres répondent par IPv4.",
  'doctor.ipv6.silent.cure':
    'Le routeur ou le fournisseur perturbe IPv6 : redémarrez le routeur, ou désactivez-y IPv6. IPv4 suffit.',

  'doctor.multicast': 'Recherche sur le réseau local :',
  'doctor.multicast.fine': 'Les appels sortent.',
  'doctor.multicast.off': 'Désactivée dans les réglages.',
  'doctor.multicast.unknown': "Il n'y a pas de réseau IPv4.",
  'doctor.multicast.none': 'Les appels au réseau local (multicast) ne quittent pas ce PC.',
  'doctor.multicast.none.cure':
    'Un pare-feu de ce PC les interdit ("nft list ruleset") : permettez l\'UDP vers 239.255.112.104, port 28776. Bien des Wi-Fi pour invités les avalent plus loin, ce que rien ne montre ici ; une invitation marche partout.',

  'doctor.tun': 'Programmes de ce PC :',
  'doctor.tun.fine': 'Leurs paquets sont transportés.',
  'doctor.tun.off': 'Les réglages disent que ce nœud ne fait que relayer.',
  'doctor.tun.no-device': 'Ils ne sont pas transportés : /dev/net/tun manque.',
  'doctor.tun.no-device.cure':
    '"modprobe tun" en tant que root le crée ; dans un conteneur, l\'hôte doit le donner. Sans lui, ce nœud ne fait que relayer.',
  'doctor.tun.no-ipv6': 'Ils ne sont pas transportés, car IPv6 est désactivé sur ce PC.',
  'doctor.tun.no-right': "Ils ne sont pas transportés, bien qu'il y ait un périphérique TUN.",
  'doctor.tun.no-right.cure':
    'Le nœud n\'a pas le droit de l\'ouvrir : lancez-le comme service phantom-node, ou avec CAP_NET_ADMIN. "phantom log" donne la raison.',
};
