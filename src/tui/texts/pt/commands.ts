/** Portuguese, what commands answer about addresses, networks and invites. */
export const commands = {
  'address.none': 'Este PC ainda não tem endereço. "phantom address new" cria um.',
  'address.lasting': 'permanente',
  'address.fresh': 'só desta vez',
  'address.default': ', padrão',
  'address.column.address': 'ENDEREÇO',
  'address.column.kind': 'TIPO',
  'address.column.kept': 'ACHADO',
  'address.found': 'sim',
  'address.unfound': 'ainda não',
  'address.column.label': 'RÓTULO',
  'address.working':
    'Ainda trabalhando: {tries} milhões de tentativas; um milhão é o normal, dez são possíveis.',
  'address.chosen': 'A partir de agora, os programas saem com {address}.',
  'address.chosen.fresh': 'Os programas saem com um endereço novo a cada início.',
  'address.removed': '{address} foi apagado. O que foi publicado dele acaba em até quatro horas.',
  'address.saved':
    'Os endereços permanentes estão em {file}. Quem tiver o arquivo e a frase secreta é dono deles.',
  'address.restored': '{count} endereço foi recuperado. | {count} endereços foram recuperados.',
  'address.there': '{count} já estava aqui e fica como está. | {count} já estavam aqui e ficam como estão.',
  'passphrase.ask': 'Frase secreta: ',
  'passphrase.again': 'Mais uma vez: ',
  'invite.file.unread': 'O arquivo de convite {file} não pode ser lido ({why}).',
  'invite.file.not-an-invite-file':
    'Isto não é um arquivo de convite: esses são textos curtos que começam com "phantom invite file 1".',
  'invite.file.unknown-version': 'Este arquivo de convite foi feito por um Phantom mais novo do que este.',
  'invite.file.cut-off': 'Falta o fim deste arquivo de convite. Copie-o de novo.',
  'invite.file.changed':
    'Este arquivo de convite está danificado: a soma de verificação não confere. Copie-o de novo.',
  'invite.file.no-nodes':
    'Este arquivo de convite está inteiro, mas não contém nenhum convite que se possa usar.',
  'invite.file.bad-line': 'A linha {line} deste arquivo de convite está danificada. Copie-o de novo.',
  'invite.file.good': 'Este arquivo indica {count} nó. | Este arquivo indica {count} nós.',
  'invite.file.written':
    '{file} indica {count} nó. Entregue-o a alguém de confiança. | {file} indica {count} nós. Entregue-o a alguém de confiança.',
  'channel.column.name': 'REDE',
  'channel.column.kind': 'ABERTA A',
  'channel.column.mark': 'MARCA',
  'channel.column.node': 'NÓ',
  'channel.kind.public': 'quem sabe o nome',
  'channel.kind.passphrase': 'quem sabe a frase secreta',
  'channel.kind.invite': 'quem tem a chave dela',
  'channel.main': 'principal, ',
  'channel.off': 'parado',
  'channel.made':
    'A rede "{name}" foi criada, aberta a {kind}. A marca dela é {mark}: os membros veem a mesma.',
  'channel.joined':
    'A rede "{name}" foi incluída aqui, aberta a {kind}. A marca dela é {mark}: os membros veem a mesma.',
  'channel.start':
    'O nó dela inicia, agora e com o sistema, com: systemctl enable --now phantom-node@{instance}',
  'channel.start.user': 'O nó dela é iniciado com: phantom run --channel {name}',
  'channel.restart': 'O nó principal estará nela a partir do próximo início: systemctl restart phantom-node',
  'channel.restart.user': 'O nó principal estará nela a partir do próximo início.',
  'channel.next.passphrase':
    'Diga aos outros o nome e, por um meio que ninguém mais ouça, a frase secreta. "phantom invite --channel {name}" os leva a este nó.',
  'channel.next.invite':
    'Para deixar outros entrarem, entregue o que "phantom invite --channel {name} --with-key" mostra, por um meio que ninguém mais veja.',
  'channel.named':
    'Os comandos falam com ela usando --channel {name}. Os programas vão por ela aos endereços que "phantom channel reach" indica, e a nenhum outro.',
  'channel.left': 'A rede "{name}" foi esquecida aqui, com tudo o que era do nó dela.',
  'channel.reached': 'Vale a partir do próximo início do nó principal e do nó de "{name}".',
  'invite.apart.passphrase':
    'Ele leva a este nó da rede "{name}", e só entra quem sabe a frase secreta dela: diga-a por outro meio.',
  'invite.apart.invite':
    'Ele leva a este nó da rede "{name}", cuja chave não está nele: entregue-a por outro meio ("phantom channel show-key"), ou use a forma mais longa (--with-key).',
  'invite.with-key':
    'A chave da rede "{name}" está nele: quem o vir pode entrar nessa rede e ler o que se diz nela.',
  'entry.not-an-invite':
    'Era esperado um convite com a chave de uma rede (começa com phk1), ou o caminho de um arquivo de convite.',
  'entry.truncated': 'Falta o fim deste convite: {count} letras são poucas.',
  'entry.mistyped': 'Há um erro neste convite, ou falta o fim: a soma de verificação não confere.',
  'entry.unknown-version': 'Este convite foi feito por um Phantom mais novo do que este.',
  'entry.no-endpoint': 'Este convite não contém nenhum endereço que se possa chamar.',
  'entry.public-file':
    '{file} é de uma rede pública, e basta saber o nome dela: "phantom channel join NAME --public".',
  'join.started': 'Tentando {endpoint}. "phantom status" mostra o andamento.',
};
