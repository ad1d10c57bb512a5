import type { doctorTexts } from '../en-doctor.js';

export const doctor: Record<keyof typeof doctorTexts, string> = {
  'doctor.well': 'Nichts steht im Weg.',
  'doctor.ill': '{count} Punkt braucht einen Blick. | {count} Punkte brauchen einen Blick.',
  'doctor.is.fine': 'in Ordnung.',
  'doctor.is.unknown': 'lässt sich nicht sagen.',
  'doctor.is.warn': 'sehen Sie nach.',
  'doctor.is.bad': 'steht im Weg.',
  'doctor.any.no-node': 'Das zeigt nur ein laufender Knoten.',
  'doctor.any.young': 'Der Knoten läuft noch nicht lange genug.',

  'doctor.node': 'Knoten:',
  'doctor.node.fine': 'Er läuft und ist verbunden.',
  'doctor.node.off': 'Er läuft nicht.',
  'doctor.node.off.cure':
    'Starten Sie ihn mit "systemctl start phantom-node" oder "phantom run"; "journalctl -u phantom-node" sagt, warum er geendet hat.',
  'doctor.node.alone': 'Er läuft, ist aber mit niemandem verbunden.',
  'doctor.node.joining': 'Er läuft, ist aber noch nicht verbunden.',

  'doctor.network': 'Netz:',
  'doctor.network.fine': 'Es gibt eine Adresse und einen Weg hinaus.',
  'doctor.network.alone': 'Dieser Knoten bleibt im lokalen Netz, wie seine Einstellungen sagen.',
  'doctor.network.none': 'Dieser PC hat keine Netzadresse.',
  'doctor.network.none.cure': 'Prüfen Sie Kabel oder WLAN, und ob der Router Adressen vergibt.',
  'doctor.network.no-route': 'Es gibt eine Adresse, aber keinen Weg aus dem lokalen Netz.',
  'doctor.network.no-route.cure':
    'Fragen Sie den Router noch einmal nach einer Adresse (Kabel ziehen und wieder einstecken), oder tragen Sie ein Gateway ein; Knoten im lokalen Netz werden trotzdem gefunden.',
  'doctor.network.unknown': 'Das Programm "ip" fehlt hier.',

  'doctor.udp': 'UDP:',
  'doctor.udp.fine': 'Datagramme anderer Knoten kommen an.',
  'doctor.udp.nobody': 'Niemand ist bekannt, an den man senden könnte.',
  'doctor.udp.blocked':
    'An {count} bekannten Knoten wurde gesendet, und kein einziges Datagramm kam zurück. | An {count} bekannte Knoten wurde gesendet, und kein einziges Datagramm kam zurück.',
  'doctor.udp.blocked.cure':
    'Eine Firewall verschluckt UDP: die dieses PCs ("nft list ruleset"), die des Routers oder die eines Hotels, eines Büros, einer Telefongesellschaft. Lassen Sie UDP hinaus, oder nehmen Sie einen anderen Weg ins Internet. Ging es früher, können auch jene Knoten weg sein: versuchen Sie eine andere Einladung.',

  'doctor.contact': 'Erster Kontakt:',
  'doctor.contact.fine': 'Andere Knoten sind verbunden.',
  'doctor.contact.no-source': 'Niemand ist zu fragen, und keine Suche ist eingeschaltet.',
  'doctor.contact.no-source.cure':
    'Lassen Sie sich eine Einladung geben ("phantom join INVITE"), oder schalten Sie eine Suche ein: "phantom config set first_contact.lan true" oder first_contact.bittorrent.',
  'doctor.contact.nobody-found': 'Noch kein anderer Knoten ist gefunden.',
  'doctor.contact.nobody-found.cure':
    'Eine Einladung hilft ("phantom join INVITE"), oder die Suche im DHT von BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': 'Andere Knoten sind bekannt, aber keiner antwortet.',
  'doctor.contact.nobody-answers.cure':
    'Vielleicht sind sie ausgeschaltet: versuchen Sie eine andere Einladung.',

  'doctor.reach': 'Von anderen erreicht:',
  'doctor.reach.fine': 'Andere erreichen diesen Knoten von sich aus.',
  'doctor.reach.unknown': 'Noch haben es zu wenige versucht.',
  'doctor.reach.closed':
    'Der Router lässt niemanden herein, wie {count} Netz fand. | Der Router lässt niemanden herein, wie {count} Netze fanden.',
  'doctor.reach.closed.cure':
    'Der Knoten arbeitet trotzdem. Für andere ist er mehr wert, wenn der Router seinen UDP-Port weiterleitet ("phantom status" zeigt ihn) oder UPnP oder NAT-PMP eingeschaltet hat.',
  'doctor.reach.closed-unasked':
    'Der Router lässt niemanden herein, wie {count} Netz fand, und die Einstellungen verbieten, ihn zu fragen. | Der Router lässt niemanden herein, wie {count} Netze fanden, und die Einstellungen verbieten, ihn zu fragen.',
  'doctor.reach.closed-unasked.cure':
    'Der Knoten arbeitet trotzdem. Für andere ist er mehr wert, wenn der Router seinen UDP-Port weiterleitet ("phantom status" zeigt ihn).',
  'doctor.reach.port-per-peer':
    'Der Router lässt niemanden herein und zeigt jedem Knoten einen anderen Port (symmetrisches NAT, üblich bei Telefongesellschaften): niemandem kann gesagt werden, wo er klopfen soll.',
  'doctor.reach.port-per-peer.cure':
    'Der Knoten arbeitet, indem er andere selbst ruft. Seinen UDP-Port im Router weiterzuleiten hilft, wenn der Router Ihnen gehört.',
  'doctor.reach.one-way':
    'Alle {count} Verbindungen gingen von hier aus; niemand kam von sich aus. | Alle {count} Verbindungen gingen von hier aus; niemand kam von sich aus.',
  'doctor.reach.one-way.cure':
    'Der Router oder eine Firewall lässt wohl niemanden herein. Der Knoten arbeitet trotzdem; für andere ist er mehr wert, wenn sein UDP-Port ("phantom status" zeigt ihn) weitergeleitet wird.',

  'doctor.isolation': 'Abgeschnitten:',
  'doctor.isolation.fine': 'Nichts spricht dafür.',
  'doctor.isolation.unlinked': 'Niemand ist verbunden.',

  'doctor.clock': 'Uhr:',
  'doctor.clock.fine': 'Die Uhr dieses PCs geht richtig.',
  'doctor.clock.unasked': 'Noch kein anderer Knoten wurde nach der Zeit gefragt.',
  'doctor.clock.dead': 'Die Uhr dieses PCs zeigt ein Datum, das nicht sein kann: ihre Batterie ist leer.',
  'doctor.clock.dead.cure':
    'Phantom kommt ohne sie aus; es fragt andere. Andere Programme scheitern: eine neue Batterie hilft (meist eine CR2032).',
  'doctor.clock.behind': 'Die Uhr dieses PCs geht gegen die Netzzeit {off} nach.',
  'doctor.clock.behind.cure':
    'Phantom kommt ohne sie aus, aber Zertifikate und Protokolle anderer Programme stimmen nicht: stellen Sie sie, oder lassen Sie es den Knoten tun mit "phantom config set clock.set true" und "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': 'Die Uhr dieses PCs geht gegen die Netzzeit {off} vor.',
  'doctor.clock.ahead.cure':
    'Phantom kommt ohne sie aus, aber Zertifikate und Protokolle anderer Programme stimmen nicht: stellen Sie sie, oder lassen Sie es den Knoten tun mit "phantom config set clock.set true" und "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset': 'Die Uhr dieses PCs geht um {off} falsch, obwohl der Knoten sie stellen lassen darf.',
  'doctor.clock.unset.cure':
    'Sie wird gestellt, wenn drei Netze oder mehr zwei Minuten lang einig waren. Bleibt es so, steht der Grund in "phantom log"; auf einem eigenen Debian schaltet "systemctl enable --now phantom-clock.socket" ein, was sie stellt.',
  'doctor.clock.apart':
    'Von {voices} Netzen, die nach der Zeit gefragt wurden, stimmen nur {agreeing} mit diesem Knoten überein.',
  'doctor.clock.apart.cure':
    'Jemand lügt über das Datum, oder zwei Gruppen haben sich gerade getroffen. Bleibt es so, zeigt eine Einladung von jemandem, dem Sie vertrauen, wer recht hat.',

  'doctor.ipv6': 'IPv6:',
  'doctor.ipv6.fine': 'Andere Knoten antworten darüber.',
  'doctor.ipv6.none': 'Der Anschluss hat keines, was nicht schadet.',
  'doctor.ipv6.unused': 'Noch niemand wurde darüber gerufen.',
  'doctor.ipv6.off': 'Es ist auf diesem PC ausgeschaltet; Adressen von Phantom sind IPv6-Adressen.',
  'doctor.ipv6.off.cure':
    'Schalten Sie es ein: "sysctl net.ipv6.conf.all.disable_ipv6=0", und nehmen Sie ipv6.disable=1 weg, wo der Kern gestartet wird. Der Anschluss braucht kein IPv6.',
  'doctor.ipv6.no-route': 'Der Anschluss gab eine IPv6-Adresse, aber keinen Weg hinaus.',
  'doctor.ipv6.no-route.cure': 'Starten Sie den Router neu. Bis dahin genügt IPv4.',
  'doctor.ipv6.silent': 'Niemand, der über IPv6 gerufen wird, antwortet, während andere es über IPv4 tun.',
  'doctor.ipv6.silent.cure':
    'Der Router oder der Anbieter stört IPv6: starten Sie den Router neu, oder schalten Sie IPv6 dort aus. IPv4 genügt.',

  'doctor.multicast': 'Suche im lokalen Netz:',
  'doctor.multicast.fine': 'Rufe gehen hinaus.',
  'doctor.multicast.off': 'In den Einstellungen ausgeschaltet.',
  'doctor.multicast.unknown': 'Es gibt kein IPv4-Netz.',
  'doctor.multicast.none': 'Rufe ins lokale Netz (Multicast) verlassen diesen PC nicht.',
  'doctor.multicast.none.cure':
    'Eine Firewall auf diesem PC verbietet sie ("nft list ruleset"): erlauben Sie UDP an 239.255.112.104, Port 28776. Viele Gäste-WLANs verschlucken sie später, was hier nichts zeigt; eine Einladung geht überall.',

  'doctor.tun': 'Programme dieses PCs:',
  'doctor.tun.fine': 'Ihre Pakete werden befördert.',
  'doctor.tun.off': 'Nach den Einstellungen leitet dieser Knoten nur weiter.',
  'doctor.tun.no-device': 'Sie werden nicht befördert: /dev/net/tun fehlt.',
  'doctor.tun.no-device.cure':
    '"modprobe tun" als root legt es an; in einem Container muss es der Wirt geben. Ohne das leitet dieser Knoten nur weiter.',
  'doctor.tun.no-ipv6': 'Sie werden nicht befördert, weil IPv6 auf diesem PC ausgeschaltet ist.',
  'doctor.tun.no-right': 'Sie werden nicht befördert, obwohl es ein TUN-Gerät gibt.',
  'doctor.tun.no-right.cure':
    'Der Knoten darf es nicht öffnen: lassen Sie ihn als Dienst phantom-node laufen, oder mit CAP_NET_ADMIN. Der Grund steht in "phantom log".',
};
