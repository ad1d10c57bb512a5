import type { doctorTexts } from '../en-doctor.js';

/** Spanish, what `phantom doctor` says. */
export const doctor: Record<keyof typeof doctorTexts, string> = {
  'doctor.well': 'No hay ningún problema.',
  'doctor.ill': '{count} cosa necesita atención. | {count} cosas necesitan atención.',
  'doctor.is.fine': 'bien.',
  'doctor.is.unknown': 'no se sabe.',
  'doctor.is.warn': 'revíselo.',
  'doctor.is.bad': 'problema.',
  'doctor.any.no-node': 'Solo lo muestra un nodo en marcha.',
  'doctor.any.young': 'El nodo lleva poco tiempo en marcha.',

  'doctor.node': 'Nodo:',
  'doctor.node.fine': 'Está en marcha y conectado.',
  'doctor.node.off': 'No está en marcha.',
  'doctor.node.off.cure':
    'Inícielo con "systemctl start phantom-node" o "phantom run"; "journalctl -u phantom-node" dice por qué acabó.',
  'doctor.node.alone': 'Está en marcha, pero no está enlazado con nadie.',
  'doctor.node.joining': 'Está en marcha, pero aún no está conectado.',

  'doctor.network': 'Red:',
  'doctor.network.fine': 'Hay una dirección y una salida.',
  'doctor.network.alone': 'Este nodo se queda en la red local, como dicen sus ajustes.',
  'doctor.network.none': 'Este PC no tiene dirección de red.',
  'doctor.network.none.cure': 'Revise el cable o el wifi, y si el router da direcciones.',
  'doctor.network.no-route': 'Hay una dirección, pero ninguna salida de la red local.',
  'doctor.network.no-route.cure':
    'Pida otra vez una dirección al router (quite el cable y vuelva a ponerlo), o indique una puerta de enlace; los nodos de la red local se encuentran igual.',
  'doctor.network.unknown': 'Aquí falta el programa "ip".',

  'doctor.udp': 'UDP:',
  'doctor.udp.fine': 'Llegan paquetes de otros nodos.',
  'doctor.udp.nobody': 'No se conoce a nadie a quien enviar.',
  'doctor.udp.blocked':
    'Se envió a {count} nodo conocido, y no volvió ni un solo paquete. | Se envió a {count} nodos conocidos, y no volvió ni un solo paquete.',
  'doctor.udp.blocked.cure':
    'Algún cortafuegos se traga UDP: el de este PC ("nft list ruleset"), el del router, o el de un hotel, una oficina o una compañía telefónica. Deje salir UDP, o pruebe otra vía a Internet. Si antes funcionaba, quizá esos nodos ya no estén: pruebe otra invitación.',

  'doctor.contact': 'Primer contacto:',
  'doctor.contact.fine': 'Hay otros nodos enlazados.',
  'doctor.contact.no-source': 'No hay a quién preguntar, ni modo de buscar a nadie.',
  'doctor.contact.no-source.cure':
    'Consiga una invitación de alguien ("phantom join INVITE"), o encienda una búsqueda: "phantom config set first_contact.lan true", o first_contact.bittorrent.',
  'doctor.contact.nobody-found': 'Aún no se ha encontrado ningún otro nodo.',
  'doctor.contact.nobody-found.cure':
    'Ayuda una invitación ("phantom join INVITE"), o la búsqueda en la DHT de BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': 'Se conocen otros nodos, pero no responde ninguno.',
  'doctor.contact.nobody-answers.cure': 'Quizá estén apagados: pruebe otra invitación.',

  'doctor.reach': 'Llegan otros:',
  'doctor.reach.fine': 'Otros llegan a este nodo por sí solos.',
  'doctor.reach.unknown': 'Aún lo han intentado muy pocos.',
  'doctor.reach.closed':
    'El router no deja entrar a nadie, según {count} red. | El router no deja entrar a nadie, según {count} redes.',
  'doctor.reach.closed.cure':
    'El nodo funciona igual. Vale más para otros si el router le reenvía su puerto UDP ("phantom status" lo muestra), o tiene UPnP o NAT-PMP encendido.',
  'doctor.reach.closed-unasked':
    'El router no deja entrar a nadie, según {count} red, y los ajustes prohíben pedírselo. | El router no deja entrar a nadie, según {count} redes, y los ajustes prohíben pedírselo.',
  'doctor.reach.closed-unasked.cure':
    'El nodo funciona igual. Vale más para otros si el router le reenvía su puerto UDP ("phantom status" lo muestra).',
  'doctor.reach.port-per-peer':
    'El router no deja entrar a nadie, y muestra a cada nodo un puerto distinto (un NAT simétrico, común en compañías telefónicas): no se puede decir a nadie dónde llamar.',
  'doctor.reach.port-per-peer.cure':
    'El nodo funciona, llamando él mismo a otros. Reenviar su puerto UDP en el router ayuda, si el router es suyo.',
  'doctor.reach.one-way': 'Los {count} enlaces se hicieron desde aquí; nadie ha venido por sí solo.',
  'doctor.reach.one-way.cure':
    'Probablemente el router o un cortafuegos no deja entrar a nadie. El nodo funciona igual; vale más para otros si se le reenvía su puerto UDP ("phantom status" lo muestra).',

  'doctor.isolation': 'Aislado:',
  'doctor.isolation.fine': 'Nada lo indica.',
  'doctor.isolation.unlinked': 'No hay nadie enlazado.',

  'doctor.clock': 'Reloj:',
  'doctor.clock.fine': 'El reloj de este PC va bien.',
  'doctor.clock.unasked': 'Aún no se ha preguntado la hora a otro nodo.',
  'doctor.clock.dead': 'El reloj de este PC muestra una fecha imposible: su pila está agotada.',
  'doctor.clock.dead.cure':
    'Phantom funciona sin él; pregunta a otros. Otros programas fallan: ayuda una pila nueva (casi siempre una CR2032).',
  'doctor.clock.behind': 'El reloj de este PC va {off} por detrás de la hora de red.',
  'doctor.clock.behind.cure':
    'Phantom funciona sin él, pero los certificados y registros de otros programas fallan: ajústelo, o deje que lo haga el nodo con "phantom config set clock.set true" y "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': 'El reloj de este PC va {off} por delante de la hora de red.',
  'doctor.clock.ahead.cure':
    'Phantom funciona sin él, pero los certificados y registros de otros programas fallan: ajústelo, o deje que lo haga el nodo con "phantom config set clock.set true" y "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset': 'El reloj de este PC se desvía {off}, aunque el nodo puede hacer que se ajuste.',
  'doctor.clock.unset.cure':
    'Se ajusta cuando tres redes o más han coincidido durante dos minutos. Si sigue así, "phantom log" dice el motivo; en un Debian propio, "systemctl enable --now phantom-clock.socket" enciende lo que lo ajusta.',
  'doctor.clock.apart':
    'De {voices} redes a las que se preguntó la hora, solo {agreeing} coinciden con este nodo.',
  'doctor.clock.apart.cure':
    'Alguien miente sobre la fecha, o dos grupos acaban de encontrarse. Si sigue así, una invitación de alguien de confianza muestra quién tiene razón.',

  'doctor.ipv6': 'IPv6:',
  'doctor.ipv6.fine': 'Otros nodos responden por él.',
  'doctor.ipv6.none': 'La línea no lo tiene, y no pasa nada.',
  'doctor.ipv6.unused': 'Aún no se ha llamado a nadie por él.',
  'doctor.ipv6.off': 'Está apagado en este PC; las direcciones de Phantom son direcciones IPv6.',
  'doctor.ipv6.off.cure':
    'Enciéndalo: "sysctl net.ipv6.conf.all.disable_ipv6=0", y quite ipv6.disable=1 de donde se inicia el núcleo. La línea no necesita IPv6.',
  'doctor.ipv6.no-route': 'La línea dio una dirección IPv6, pero ninguna salida.',
  'doctor.ipv6.no-route.cure': 'Reinicie el router. Hasta entonces basta IPv4.',
  'doctor.ipv6.silent': 'Nadie a quien se llama por IPv6 responde, mientras que otros sí por IPv4.',
  'doctor.ipv6.silent.cure':
    'El router o el proveedor estropea IPv6: reinicie el router, o apague allí IPv6. IPv4 basta.',

  'doctor.multicast': 'Búsqueda en la red local:',
  'doctor.multicast.fine': 'Las llamadas salen.',
  'doctor.multicast.off': 'Apagada en los ajustes.',
  'doctor.multicast.unknown': 'No hay red IPv4.',
  'doctor.multicast.none': 'Las llamadas a la red local (multicast) no salen de este PC.',
  'doctor.multicast.none.cure':
    'Las prohíbe un cortafuegos de este PC ("nft list ruleset"): permita UDP a 239.255.112.104, puerto 28776. Muchas redes wifi de invitados se las tragan más adelante, y aquí nada lo muestra; una invitación funciona en todas partes.',

  'doctor.tun': 'Programas de este PC:',
  'doctor.tun.fine': 'Sus paquetes se llevan.',
  'doctor.tun.off': 'Los ajustes dicen que este nodo solo repite para otros.',
  'doctor.tun.no-device': 'No se llevan: falta /dev/net/tun.',
  'doctor.tun.no-device.cure':
    '"modprobe tun" como root lo crea; en un contenedor debe darlo el anfitrión. Sin él este nodo solo repite para otros.',
  'doctor.tun.no-ipv6': 'No se llevan, porque IPv6 está apagado en este PC.',
  'doctor.tun.no-right': 'No se llevan, aunque hay un dispositivo TUN.',
  'doctor.tun.no-right.cure':
    'El nodo no puede abrirlo: ejecútelo como el servicio phantom-node, o con CAP_NET_ADMIN. "phantom log" dice el motivo.',
};
