/** Portuguese, the dashboard. */
export const dashboard = {
  'dashboard.title': 'Phantom',
  'dashboard.away': 'o nó não responde',
  'dashboard.connecting': 'Consultando o nó ...',
  'dashboard.down': 'O nó não está rodando; tentando de novo a cada segundo.',
  'dashboard.down.help':
    'Iniciado à mão: "phantom run". No disco, ele inicia sozinho em segundos; se não iniciar, veja a página do registro depois de reiniciar.',
  'page.overview': 'Resumo',
  'page.peers': 'Conexões',
  'page.log': 'Registro',
  'page.invite': 'Convite',
  'page.system': 'Sistema',
  'peers.range': '{from} a {to} de {count}',
  'log.waiting': 'Pedindo o registro ...',
  'dashboard.help':
    'Esquerda e Direita, ou os números de 1 a {count}, mudam a página. Cima e Baixo rolam ou movem. Esc vai para a primeira página.',
  'overview.help':
    'As primeiras linhas dizem se este nó faz parte da rede e, se não, por quê. "Descartado" conta pacotes ruins ou alheios que foram jogados fora; alguns são normais em toda rede.',
  'peers.help':
    'Cada nó ao qual este está conectado: o nome curto, o endereço, há quanto tempo dura a conexão, quanto uma mensagem demora para ir e voltar, e quem falou dele.',
  'log.help':
    'As últimas linhas do nó. Elas não contêm chaves, conteúdo nem destinos, e por isso podem ser mostradas a outros.',
  'log.empty': 'O registro está vazio.',
  'invite.own': 'Convidar alguém',
  'invite.own.text':
    'Entregue esta linha a alguém de confiança, em papel ou por qualquer outro meio. Ela contém o endereço e a chave deste nó; quem a vê sabe que há um nó aqui.',
  'invite.make': 'Mostrar um convite para este nó',
  'invite.qr': 'Mostrar como código QR',
  'invite.qr.how': 'Para a câmera de um telefone. Qualquer tecla fecha isto.',
  'invite.qr.small':
    'Esta tela é pequena demais para o código QR, que precisa de {columns} colunas e {rows} linhas. O convite em forma de linha diz o mesmo.',
  'invite.join': 'Entrar com um convite',
  'invite.join.field': 'Convite',
  'invite.join.button': 'Entrar',
  'invite.joined': 'Tentando {endpoint}. A página "Resumo" mostra o andamento.',
  'invite.help':
    'Um convite indica um nó. Quem o digita conecta-se àquele nó e por ele fica sabendo de outros. Maiúsculas e minúsculas não fazem diferença.',
  'system.again': 'Configurar de novo',
  'system.again.ask':
    'Passar pelas perguntas de novo? O nó continua rodando, e as suas respostas são oferecidas como estão.',
  'system.reboot': 'Reiniciar este PC',
  'system.reboot.ask':
    'Reiniciar este PC agora? Ao usar a partir do disco, tudo é esquecido, e ele começa pela primeira pergunta.',
  'system.off': 'Desligar este PC',
  'system.off.ask': 'Desligar este PC agora? Ao usar a partir do disco, tudo é esquecido.',
  'system.going': 'Aguarde ...',
  'system.failed': 'Isto não funcionou: {why}',
  'system.none':
    'Não há nada a fazer aqui: desligar e configurar de novo só são oferecidos ao root, no disco.',
  'system.help':
    'Ao usar a partir do disco, este nó vive só na memória: depois de desligar, nada dele fica neste PC.',
};
