/** Portuguese, keys, buttons, and the questions of the set-up. */
export const wizard = {
  'key.choose': 'Escolher',
  'key.change': 'Mudar',
  'key.move': 'Mover',
  'key.next': 'Próximo',
  'key.back': 'Voltar',
  'key.help': 'Ajuda',
  'key.close': 'Fechar',
  'key.any': 'Qualquer tecla fecha isto.',
  'key.pages': 'Páginas',
  'key.scroll': 'Rolar',
  'key.quit': 'Sair',
  'help.title': 'Ajuda: {page}',
  'help.redraw': 'Se a tela parecer quebrada, Ctrl+L a desenha de novo.',
  'button.continue': 'Continuar',
  'button.back': 'Voltar',
  'button.again': 'Tentar de novo',
  'button.yes': 'Sim',
  'button.no': 'Não',

  'plain.how': '(Digite um número e Enter. Só Enter repete isto, b volta, ? explica.)',
  'plain.number': 'Digite um número de 1 a {count}, b ou ?.',
  'plain.type': '{label}: digite e tecle Enter. Só Enter mantém, - esvazia.',
  'plain.search': '{label}: digite uma parte do nome e Enter. Só Enter mantém.',
  'plain.pick': 'Digite o número e Enter. Só Enter mantém.',
  'plain.many': '{count} combinam. Digite mais do nome.',
  'plain.pages': 'Para a página "{page}"',

  'wizard.title': 'Configurar este nó',
  'wizard.step': 'Passo {at} de {of}',
  'wizard.small':
    'Esta tela tem {columns} colunas e {rows} linhas. São precisas 80 por 24; aumente a janela.',

  'memory.title': 'Pouca memória',
  'memory.text':
    'Este PC tem {have} MB de memória. O Phantom precisa de 512 MB para funcionar bem a partir do disco. Ainda pode funcionar, devagar; se parar com um erro, mais memória resolve.',
  'memory.help':
    'O disco guarda tudo na memória e não usa swap, para que nada seja gravado nos discos internos deste PC. Com pouca memória, pode não haver espaço para o nó.',

  'elsewhere.title': 'Configuração em outro console',
  'elsewhere.text': 'Este nó está sendo configurado no console {tty}.',
  'elsewhere.offer':
    'Você pode continuar aqui. O que foi respondido lá é mantido, e aquele console passa a mostrar esta mensagem.',
  'elsewhere.take': 'Configurar aqui',
  'elsewhere.help':
    'Dois consoles nunca mudam as mesmas respostas ao mesmo tempo. Quem assume continua de onde o outro estava.',

  'keyboard.title': 'Idioma e teclado',
  'keyboard.intro': 'Bem-vindo ao Phantom. Escolha o seu idioma e o teclado deste PC.',
  'keyboard.language': 'Idioma',
  'keyboard.list': 'Teclado (digite para buscar)',
  'keyboard.none': 'Nada aqui tem isso no nome. Apague algumas letras.',
  'keyboard.try': 'Teste: digite aqui',
  'keyboard.applying': 'Mudando o teclado para {name} ...',
  'keyboard.applied': 'O teclado agora é: {name}.',
  'keyboard.failed': 'Não foi possível mudar o teclado: {why}',
  'keyboard.serial':
    'Você está numa linha serial: aqui vale o seu próprio teclado. Isto ajusta o teclado do próprio PC.',
  'keyboard.help':
    'Mova com as setas ou digite uma parte do nome e tecle Enter: o teclado muda na hora. Digite algumas letras na linha abaixo para ver se é o certo, sobretudo y, z, / e @. Depois, as senhas são digitadas com este teclado.',

  'network.title': 'Rede',
  'network.intro': 'O Phantom alcança outros nós pela sua rede. O endereço vem sozinho.',
  'network.reading': 'Vendo as placas de rede ...',
  'network.no-card':
    'Nenhuma placa de rede foi encontrada. Uma placa que precisa de firmware especial pode não estar neste disco; um adaptador USB com cabo costuma ajudar.',
  'network.only-wireless':
    'Só foi encontrada uma placa Wi-Fi ({cards}). Só o disco a conecta: use um cabo, ou um adaptador USB com cabo.',
  'network.no-cable': 'Nenhum cabo está conectado ({cards}). Conecte um; esta página percebe.',
  'network.waiting': 'Conectado. Esperando um endereço do roteador ({seconds} s) ...',
  'network.no-answer':
    'Há {seconds} s ninguém dá um endereço a este PC. O roteador está ligado, e a outra ponta do cabo está nele? "Tentar de novo" pede mais uma vez.',
  'network.ready': 'A rede funciona: este PC tem o endereço {addresses}.',
  'network.card': 'Placa',
  'network.link': 'Cabo',
  'network.address': 'Endereço',
  'network.link.yes': 'conectado',
  'network.link.no': 'não conectado',
  'network.link.wireless': 'Wi-Fi',
  'network.without': 'Continuar sem rede',
  'network.without.warning':
    'Sem rede, este nó não encontra ninguém. Você pode continuar; ele começa a buscar assim que houver rede.',
  'network.clock': 'Deixar outros nós acertarem o relógio deste PC',
  'network.clock.why':
    'PCs antigos esquecem a data quando a bateria acaba. O Phantom não precisa dela; programas que usam a Internet, sim.',
  'network.help':
    'Conecte um cabo de rede a este PC e ao seu roteador. O roteador dá um endereço sozinho (DHCP); isso costuma levar alguns segundos. Onde isso não funciona, escolha Wi-Fi ou um endereço fixo com as setas e Enter, se este PC os tiver; a próxima página pergunta então o que for preciso. Nada é enviado a mais ninguém neste momento.',

  'which.title': 'Qual rede',
  'which.intro': 'Pode haver muitas redes, separadas umas das outras. Este nó deve estar em',
  'which.public': 'uma pública',
  'which.passphrase': 'uma por frase secreta',
  'which.invite': 'uma por convite',
  'which.public.shows':
    'Qualquer um pode entrar, listar os nós com seus endereços na Internet e bater à porta deles. A maioria está aqui, e entre muitos você fica mais bem escondido.',
  'which.passphrase.shows':
    'Só entra quem sabe o nome e a frase secreta, e esses se veem; para os demais, os nós dela são ruído. Poucos escondem você pior do que muitos. Quem grava o que os nós enviam pode testar frases; use uma longa.',
  'which.invite.shows':
    'Só entra quem recebeu a chave dela, e esses se veem; para os demais, os nós dela são ruído. Ninguém adivinha a chave, mas todo membro pode passá-la adiante. Poucos escondem você pior do que muitos.',
  'which.field.channel': 'Nome',
  'which.field.passphrase': 'Frase secreta',
  'which.field.key': 'Convite com a chave (ou um arquivo, começando com /)',
  'which.channel.bad': 'Um nome tem de 1 a 64 letras, dígitos, pontos, hifens e sublinhados, sem espaços.',
  'which.passphrase.good': 'Comprida o bastante. Quem digitar o mesmo cria a mesma rede ou entra nela.',
  'which.passphrase.short':
    'Pelo menos {least} caracteres, {count} até agora. Cinco palavras sorteadas são boas. Ela fica visível ao digitar.',
  'which.kept': 'A chave já está aqui; digite a frase secreta só para mudá-la.',
  'which.key.kept': 'A chave de "{name}" já está aqui; não é preciso digitar nada.',
  'which.key.good': 'Isto dá entrada na rede "{name}".',
  'which.key.apart':
    'A chave da rede "{name}" não está neste arquivo. Se for uma rede por frase secreta, escolha isso acima; senão, peça um convite com a chave.',
  'which.missing.passphrase': 'Falta a frase secreta da rede: volte e digite-a.',
  'which.missing.invite': 'Falta o convite com a chave da rede: volte e digite-o.',
  'which.help':
    'A rede pública é a certa, a não ser que alguém tenha dito outra coisa. Uma rede por frase secreta é criada por quem primeiro digita o nome e a frase dela, e nela entra quem digita o mesmo; um erro leva a uma rede vazia, que parece não ter ninguém. Os membros comparam a marca que "phantom status" mostra: a mesma marca é a mesma rede. Para uma rede por convite, um membro dá a você o que "phantom invite --with-key" mostra; começa com phk1. A chave fica neste PC, a frase secreta não. Um nó tem uma identidade por rede, e nada de uma é usado em outra. Uma máquina pode estar em várias redes ao mesmo tempo: "phantom channel" na linha de comando faz isso.',

  'contact.title': 'Como encontrar outros nós',
  'contact.intro': 'Sem um servidor central, o seu nó precisa encontrar um outro para saber de mais.',
  'contact.lan': 'Buscar na rede local',
  'contact.lan.shows':
    'Mostra às máquinas da sua rede local que alguém chama. Só nós desta rede conseguem ler.',
  'contact.bittorrent': 'Encontrar-se na DHT do BitTorrent',
  'contact.bittorrent.shows':
    'Mostra este PC a estranhos em toda parte; quem sabe o nome desta rede pode notar que ele participa.',
  'contact.invite': 'Convite de alguém que você conhece (pode ficar vazio)',
  'contact.invite.shows': 'Mostra a quem vigia a sua linha, e àquele nó, que este PC fala com ele.',
  'contact.invite.file': 'Um arquivo com convites; será lido quando você continuar.',
  'contact.invite.good': 'Este é um convite para {endpoint}.',
  'contact.invite.truncated': 'Um convite começa com ph1 e tem 71 ou 90 letras e dígitos; {count} até agora.',
  'contact.invite.not-an-invite': 'Isto não é um convite: eles começam com ph1.',
  'contact.invite.mistyped': 'Há um erro nele: compare letra por letra. As letras b, i e o nunca aparecem.',
  'contact.invite.unknown-version': 'Este convite vem de uma versão do Phantom mais nova que a deste disco.',
  'contact.invite.no-endpoint': 'Este convite não contém nenhum endereço que se possa chamar.',
  'contact.nobody':
    'Com as duas buscas desligadas e sem convite, este nó só pode esperar que outro o encontre. Isso é permitido.',
  'contact.help':
    'Há três formas de se encontrar: uma chamada na rede local acha nós na mesma casa. A DHT do BitTorrent é uma lista mantida por milhões de estranhos, sem ninguém no comando: este nó pergunta lá por outros e deixa recado se puder ser alcançado. Alguns servidores do BitTorrent mostram a entrada. Funciona sem conhecer ninguém, mas quem quiser pode listar lá quem participa. Um convite é uma linha que outro nó mostra (página "Convite" do painel dele, ou "phantom invite"); ela contém o endereço e a chave daquele nó. Copie letra por letra; maiúsculas e minúsculas não fazem diferença. Em vez de um convite, o campo pode ter o caminho de um arquivo de convite, começando com /, que indica até três nós; "Buscar arquivo de convite num pendrive" acha um num pendrive ou CD que você conecta além deste disco, aberto só para leitura. Você também pode incluir um convite mais tarde.',

  'summary.title': 'Está certo?',
  'summary.intro': 'Nada foi mudado até agora, exceto teclado e rede. Isto é o que será feito:',
  'summary.keyboard': 'Teclado',
  'summary.network': 'Rede',
  'summary.clock': 'Relógio',
  'summary.clock.set': 'acertado pela hora em que outros nós concordam',
  'summary.clock.left': 'fica como está',
  'summary.which': 'Membro de',
  'summary.which.public': '{name} (pública)',
  'summary.which.passphrase': '{name} (por frase secreta)',
  'summary.which.invite': '{name} (por convite)',
  'summary.lan': 'Busca local',
  'summary.bittorrent': 'BitTorrent',
  'summary.invite': 'Convite',
  'summary.on': 'sim',
  'summary.off': 'não',
  'summary.no-invite': 'nenhum',
  'summary.no-network': 'nenhuma ainda',
  'summary.plan': 'Depois:',
  'summary.go': 'Configurar agora',
  'summary.help':
    'Confira as respostas. Esc volta para mudá-las; nada se perde com isso. "Configurar agora" grava as configurações e inicia o nó. Ao usar a partir do disco, tudo fica só na memória e some ao desligar.',

  'plan.settings': 'gravar as configurações em {file}',
  'plan.service': 'iniciar o nó, agora e a cada início deste sistema',
  'plan.join': 'entrar na rede e mostrar o andamento',

  'joining.title': 'Entrando na rede',
  'joining.settings': 'Gravando as configurações',
  'joining.service': 'Iniciando o nó',
  'joining.failed': 'Isto não funcionou: {why}',
  'joining.wait': 'Esperando o nó responder ...',
  'joining.identity':
    'O primeiro início demora um pouco: a identidade exige muito cálculo, para que ninguém possa ter milhares.',
  'joining.search': 'A busca continua sozinha, mesmo quando você sai desta página.',
  'joining.done': 'Pronto: este nó faz parte da rede.',
  'joining.nobody': 'Ele ainda não leva programas, por isso não esconde ninguém.',
  'joining.unmarked':
    'O nó funciona, mas as perguntas voltarão no próximo início: este PC não consegue anotar que está configurado ({why}). Tecle mais uma vez para continuar.',
  'joining.foundUs': 'outros nos acharam',
  'joining.dashboard': 'Ir para o painel',
  'joining.leave': 'Continuar enquanto busca',
  'joining.change': 'Mudar as respostas',
  'joining.help':
    'Estes são os passos reais do nó. Identidade: uma chave que só este PC tem. Depois ele procura outros nós, conecta-se a eles com criptografia e se apresenta àqueles cujo número é próximo do seu. "Continuar enquanto busca" leva ao painel, onde a busca continua.',
};
