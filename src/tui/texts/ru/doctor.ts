import type { doctorTexts } from '../en-doctor.js';

export const doctor: Record<keyof typeof doctorTexts, string> = {
  'doctor.well': 'Ничто не мешает.',
  'doctor.ill': 'Проверьте {count} пункт. | Проверьте {count} пункта. | Проверьте {count} пунктов.',
  'doctor.is.fine': 'в порядке.',
  'doctor.is.unknown': 'неизвестно.',
  'doctor.is.warn': 'проверьте.',
  'doctor.is.bad': 'мешает.',
  'doctor.any.no-node': 'Это видно, только когда узел работает.',
  'doctor.any.young': 'Узел работает ещё слишком мало.',

  'doctor.node': 'Узел:',
  'doctor.node.fine': 'Работает и на связи.',
  'doctor.node.off': 'Не работает.',
  'doctor.node.off.cure':
    'Запустите его: "systemctl start phantom-node" или "phantom run"; почему он остановился, скажет "journalctl -u phantom-node".',
  'doctor.node.alone': 'Работает, но ни с кем не связан.',
  'doctor.node.joining': 'Работает, но ещё не на связи.',

  'doctor.network': 'Сеть:',
  'doctor.network.fine': 'Есть адрес и выход наружу.',
  'doctor.network.alone': 'Этот узел остаётся в локальной сети, как велят его настройки.',
  'doctor.network.none': 'У этого PC нет сетевого адреса.',
  'doctor.network.none.cure': 'Проверьте кабель или Wi-Fi, и выдаёт ли роутер адреса.',
  'doctor.network.no-route': 'Адрес есть, но выхода из локальной сети нет.',
  'doctor.network.no-route.cure':
    'Запросите адрес у роутера ещё раз (отключите кабель и подключите снова) или задайте шлюз; узлы в локальной сети находятся и так.',
  'doctor.network.unknown': 'Здесь нет программы "ip".',

  'doctor.udp': 'UDP:',
  'doctor.udp.fine': 'Пакеты других узлов приходят.',
  'doctor.udp.nobody': 'Неизвестен никто, кому можно отправить.',
  'doctor.udp.blocked':
    'Пакеты посланы {count} известному узлу, но ни один не пришёл в ответ. | Пакеты посланы {count} известным узлам, но ни один не пришёл в ответ. | Пакеты посланы {count} известным узлам, но ни один не пришёл в ответ.',
  'doctor.udp.blocked.cure':
    'Какой-то брандмауэр не пропускает UDP: этого PC ("nft list ruleset"), роутера, гостиницы, офиса или телефонной компании. Выпустите UDP или выйдите в Интернет иначе. Если раньше работало, может быть, тех узлов больше нет: попробуйте другое приглашение.',

  'doctor.contact': 'Первая связь:',
  'doctor.contact.fine': 'Другие узлы на связи.',
  'doctor.contact.no-source': 'Спросить некого, и искать негде.',
  'doctor.contact.no-source.cure':
    'Получите от кого-нибудь приглашение ("phantom join INVITE") или включите поиск: "phantom config set first_contact.lan true" или first_contact.bittorrent.',
  'doctor.contact.nobody-found': 'Другие узлы пока не найдены.',
  'doctor.contact.nobody-found.cure':
    'Поможет приглашение ("phantom join INVITE") или поиск в DHT BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': 'Другие узлы известны, но ни один не отвечает.',
  'doctor.contact.nobody-answers.cure': 'Возможно, они выключены: попробуйте другое приглашение.',

  'doctor.reach': 'Доступ извне:',
  'doctor.reach.fine': 'Другие сами достают до этого узла.',
  'doctor.reach.unknown': 'Пока пробовали слишком немногие.',
  'doctor.reach.closed':
    'Роутер никого не впускает: это увидела {count} сеть. | Роутер никого не впускает: это увидели {count} сети. | Роутер никого не впускает: это увидели {count} сетей.',
  'doctor.reach.closed.cure':
    'Узел всё равно работает. Другим он полезнее, когда роутер пробрасывает его порт UDP (его покажет "phantom status") или в роутере включён UPnP или NAT-PMP.',
  'doctor.reach.closed-unasked':
    'Роутер никого не впускает: это увидела {count} сеть, а настройки запрещают просить роутер. | Роутер никого не впускает: это увидели {count} сети, а настройки запрещают просить роутер. | Роутер никого не впускает: это увидели {count} сетей, а настройки запрещают просить роутер.',
  'doctor.reach.closed-unasked.cure':
    'Узел всё равно работает. Другим он полезнее, когда роутер пробрасывает его порт UDP (его покажет "phantom status").',
  'doctor.reach.port-per-peer':
    'Роутер никого не впускает и показывает каждому узлу другой порт (симметричный NAT, обычный у телефонных компаний): никому нельзя сказать, куда стучаться.',
  'doctor.reach.port-per-peer.cure':
    'Узел работает: он сам вызывает других. Если роутер ваш, поможет проброс его порта UDP.',
  'doctor.reach.one-way': 'Все связи ({count}) созданы отсюда; сам никто не пришёл.',
  'doctor.reach.one-way.cure':
    'Похоже, роутер или брандмауэр никого не впускает. Узел всё равно работает; другим он полезнее, когда его порт UDP (его покажет "phantom status") проброшен.',

  'doctor.isolation': 'Изоляция:',
  'doctor.isolation.fine': 'Ничто на неё не указывает.',
  'doctor.isolation.unlinked': 'На связи никого нет.',

  'doctor.clock': 'Часы:',
  'doctor.clock.fine': 'Часы этого PC идут верно.',
  'doctor.clock.unasked': 'Время у других узлов ещё не спрошено.',
  'doctor.clock.dead': 'Часы этого PC показывают дату, которой не может быть: батарейка села.',
  'doctor.clock.dead.cure':
    'Phantom обойдётся без них: он спросит других. Другим программам это мешает: поможет новая батарейка (чаще всего CR2032).',
  'doctor.clock.behind': 'Часы этого PC отстают от времени сети на {off}.',
  'doctor.clock.behind.cure':
    'Phantom обойдётся без них, но сертификаты и журналы других программ будут неверны: поставьте часы, или пусть это сделает узел: "phantom config set clock.set true" и "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': 'Часы этого PC спешат против времени сети на {off}.',
  'doctor.clock.ahead.cure':
    'Phantom обойдётся без них, но сертификаты и журналы других программ будут неверны: поставьте часы, или пусть это сделает узел: "phantom config set clock.set true" и "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset': 'Часы этого PC неверны на {off}, хотя узлу разрешено их ставить.',
  'doctor.clock.unset.cure':
    'Часы ставятся, когда три сети или больше согласны две минуты. Если так и останется, причину скажет "phantom log"; на вашем собственном Debian то, что их ставит, включает "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.apart': 'Из сетей, спрошенных о времени ({voices}), с этим узлом согласны только {agreeing}.',
  'doctor.clock.apart.cure':
    'Кто-то лжёт о дате, или только что встретились две группы. Если так и останется, приглашение от того, кому вы доверяете, покажет, кто прав.',

  'doctor.ipv6': 'IPv6:',
  'doctor.ipv6.fine': 'Другие узлы отвечают по нему.',
  'doctor.ipv6.none': 'На линии его нет, и это не страшно.',
  'doctor.ipv6.unused': 'По нему ещё никого не вызывали.',
  'doctor.ipv6.off': 'На этом PC он выключен; адреса Phantom - это адреса IPv6.',
  'doctor.ipv6.off.cure':
    'Включите его: "sysctl net.ipv6.conf.all.disable_ipv6=0", и уберите ipv6.disable=1 там, где запускается ядро. От линии IPv6 не нужен.',
  'doctor.ipv6.no-route': 'Линия дала адрес IPv6, но не выход наружу.',
  'doctor.ipv6.no-route.cure': 'Перезапустите роутер. До тех пор хватит IPv4.',
  'doctor.ipv6.silent': 'По IPv6 никто не отвечает, хотя по IPv4 другие отвечают.',
  'doctor.ipv6.silent.cure':
    'IPv6 портит роутер или провайдер: перезапустите роутер или выключите в нём IPv6. Хватит и IPv4.',

  'doctor.multicast': 'Поиск в локальной сети:',
  'doctor.multicast.fine': 'Вызовы уходят.',
  'doctor.multicast.off': 'Выключен в настройках.',
  'doctor.multicast.unknown': 'Сети IPv4 нет.',
  'doctor.multicast.none': 'Вызовы в локальную сеть (multicast) не выходят из этого PC.',
  'doctor.multicast.none.cure':
    'Их запрещает брандмауэр на этом PC ("nft list ruleset"): разрешите UDP к 239.255.112.104, порт 28776. Многие гостевые Wi-Fi теряют их позже, и здесь этого не видно; приглашение работает везде.',

  'doctor.tun': 'Программы этого PC:',
  'doctor.tun.fine': 'Их пакеты передаются.',
  'doctor.tun.off': 'По настройкам этот узел только передаёт чужое.',
  'doctor.tun.no-device': 'Их пакеты не передаются: нет /dev/net/tun.',
  'doctor.tun.no-device.cure':
    'Его создаст "modprobe tun" от имени root; в контейнере его должна дать основная система. Без него этот узел только передаёт чужое.',
  'doctor.tun.no-ipv6': 'Их пакеты не передаются: на этом PC выключен IPv6.',
  'doctor.tun.no-right': 'Их пакеты не передаются, хотя устройство TUN есть.',
  'doctor.tun.no-right.cure':
    'Узел не вправе его открыть: запустите его как службу phantom-node или с CAP_NET_ADMIN. Причину скажет "phantom log".',
};
