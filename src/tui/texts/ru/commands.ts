/** Russian, what commands answer about addresses, networks and invites. */
export const commands = {
  'address.none': 'У этого PC ещё нет адреса. Его создаст "phantom address new".',
  'address.lasting': 'постоянный',
  'address.fresh': 'на этот запуск',
  'address.default': ', основной',
  'address.column.address': 'АДРЕС',
  'address.column.kind': 'ВИД',
  'address.column.kept': 'НАЙДЕН',
  'address.found': 'да',
  'address.unfound': 'пока нет',
  'address.column.label': 'ИМЯ',
  'address.working': 'Ещё идёт: {tries} млн попыток; обычно нужен миллион, бывает и десять.',
  'address.chosen': 'Теперь программы выходят с адресом {address}.',
  'address.chosen.fresh': 'Программы выходят с новым адресом при каждом запуске.',
  'address.removed': 'Адрес {address} удалён. То, что о нём известно в сети, исчезнет за четыре часа.',
  'address.saved':
    'Постоянные адреса записаны в {file}. Кто имеет этот файл и парольную фразу, тот ими владеет.',
  'address.restored':
    '{count} адрес восстановлен. | {count} адреса восстановлены. | {count} адресов восстановлено.',
  'address.there':
    '{count} уже был здесь и остаётся как есть. | {count} уже были здесь и остаются как есть. | {count} уже были здесь и остаются как есть.',
  'passphrase.ask': 'Парольная фраза: ',
  'passphrase.again': 'Ещё раз: ',
  'invite.file.unread': 'Файл приглашений {file} не читается ({why}).',
  'invite.file.not-an-invite-file':
    'Это не файл приглашений: такой файл - короткий текст, который начинается с "phantom invite file 1".',
  'invite.file.unknown-version': 'Этот файл приглашений создан более новой версией Phantom.',
  'invite.file.cut-off': 'У этого файла приглашений нет конца. Скопируйте его ещё раз.',
  'invite.file.changed':
    'Этот файл приглашений повреждён: контрольная сумма не сходится. Скопируйте его ещё раз.',
  'invite.file.no-nodes': 'Этот файл приглашений цел, но пригодных приглашений в нём нет.',
  'invite.file.bad-line': 'Строка {line} этого файла приглашений повреждена. Скопируйте его ещё раз.',
  'invite.file.good': 'В этом файле {count} узел. | В этом файле {count} узла. | В этом файле {count} узлов.',
  'invite.file.written':
    'В {file} {count} узел. Отдайте файл тому, кому доверяете. | В {file} {count} узла. Отдайте файл тому, кому доверяете. | В {file} {count} узлов. Отдайте файл тому, кому доверяете.',
  'channel.column.name': 'СЕТЬ',
  'channel.column.kind': 'ДЛЯ КОГО',
  'channel.column.mark': 'МЕТКА',
  'channel.column.node': 'УЗЕЛ',
  'channel.kind.public': 'всех, кто знает имя',
  'channel.kind.passphrase': 'всех, кто знает парольную фразу',
  'channel.kind.invite': 'всех, у кого есть её ключ',
  'channel.main': 'главный, ',
  'channel.off': 'не работает',
  'channel.made': 'Сеть "{name}" создана, она для {kind}. Её метка {mark}: участники видят ту же.',
  'channel.joined':
    'Вход в сеть "{name}" записан здесь, она для {kind}. Её метка {mark}: участники видят ту же.',
  'channel.start':
    'Её узел запускается сейчас и вместе с системой так: systemctl enable --now phantom-node@{instance}',
  'channel.start.user': 'Её узел запускается так: phantom run --channel {name}',
  'channel.restart': 'Главный узел будет в ней со следующего запуска: systemctl restart phantom-node',
  'channel.restart.user': 'Главный узел будет в ней со следующего запуска.',
  'channel.next.passphrase':
    'Сообщите другим имя и, так, чтобы никто больше не услышал, парольную фразу. "phantom invite --channel {name}" приведёт их к этому узлу.',
  'channel.next.invite':
    'Чтобы впустить других, дайте им то, что выводит "phantom invite --channel {name} --with-key", так, чтобы никто больше не увидел.',
  'channel.named':
    'Команды обращаются к её узлу с --channel {name}. Через него программы выходят к адресам, которые называет "phantom channel reach", и ни к каким другим.',
  'channel.left': 'Сеть "{name}" здесь забыта, вместе со всем, что было у её узла.',
  'channel.reached': 'Это действует со следующего запуска главного узла и узла сети "{name}".',
  'invite.apart.passphrase':
    'Оно ведёт к этому узлу сети "{name}", и войдёт только тот, кто знает её парольную фразу: сообщите её другим способом.',
  'invite.apart.invite':
    'Оно ведёт к этому узлу сети "{name}", но её ключа в нём нет: передайте ключ другим способом ("phantom channel show-key") или дайте более длинное приглашение (--with-key).',
  'invite.with-key':
    'В нём есть ключ сети "{name}": кто его увидит, сможет войти в эту сеть и читать, что там говорят.',
  'entry.not-an-invite': 'Нужно приглашение с ключом сети (начинается с phk1) или путь к файлу приглашений.',
  'entry.truncated': 'У этого приглашения нет конца: {count} знаков - слишком мало.',
  'entry.mistyped': 'В этом приглашении ошибка или нет его конца: контрольная сумма не сходится.',
  'entry.unknown-version': 'Это приглашение создано более новой версией Phantom.',
  'entry.no-endpoint': 'В этом приглашении нет адреса, к которому можно обратиться.',
  'entry.public-file':
    '{file} - для открытой сети, и знать нужно только её имя: "phantom channel join NAME --public".',
  'join.started': 'Пробуем {endpoint}. Как идёт, покажет "phantom status".',
};
