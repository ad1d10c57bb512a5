/** Portuguese, of the ways this PC reaches its network. */
export const network = {
  'network.how': 'Este PC se conecta à rede',
  'network.kind.wired': 'por cabo; o endereço vem sozinho',
  'network.kind.wifi': 'por Wi-Fi',
  'network.kind.fixed': 'por cabo, com um endereço que eu digito',
  'network.kind.none': 'ainda não; um cabo conectado depois é usado na hora',
  'network.later': 'A próxima página pergunta o que for preciso.',
  'network.by-wifi':
    'Só foi encontrada uma placa Wi-Fi ({cards}). Escolha Wi-Fi abaixo, ou conecte um adaptador USB com cabo.',
  'network.not-here':
    'connection: só o disco do Phantom configura a rede do PC em que roda. Esta máquina tem um sistema próprio que faz isso; deixe essa resposta de fora.',

  'wifi.title': 'Wi-Fi',
  'wifi.list': 'Redes que este PC escuta, a mais forte primeiro',
  'wifi.list.scanning': 'Procurando redes ...',
  'wifi.list.empty': 'Nenhuma rede tem isso no nome.',
  'wifi.security.open': 'aberta',
  'wifi.security.psk': 'protegida',
  'wifi.security.other': 'pede login',
  'wifi.hidden': 'outra, que esconde o nome',
  'wifi.hidden.open': 'Vazio, se ela não tiver.',
  'wifi.open':
    'Esta rede é aberta. O que o Phantom envia é cifrado mesmo assim; quem está por perto só vê para onde é enviado.',
  'wifi.other':
    'Esta rede pede um login ou usa uma proteção antiga (WEP), que este disco não tem. Escolha outra rede, ou um cabo.',
  'wifi.field.ssid': 'O nome dela, letra por letra; maiúsculas e minúsculas contam',
  'wifi.field.passphrase': 'Senha do Wi-Fi {name}',
  'wifi.field.country': 'País em duas letras, como BR (pode ficar vazio)',
  'wifi.country.why':
    'Ele decide quais canais a lei permite. Vazio: só os permitidos em toda parte. Ninguém fica sabendo.',
  'wifi.show': 'Mostrar a senha',
  'wifi.connect': 'Conectar',
  'wifi.stop': 'Parar',
  'wifi.listen': 'Procurar de novo',
  'wifi.connecting': 'Conectando a {name} ... Isso pode levar meio minuto.',
  'wifi.switched-off':
    'O Wi-Fi está desligado por um botão ou uma tecla deste PC. Ligue-o; esta página percebe.',
  'wifi.no-service': 'A placa Wi-Fi está sendo preparada ...',
  'wifi.bad.none': 'Escolha primeiro uma rede, ou digite o nome de uma que o esconde.',
  'wifi.bad.missing': 'Esta rede precisa da senha dela.',
  'wifi.bad.ssid': 'O nome de um Wi-Fi tem no máximo 32 letras; letras com acento contam por duas ou mais.',
  'wifi.bad.passphrase':
    'Uma senha de Wi-Fi tem de 8 a 63 letras, dígitos e sinais, sem acentos; esta não é assim.',
  'wifi.bad.country': 'Um país são duas letras, como BR, PT ou US; vazio, se você não quiser dizer.',
  'wifi.help':
    'Escolha uma rede com as setas e Enter. Mais barras são um sinal melhor; "protegida" quer dizer que ela precisa de uma senha, que muitas vezes está escrita no roteador. Digite a senha e escolha "Conectar". Uma rede que não está na lista pode estar fora de alcance, pode usar um canal permitido só no seu país (então preencha o país e escolha "Procurar de novo"), ou esconde o nome (última linha da lista). A senha fica na memória deste PC e some quando ele é desligado. A sua placa Wi-Fi recebe um endereço sorteado a cada início, para que o roteador não reconheça este PC; uma placa que não consegue isso mantém o dela.',

  'connect.good': 'Conectado.',
  'connect.no-card': 'Nenhuma placa de rede para cabo foi encontrada.',
  'connect.no-service':
    'Nenhuma placa Wi-Fi está pronta. Uma que precisa de firmware especial pode não funcionar com este disco.',
  'connect.no-such-network':
    'Nenhuma rede com o nome "{name}" está ao alcance. Maiúsculas e minúsculas contam; uma que esconde o nome deve ser escolhida como tal.',
  'connect.needs-passphrase': '"{name}" não é aberta: precisa de uma senha.',
  'connect.wrong-passphrase':
    'A senha de "{name}" está errada. Maiúsculas e minúsculas contam; "Mostrar a senha" ajuda.',
  'connect.too-weak':
    'O sinal de "{name}" é fraco demais aqui. Leve este PC ou a antena dele para mais perto do roteador.',
  'connect.no-answer':
    '"{name}" não deixa este PC entrar. Confira a senha: com WPA3, e em alguns roteadores, é isso que aparece quando ela está errada. Senão, o roteador pode estar ocupado ou ter uma lista de quem pode entrar.',
  'connect.no-answer.open':
    '"{name}" não deixa este PC entrar. Pode estar ocupada, ou ter uma lista de quem pode entrar.',
  'connect.unsupported': '"{name}" usa uma proteção que este disco ou esta placa Wi-Fi não tem.',
  'connect.stopped': 'A conexão foi interrompida.',
  'connect.failed': 'Isto não funcionou: {why}',

  'fixed.title': 'Endereço fixo',
  'fixed.card': 'Placa de rede',
  'fixed.address4': 'Endereço IPv4 com o tamanho da rede, como 192.168.1.5/24',
  'fixed.gateway4': 'Roteador para IPv4, como 192.168.1.1',
  'fixed.address6': 'Endereço IPv6 com o tamanho da rede, como 2001:db8::5/64',
  'fixed.gateway6': 'Roteador para IPv6, como fe80::1',
  'fixed.no-dns':
    'O que fica vazio vem sozinho, se a rede o der. Não é preciso servidor de nomes: o Phantom não pergunta nomes a ninguém.',
  'fixed.use': 'Usar estes',
  'fixed.working': 'Definindo o endereço ...',
  'fixed.bad.none': 'Digite um endereço IPv4 ou IPv6, ou os dois.',
  'fixed.bad.only-gateway': 'Só o roteador não basta: digite também o endereço deste PC.',
  'fixed.bad.address4': 'Um endereço IPv4 são quatro números de 0 a 255, como 192.168.1.5/24.',
  'fixed.bad.address6':
    'Um endereço IPv6 são grupos de dígitos e letras de a até f, separados por dois-pontos, como 2001:db8::5/64.',
  'fixed.bad.prefix4':
    'Depois do endereço faltam uma barra e o tamanho da rede: /24 é o mesmo que 255.255.255.0.',
  'fixed.bad.prefix6': 'Depois do endereço faltam uma barra e o tamanho da rede: o comum é /64.',
  'fixed.bad.unusable': 'Este endereço tem um significado próprio e não pode ser o de um PC.',
  'fixed.bad.gateway4': 'O roteador para IPv4 são quatro números de 0 a 255, sem barra.',
  'fixed.bad.gateway6': 'O roteador para IPv6 é um endereço IPv6 sem barra.',
  'fixed.bad.same': 'O roteador tem o seu próprio endereço; este é o deste PC.',
  'fixed.bad.elsewhere':
    'Este roteador não está na rede do endereço: compare os números e o tamanho depois da barra.',
  'fixed.help':
    'A maioria das redes dá endereços sozinha; nesse caso, volte e escolha "por cabo". Senão, quem cuida da rede diz qual endereço este PC pode ter, e qual é o do roteador. IPv4 e IPv6 podem ser dados juntos, ou só um deles. Os endereços são esquecidos quando este PC é desligado.',

  'summary.connection.wired': 'por cabo',
  'summary.connection.wifi': 'Wi-Fi {name}',
  'summary.connection.fixed': 'fixo: {addresses}',
  'summary.connection.none': 'nenhuma ainda',
};
