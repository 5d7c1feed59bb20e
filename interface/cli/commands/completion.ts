import { WorkspaceError } from '../../../base/error.ts'
import type { CommandGroup, CommandSpec } from '../command.ts'

const shells = ['bash', 'zsh', 'fish']

/** `completion bash|zsh|fish`: every command and flag as a script, made from the same data as the help. */
export const completionCommand = (groups: readonly CommandGroup[]): CommandSpec => ({
  name: 'completion',
  summary: 'Print a completion script for bash, zsh or fish.',
  arguments: [{ name: 'shell', description: shells.join(', '), required: true }],
  examples: [
    { line: 'ai-workspace completion bash', does: 'Use it: source <(ai-workspace completion bash)' },
    { line: 'ai-workspace completion fish', does: 'Use it: ai-workspace completion fish | source' },
  ],
  async run({ words }) {
    const [shell = ''] = words
    if (!shells.includes(shell)) {
      throw new WorkspaceError('bad-input', `There is no completion for "${shell}".`, {
        hint: `There is: ${shells.join(', ')}.`,
      })
    }
    const table = await candidates(groups)
    const text =
      shell === 'fish'
        ? fishScript(table)
        : `${shell === 'zsh' ? 'autoload -U bashcompinit && bashcompinit\n' : ''}${bashScript(table)}`
    return { data: Object.fromEntries(table), text }
  },
})

/** What may follow each beginning: '' → commands; 'assets' → its subcommands; 'assets list' → its flags. */
async function candidates(groups: readonly CommandGroup[]): Promise<Map<string, string[]>> {
  const table = new Map<string, string[]>([['', groups.map((group) => group.name)]])
  const add = (path: string, { children = [], flags = [] }: CommandSpec) => {
    table.set(path, [...children.map((child) => child.name), ...flags.map((flag) => `--${flag.name}`), ...globalFlags])
    for (const child of children) add(`${path} ${child.name}`, child)
  }
  for (const group of groups) add(group.name, await group.load([]))
  return table
}

const globalFlags = ['--project', '--home', '--json', '--quiet', '--help']

function bashScript(table: ReadonlyMap<string, readonly string[]>): string {
  const known = [...table.keys()]
    .filter((path) => path !== '')
    .map((path) => `'${path}'`)
    .join('|')
  const cases = [...table].map(([path, words]) => `    '${path}') words='${words.join(' ')}' ;;`)
  return `_ai_workspace() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    case "\${path:+$path }$word" in
      ${known}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _ai_workspace ai-workspace`
}

function fishScript(table: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...table].flatMap(([path, words]) => {
    const parts = path.split(' ').filter((part) => part !== '')
    const condition =
      parts.length === 0
        ? '__fish_use_subcommand'
        : parts.map((part) => `__fish_seen_subcommand_from ${part}`).join('; and ')
    return words.map((word) =>
      word.startsWith('--')
        ? `complete -c ai-workspace -n '${condition}' -l ${word.slice(2)}`
        : `complete -c ai-workspace -f -n '${condition}' -a ${word}`,
    )
  })
  return lines.join('\n')
}
