/** Portuguese, of the dashboard's pages on hiding, addresses, paths, names, settings and upkeep. */
export const pages = {
  'page.hidden': 'Sigilo',
  'page.paths': 'Caminhos',
  'page.book': 'Nomes',
  'page.settings': 'Opções',

  // What can be done about a warning.
  'cure.accept': 'Aceitar a rede menor',
  'cure.restart': 'Reiniciar o nó',
  'cure.go overview': 'Resumo',
  'cure.go hidden': 'Por que não há sigilo',
  'cure.go paths': 'Caminhos',
  'cure.go peers': 'Conexões',
  'cure.go book': 'Nomes',
  'cure.go settings': 'Ir às opções',
  'cure.go log': 'Registro',
  'cure.go invite': 'Entrar com um convite',
  'cure.go system': 'Sistema',

  'hidden.help':
    'O quanto este PC está escondido agora, nas palavras que todas as páginas usam, e de onde isso vem: quantos retransmissores estão à vista, em quantas redes da Internet, e se os primeiros saltos dos seus caminhos estão firmes. Abaixo estão os endereços pelos quais outros alcançam este PC. Dê um endereço a alguém, como texto ou como imagem; ele não diz onde este PC está. Uma porta aberta deixa entrar todos os que sabem o endereço.',
  'hidden.waiting': 'Consultando o nó ...',
  'hidden.relays':
    '{count} retransmissor à vista, em {prefixes} redes. | {count} retransmissores à vista, em {prefixes} redes.',
  'hidden.off':
    'Este nó não leva programas deste PC: falta a ele um dispositivo de rede para isso, ou as configurações dizem assim. {count} retransmissor à vista, em {prefixes} redes. | Este nó não leva programas deste PC: falta a ele um dispositivo de rede para isso, ou as configurações dizem assim. {count} retransmissores à vista, em {prefixes} redes.',
  'hidden.hops': 'Os caminhos têm {count} salto. | Os caminhos têm {count} saltos.',
  'hidden.firm': 'Os primeiros saltos estão firmes.',
  'hidden.better.off':
    'Para ficar escondido: ligue "Levar programas deste PC" na página "Opções". "phantom doctor" diz se falta o dispositivo.',
  'hidden.better.none':
    'Melhor com 3 retransmissores: convide pessoas cujos PCs podem ser alcançados de fora.',
  'hidden.better.practice':
    'Melhor com 6 retransmissores: convide pessoas cujos PCs podem ser alcançados de fora.',
  'hidden.better.weak':
    'Melhor com 20 retransmissores em 8 redes: convide pessoas que moram em outros lugares.',
  'hidden.better.fair':
    'Melhor com 60 retransmissores em 20 redes: convide pessoas que moram em outros lugares.',
  'hidden.better.full':
    'Mais retransmissores mudam pouco agora. Deixe este PC ligado: caminhos longos, de nós constantes, escondem melhor.',
  'hidden.accept.ask':
    'Fazer caminhos na rede como ela é agora? Ela oferece menos do que antes, e é assim que pareceria se um atacante estivesse isolando este PC.',
  'hidden.addresses': 'Endereços deste PC',
  'hidden.unmatched': 'Nada tem isso. Apague algumas letras.',
  'hidden.found': 'Outros o encontram.',
  'hidden.unfound': 'Outros ainda não o encontram.',
  'hidden.fresh': 'Sair com um novo',
  'hidden.default': 'Sair com ele',
  'hidden.remove': 'Apagar',
  'hidden.remove.ask': 'Apagar {address} para sempre? Sem um backup, ninguém pode criá-lo de novo.',
  'hidden.closed': 'Nenhuma porta dele está aberta: nada que outros iniciem entra.',
  'hidden.open': 'Aberto a todos os que o sabem: {ports}',
  'hidden.port': 'Porta, como 80 ou 53/udp',
  'hidden.port.open': 'Abrir a porta',
  'hidden.port.close': 'Fechar a porta',
  'hidden.port.bad': 'Era esperada uma porta de 1 a 65535, como 80 ou 53/udp.',
  'hidden.label': 'Rótulo de um endereço novo, só para você (pode ficar vazio)',
  'hidden.new': 'Criar um endereço novo',
  'hidden.making':
    'Criando um endereço: {tries} milhões de tentativas; um milhão é o normal, dez são possíveis. Você pode sair desta página enquanto isso.',
  'hidden.made': 'O endereço novo é {address}.',

  'paths.help':
    'Os caminhos que este nó fez para si, o guarda primeiro, e quanto ele leva para outros, de quem não sabe nada. Abaixo estão as portas que estranhos podem alcançar, e o tráfego do dia.',
  'paths.count': '{count} caminho de {hops} saltos | {count} caminhos de {hops} saltos',
  'paths.count.ending': 'terminando: {count}',
  'paths.day': 'Tráfego da última hora | Tráfego das últimas {count} horas',

  'book.help':
    'Nomes que você dá aos endereços de outros. Os programas deste PC os encontram com ".phantom.alt" depois do nome, como http://anna.phantom.alt/. Eles ficam neste PC. Nada na Internet pode ter um nome assim; um que for digitado errado é perguntado ao seu servidor de nomes, que então o vê.',
  'book.names': 'Nomes',
  'book.none': 'Não há nenhum nome na agenda.',
  'book.name': 'Nome (a até z, dígitos, hifens)',
  'book.address': 'Endereço (2001:25:...)',
  'book.add': 'Incluir',
  'book.added': 'A partir de agora, {name} é {address}.',
  'book.remove': 'Apagar',
  'book.remove.ask': 'Apagar o nome {name}?',
  'book.removed': '{name} não está mais na agenda.',
  'book.unresolved': 'Os programas não encontram estes nomes: {why}.',

  'settings.help':
    'Estas são as configurações mais importantes do phantom.yaml, cujas outras linhas e comentários ficam como estão. Espaço muda uma. Algumas valem na hora, outras depois de reiniciar o nó, o que esta página então oferece.',
  'settings.unlisted': 'Ficar fora da lista, e não repassar para ninguém',
  'settings.unlisted.why': 'Mais difícil de achar, mas fica claro que tudo o que envia é dele.',
  'settings.network.port_mapping': 'Pedir ao roteador que deixe outros entrarem',
  'settings.network.port_mapping.why': 'O roteador fica sabendo que este PC espera numa porta.',
  'settings.first_contact.lan': 'Buscar na rede local',
  'settings.first_contact.lan.why': 'As máquinas de lá veem que alguém chama.',
  'settings.first_contact.bittorrent': 'Encontrar-se na DHT do BitTorrent',
  'settings.first_contact.bittorrent.why': 'Estranhos em toda parte veem o endereço deste PC.',
  'settings.first_contact.cache': 'Lembrar os nós já encontrados',
  'settings.first_contact.cache.why': 'Nada é enviado a ninguém novo.',
  'settings.tun.enabled': 'Levar programas deste PC',
  'settings.tun.enabled.why': 'Sem isso, este nó só repassa, e não esconde ninguém.',
  'settings.clock.set': 'Deixar outros nós acertarem o relógio deste PC',
  'settings.clock.set.why': 'Para PCs cuja bateria acabou.',
  'settings.log.level': 'Quanto é escrito no registro',
  'settings.share.mbit_per_second': 'Mbit por segundo para outros, no máximo (vazio: sem limite)',
  'settings.share.gigabytes_per_month': 'Gigabytes por mês ao todo, no máximo (vazio: sem limite)',
  'settings.share': 'Gravar os dois',
  'settings.locked':
    'Quem pode gravar no phantom.yaml as muda: como root, "phantom dashboard" ou "phantom config set".',
  'settings.now': 'Gravado, e já vale.',
  'settings.later': 'Gravado. Vale a partir do próximo início do nó.',
  'settings.waiting': 'Estas valem a partir do próximo início do nó: {names}.',

  'system.restart': 'Reiniciar o nó',
  'system.restart.ask':
    'Reiniciar o nó agora? As conexões dos programas esperam até que ele tenha caminhos de novo.',
  'system.restarting': 'O nó está sendo reiniciado.',
  'backup.text':
    'Faça um backup dos endereços permanentes deste PC, com uma frase secreta de pelo menos 8 letras. Quem tiver os dois é dono deles.',
  'backup.passphrase': 'Frase secreta',
  'backup.again': 'A mesma outra vez',
  'backup.differs': 'As duas frases secretas não são iguais. Nada foi gravado.',
  'backup.stick': 'Backup num pendrive',
  'backup.file': 'Backup num arquivo aqui',
  'backup.look': 'Buscar backup num pendrive',
  'backup.none': 'Não há backup de endereços no que está conectado. Ele não pode estar dentro de uma pasta.',
  'backup.found': 'Backups encontrados; digite a frase secreta acima; o pendrive já pode ser retirado:',
  'backup.restore': 'Recuperar',
  'backup.saved':
    'Os endereços permanentes estão em {place}. Quem tiver isso e a frase secreta é dono deles.',
  'report.text':
    'Um relatório para quem ajuda você: avaliações, contagens e o registro, sem chaves, nomes nem endereços.',
  'report.stick': 'Relatório num pendrive',
  'report.file': 'Relatório num arquivo aqui',
  'report.saved': 'O relatório está em {place}. Leia-o antes de entregá-lo.',
};
