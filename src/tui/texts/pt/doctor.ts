import type { doctorTexts } from '../en-doctor.js';

export const doctor: Record<keyof typeof doctorTexts, string> = {
  'doctor.well': 'Nada atrapalha.',
  'doctor.ill': '{count} ponto precisa de atenção. | {count} pontos precisam de atenção.',
  'doctor.is.fine': 'tudo bem.',
  'doctor.is.unknown': 'não dá para saber.',
  'doctor.is.warn': 'veja isto.',
  'doctor.is.bad': 'atrapalha.',
  'doctor.any.no-node': 'Só um nó em funcionamento mostra isso.',
  'doctor.any.young': 'O nó ainda não rodou tempo suficiente.',

  'doctor.node': 'Nó:',
  'doctor.node.fine': 'Está rodando e conectado.',
  'doctor.node.off': 'Não está rodando.',
  'doctor.node.off.cure':
    'Inicie-o com "systemctl start phantom-node", ou "phantom run"; "journalctl -u phantom-node" diz por que ele parou.',
  'doctor.node.alone': 'Está rodando, mas não está conectado a ninguém.',
  'doctor.node.joining': 'Está rodando, mas ainda não está conectado.',

  'doctor.network': 'Rede:',
  'doctor.network.fine': 'Há um endereço e um caminho para fora.',
  'doctor.network.alone': 'Este nó fica na rede local, como dizem as configurações.',
  'doctor.network.none': 'Este PC não tem endereço de rede.',
  'doctor.network.none.cure': 'Verifique o cabo ou o Wi-Fi, e se o roteador distribui endereços.',
  'doctor.network.no-route': 'Há um endereço, mas nenhum caminho para fora da rede local.',
  'doctor.network.no-route.cure':
    'Peça de novo um endereço ao roteador (tire o cabo e conecte-o outra vez), ou defina um gateway; os nós na rede local são encontrados mesmo assim.',
  'doctor.network.unknown': 'O programa "ip" não existe aqui.',

  'doctor.udp': 'UDP:',
  'doctor.udp.fine': 'Chegam pacotes de outros nós.',
  'doctor.udp.nobody': 'Não se conhece ninguém a quem enviar.',
  'doctor.udp.blocked':
    'Foi enviado a {count} nó conhecido, e nem um único pacote voltou. | Foi enviado a {count} nós conhecidos, e nem um único pacote voltou.',
  'doctor.udp.blocked.cure':
    'Algum firewall engole o UDP: o deste PC ("nft list ruleset"), o do roteador, ou o de um hotel, escritório ou operadora de telefonia: deixe o UDP sair, ou tente outro caminho para a Internet. Se antes funcionava, aqueles nós também podem ter sumido: tente outro convite.',

  'doctor.contact': 'Primeiro contato:',
  'doctor.contact.fine': 'Outros nós estão conectados.',
  'doctor.contact.no-source': 'Ninguém a quem perguntar, e nenhum meio de procurar alguém.',
  'doctor.contact.no-source.cure':
    'Peça um convite a alguém ("phantom join INVITE"), ou ligue uma busca: "phantom config set first_contact.lan true", ou first_contact.bittorrent.',
  'doctor.contact.nobody-found': 'Nenhum outro nó foi encontrado ainda.',
  'doctor.contact.nobody-found.cure':
    'Um convite ajuda ("phantom join INVITE"), ou a busca na DHT do BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': 'Há outros nós conhecidos, mas nenhum responde.',
  'doctor.contact.nobody-answers.cure': 'Talvez estejam desligados: tente outro convite.',

  'doctor.reach': 'Alcançado por outros:',
  'doctor.reach.fine': 'Outros alcançam este nó por conta própria.',
  'doctor.reach.unknown': 'Poucos tentaram até agora.',
  'doctor.reach.closed':
    'O roteador não deixa ninguém entrar, como viu {count} rede. | O roteador não deixa ninguém entrar, como viram {count} redes.',
  'doctor.reach.closed.cure':
    'O nó funciona mesmo assim. Ele vale mais para os outros quando o roteador encaminha a porta UDP dele ("phantom status" a mostra), ou tem UPnP ou NAT-PMP ligado.',
  'doctor.reach.closed-unasked':
    'O roteador não deixa ninguém entrar, como viu {count} rede, e as configurações proíbem pedir isso a ele. | O roteador não deixa ninguém entrar, como viram {count} redes, e as configurações proíbem pedir isso a ele.',
  'doctor.reach.closed-unasked.cure':
    'O nó funciona mesmo assim. Ele vale mais para os outros quando o roteador encaminha a porta UDP dele ("phantom status" a mostra).',
  'doctor.reach.port-per-peer':
    'O roteador não deixa ninguém entrar, e mostra outra porta a cada nó (um NAT simétrico, comum em operadoras de telefonia): não dá para dizer a ninguém onde bater.',
  'doctor.reach.port-per-peer.cure':
    'O nó funciona, chamando ele mesmo os outros. Encaminhar a porta UDP dele no roteador ajuda, se o roteador for seu.',
  'doctor.reach.one-way': 'Todas as {count} conexões foram feitas daqui; ninguém veio por conta própria.',
  'doctor.reach.one-way.cure':
    'É provável que o roteador ou um firewall não deixe ninguém entrar. O nó funciona mesmo assim; ele vale mais para os outros quando a porta UDP dele ("phantom status" a mostra) é encaminhada.',

  'doctor.isolation': 'Isolamento:',
  'doctor.isolation.fine': 'Nada indica isso.',
  'doctor.isolation.unlinked': 'Ninguém está conectado.',

  'doctor.clock': 'Relógio:',
  'doctor.clock.fine': 'O relógio deste PC está certo.',
  'doctor.clock.unasked': 'Ainda não se perguntou a hora a nenhum outro nó.',
  'doctor.clock.dead': 'O relógio deste PC mostra uma data impossível: a bateria dele acabou.',
  'doctor.clock.dead.cure':
    'O Phantom funciona sem ele; pergunta aos outros. Outros programas falham: uma bateria nova ajuda (em geral uma CR2032).',
  'doctor.clock.behind': 'O relógio deste PC está {off} atrasado em relação à hora da rede.',
  'doctor.clock.behind.cure':
    'O Phantom funciona sem ele, mas certificados e registros de outros programas dão errado: acerte-o, ou deixe o nó fazer isso com "phantom config set clock.set true" e "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': 'O relógio deste PC está {off} adiantado em relação à hora da rede.',
  'doctor.clock.ahead.cure':
    'O Phantom funciona sem ele, mas certificados e registros de outros programas dão errado: acerte-o, ou deixe o nó fazer isso com "phantom config set clock.set true" e "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset': 'O relógio deste PC está errado por {off}, embora o nó possa mandar acertá-lo.',
  'doctor.clock.unset.cure':
    'Ele é acertado quando três redes ou mais concordam por dois minutos. Se continuar assim, "phantom log" traz o motivo; num Debian seu, "systemctl enable --now phantom-clock.socket" liga o que o acerta.',
  'doctor.clock.apart': 'Das {voices} redes a que se perguntou a hora, só {agreeing} concordam com este nó.',
  'doctor.clock.apart.cure':
    'Alguém mente sobre a data, ou dois grupos acabam de se encontrar. Se continuar assim, um convite de alguém de confiança mostra quem tem razão.',

  'doctor.ipv6': 'IPv6:',
  'doctor.ipv6.fine': 'Outros nós respondem por ele.',
  'doctor.ipv6.none': 'A linha não tem, o que não faz mal.',
  'doctor.ipv6.unused': 'Ninguém foi chamado por ele ainda.',
  'doctor.ipv6.off': 'Está desligado neste PC; os endereços do Phantom são endereços IPv6.',
  'doctor.ipv6.off.cure':
    'Ligue-o: "sysctl net.ipv6.conf.all.disable_ipv6=0", e retire ipv6.disable=1 de onde o kernel é iniciado. A linha não precisa de IPv6.',
  'doctor.ipv6.no-route': 'A linha deu um endereço IPv6, mas nenhum caminho para fora.',
  'doctor.ipv6.no-route.cure': 'Reinicie o roteador. Até lá, o IPv4 basta.',
  'doctor.ipv6.silent': 'Ninguém que é chamado por IPv6 responde, enquanto outros respondem por IPv4.',
  'doctor.ipv6.silent.cure':
    'O roteador ou o provedor estraga o IPv6: reinicie o roteador, ou desligue o IPv6 nele. O IPv4 basta.',

  'doctor.multicast': 'Busca na rede local:',
  'doctor.multicast.fine': 'As chamadas saem.',
  'doctor.multicast.off': 'Desligada nas configurações.',
  'doctor.multicast.unknown': 'Não há rede IPv4.',
  'doctor.multicast.none': 'As chamadas à rede local (multicast) não saem deste PC.',
  'doctor.multicast.none.cure':
    'Um firewall neste PC as proíbe ("nft list ruleset"): permita UDP para 239.255.112.104, porta 28776. Muitos Wi-Fis de visitantes as engolem mais adiante, o que nada mostra aqui; um convite funciona em toda parte.',

  'doctor.tun': 'Programas deste PC:',
  'doctor.tun.fine': 'Os pacotes deles são levados.',
  'doctor.tun.off': 'As configurações dizem que este nó só repassa.',
  'doctor.tun.no-device': 'Não são levados: falta /dev/net/tun.',
  'doctor.tun.no-device.cure':
    '"modprobe tun" como root o cria; num contêiner, o hospedeiro tem de dá-lo. Sem ele, este nó só repassa.',
  'doctor.tun.no-ipv6': 'Não são levados, porque o IPv6 está desligado neste PC.',
  'doctor.tun.no-right': 'Não são levados, embora haja um dispositivo TUN.',
  'doctor.tun.no-right.cure':
    'O nó não tem permissão para abri-lo: rode-o como o serviço phantom-node, ou com CAP_NET_ADMIN. "phantom log" traz o motivo.',
};
