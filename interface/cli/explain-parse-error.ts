import type { Command, CommanderError } from 'commander'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'

/** What commander found wrong with a command line, as an error of ours that says what was probably meant. */
export function explainParseError(error: CommanderError, program: Command, words: readonly string[]): WorkspaceError {
  const command = findCommand(program, words)
  const name = [...ancestorsOf(command)].join(' ')
  const help = `See: ${name} --help`
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = [command, program].flatMap((each) => each.options.map((option) => option.long ?? ''))
      const close = nearest(quoted.split('=')[0] ?? quoted, known, { most: 1 })[0]
      return new WorkspaceError('bad-input', `There is no flag ${quoted} for "${name}".`, {
        hint: close === undefined ? help : `Did you mean ${close}? ${help}`,
      })
    }
    case 'commander.unknownCommand':
    case 'commander.excessArguments': {
      const candidates = command.commands.map((each) => each.name())
      if (candidates.length === 0) {
        return new WorkspaceError('bad-input', `"${name}" takes fewer words: ${words.join(' ')}.`, {
          hint: `Put a text of several words in quotes. ${help}`,
        })
      }
      const word = error.code === 'commander.unknownCommand' ? quoted : (command.args[0] ?? '')
      const elsewhere = commandsElsewhere[word]
      if (elsewhere !== undefined) {
        return new WorkspaceError('bad-input', `There is no command "${word}" in "${name}".`, {
          hint: `Did you mean ai-workspace ${elsewhere}? ${help}`,
        })
      }
      const close = nearest(word, candidates, { most: 2 })
      return new WorkspaceError('bad-input', `There is no command "${word}" in "${name}".`, {
        hint: close.length > 0 ? `Did you mean ${close.join(' or ')}? ${help}` : help,
      })
    }
    case 'commander.missingArgument':
      return new WorkspaceError('bad-input', `"${name}" needs <${quoted}>.`, { hint: help })
    case 'commander.optionMissingArgument':
      return new WorkspaceError('bad-input', `${/--[\w.-]+/.exec(quoted)?.[0] ?? quoted} needs a value.`, {
        hint: help,
      })
    default:
      return new WorkspaceError('bad-input', sentence(error.message.replace(/^error: /, '')), { hint: help })
  }
}

function findCommand(program: Command, words: readonly string[]): Command {
  let command = program
  for (const word of commandWords(words)) {
    const child = command.commands.find((each) => each.name() === word || each.aliases().includes(word))
    if (child === undefined) break
    command = child
  }
  return command
}

function ancestorsOf(command: Command): string[] {
  return command.parent === null ? [command.name()] : [...ancestorsOf(command.parent), command.name()]
}

function sentence(text: string): string {
  const line = text.split('\n')[0] ?? text
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.$/, '')}.`
}

/** The words that are not flags, with the values of the flags that stand before the command left out. */
export function commandWords(words: readonly string[]): string[] {
  const found: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--home' || word === '--project') index++
    else if (word === '--') return [...found, ...words.slice(index + 1)]
    else if (!word.startsWith('-')) found.push(word)
  }
  return found
}

/** Where a command is that people look for in another place; a test holds the lines to the commands there are. */
export const commandsElsewhere: Readonly<Record<string, string>> = {
  cancel: 'jobs cancel',
  create: 'project create',
  delete: 'assets trash',
  export: 'assets export',
  find: 'assets find',
  finish: 'mesh finish',
  history: 'project history',
  image: 'generate',
  import: 'assets import',
  inspect: 'mesh inspect',
  list: 'assets list',
  ls: 'assets list',
  pull: 'models pull',
  rate: 'assets rate',
  redo: 'project redo',
  remove: 'assets trash',
  rename: 'assets rename',
  replay: 'assets replay',
  restore: 'assets restore',
  retry: 'jobs retry',
  rm: 'assets trash',
  search: 'assets find',
  session: 'project sessions',
  sessions: 'project sessions',
  show: 'assets show',
  status: 'project status',
  tag: 'assets tag',
  trash: 'assets trash',
  undo: 'project undo',
  use: 'project use',
  why: 'assets why',
}
