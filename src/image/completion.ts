/**
 * The completion of bash for `phantom`, made from what the commands say of themselves. What it knows of this machine it
 * reads from files: it starts no program and asks no node, so a key pressed in a shell never waits.
 */
import type { CliCommand, OptionSpec, WordKind } from '../cli/command.js';
import type { NamedCommand } from '../cli/help.js';
import { allOptions } from '../cli/parse.js';
import { settingPaths, settings } from '../config/schema.js';

/** The file that bash-completion loads when it first meets the command. */
export function bashCompletion(commands: readonly NamedCommand[]): string {
  return script
    .replaceAll('@COMMANDS@', () => words(commands.map(({ name }) => name)))
    .replaceAll('@SETTINGS@', () => words(settingPaths))
    .replaceAll('@VALUES@', () => valueCases().join('\n'))
    .replaceAll('@DESCRIBED@', () => commands.flatMap(describe).join('\n'));
}

/** Sets `options`, `valued` and `actions` of a command, and the kinds of its words or of those after each action. */
function describe({ name, command }: NamedCommand): string[] {
  const options = Object.entries(allOptions(command));
  return [
    `  ${name})`,
    `    options=(${words(options.map(([option]) => `--${option}`))})`,
    ...setting('valued', options.flatMap(valued)),
    ...setting('actions', Object.keys(command.actions ?? {})),
    ...kinds(command),
    '    ;;',
  ];
}

function setting(name: string, list: readonly string[]): string[] {
  return list.length > 0 ? [`    ${name}=(${words(list)})`] : [];
}

/** How an option that needs a value may be written, each with the kind of the value. */
function valued([name, spec]: [string, OptionSpec]): string[] {
  if (spec.type === 'boolean') return [];
  return [`--${name}`, ...(spec.short ? [`-${spec.short}`] : [])].map((form) => `${form}:${kind(spec.kind)}`);
}

function kinds({ actions, words: own = [] }: CliCommand): string[] {
  if (!actions) return setting('kinds', own.map(kind));
  const cases = Object.entries(actions).flatMap(([name, action]) =>
    action.words ? [`    ${name}) kinds=(${words(action.words.map(kind))}) ;;`] : [],
  );
  return cases.length > 0 ? ['    case $2 in', ...cases, '    esac'] : [];
}

function kind(of: WordKind): string {
  return of === null ? '-' : typeof of === 'string' ? of : `=${of.join(',')}`;
}

function valueCases(): string[] {
  return settingPaths.flatMap((path) => {
    const { values } = settings[path];
    return values ? [`  ${path}) _phantom_offer ${words(values.map(String))} ;;`] : [];
  });
}

/** For a shell that must take each as one word, as it stands. */
function words(list: readonly string[]): string {
  return list
    .map((word) => (/^[\w.,=:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

const script = `# bash completion for phantom. It is made from what the commands say of themselves.

# Offers those of the words that go on from what is typed.
_phantom_offer() {
  local word
  for word; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

# The further networks of this machine, by their settings.
_phantom_networks() {
  local file line
  for file in /etc/phantom/channels/*.yaml "\${XDG_CONFIG_HOME:-$HOME/.config}"/phantom/channels/*.yaml; do
    [[ -f $file && -r $file ]] || continue
    while IFS= read -r line; do
      if [[ $line =~ ^channel:\\ +[\\"\\']?([[:alnum:]._-]+) ]]; then _phantom_offer "\${BASH_REMATCH[1]}"; fi
    done <"$file"
  done
}

# What a setting may be, where that can be told.
_phantom_values() {
  case $1 in
@VALUES@
  esac
}

# Offers what is of the kind $1; $2 is the word before.
_phantom_kind() {
  case $1 in
  file)
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    ;;
  directory)
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
    ;;
  network) _phantom_networks ;;
  setting) _phantom_offer @SETTINGS@ ;;
  value) _phantom_values "$2" ;;
  command) _phantom_offer @COMMANDS@ ;;
  =*)
    local IFS=,
    _phantom_offer \${1#=}
    ;;
  esac
}

# What the command $1 takes, with the action $2.
_phantom_describe() {
  case $1 in
  help) kinds=(command) ;;
@DESCRIBED@
  esac
}

_phantom() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]}
  local options=() valued=() actions=() kinds=() given=() only='' entry at word
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _phantom_offer @COMMANDS@ help --help --version
    return
  fi
  _phantom_describe "$command" ''
  for ((at = 2; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if [[ $only || $word != -* ]]; then
      given+=("$word")
      continue
    fi
    if [[ $word == -- ]]; then only=yes; fi
    for entry in "\${valued[@]}"; do
      [[ \${entry%%:*} == "$word" ]] || continue
      # "--option=value" comes as three words.
      if [[ \${COMP_WORDS[at + 1]} == = ]]; then
        ((++at))
        if ((at == COMP_CWORD)); then cur=''; fi
      fi
      if ((at + 1 >= COMP_CWORD)); then
        _phantom_kind "\${entry#*:}" ''
        return
      fi
      ((++at))
      break
    done
  done
  if [[ ! $only && $cur == -* ]]; then
    _phantom_offer "\${options[@]}"
  elif ((\${#actions[@]} && !\${#given[@]})); then
    _phantom_offer "\${actions[@]}"
  else
    if ((\${#actions[@]})); then
      _phantom_describe "$command" "\${given[0]}"
      given=("\${given[@]:1}")
    fi
    _phantom_kind "\${kinds[\${#given[@]}]:-}" "\${given[@]: -1}"
  fi
}

complete -F _phantom phantom
`;
