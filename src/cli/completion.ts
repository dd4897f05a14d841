// cli/completion.ts: `dossier completion <shell>`: a script that completes commands and options, made from the commands themselves.

import { type Command, InvalidArgumentError } from "commander";
import type { CliIo } from "./parts.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletionCommand(program: Command, io: CliIo): void {
  program
    .command("completion")
    .argument("<shell>", SHELLS.join(", "), (written) => {
      if (!SHELLS.includes(written as Shell))
        throw new InvalidArgumentError(`It is one of ${SHELLS.join(", ")}.`);
      return written;
    })
    .description('Print a completion script: eval "$(dossier completion bash)"')
    .action((shell: Shell) => io.out(completionScript(program, shell)));
}

interface Known {
  name: string;
  about: string;
  options: string[];
}

export function completionScript(program: Command, shell: Shell): string {
  const commands: Known[] = program.commands.map((command) => ({
    name: command.name(),
    about: command.description().split(/[.:;]/)[0]!.replaceAll("'", ""),
    options: [...command.options.map(({ long }) => long ?? ""), "--help"].filter((option) => option !== ""),
  }));
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: readonly Known[]): string {
  const cases = commands
    .map(({ name, options }) => `    ${name}) words="${options.join(" ")}" ;;`)
    .join("\n");
  return `_dossier() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(" ")} --help"
  else
    case "\${COMP_WORDS[1]}" in
${cases}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  # Files are what add, inspect, backup and restore take.
  case "\${COMP_WORDS[1]}" in add|inspect|backup|restore|watch) [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current")) ;; esac
}
complete -o filenames -F _dossier dossier
`;
}

function zsh(commands: readonly Known[]): string {
  const names = commands.map(({ name, about }) => `    '${name}:${about.replaceAll(":", "")}'`).join("\n");
  const cases = commands
    .map(({ name, options }) => `    ${name}) compadd -- ${options.join(" ")}; _files ;;`)
    .join("\n");
  return `#compdef dossier
_dossier() {
  local -a commands
  commands=(
${names}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases}
  esac
}
compdef _dossier dossier
`;
}

function fish(commands: readonly Known[]): string {
  const lines = commands.flatMap(({ name, about, options }) => [
    `complete -c dossier -n __fish_use_subcommand -f -a ${name} -d '${about}'`,
    ...options.map(
      (option) => `complete -c dossier -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}
