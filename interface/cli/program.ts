import { readFileSync } from 'node:fs'
import { Argument, Command, CommanderError, Option } from 'commander'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import type { CommandSpec } from './command.ts'
import { groups } from './commands.ts'
import type { Flag } from './flags/flag.ts'
import { assemble, describeRange, readFlag } from './flags/read-flags.ts'
import type { GlobalFlags, Paint } from './terminal/terminal.ts'

/** What a command line asks for: text to print (help, version) or a command to run. */
export type Request =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'run'
      readonly command: CommandSpec
      readonly words: readonly string[]
      readonly flags: Readonly<Record<string, unknown>>
      readonly home: string | undefined
      readonly project: string | undefined
    }

const version = () =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** Read before anything else, so that even a wrong command line is answered in the form that was asked for. */
export function readGlobalFlags(words: readonly string[]): GlobalFlags {
  const before = words.includes('--') ? words.slice(0, words.indexOf('--')) : words
  const has = (name: string) => before.includes(name)
  return { json: has('--json'), quiet: has('--quiet') || has('-q'), debug: has('--debug'), color: !has('--no-color') }
}

/** Reads a command line; throws 'bad-input' naming what is wrong and what was probably meant. */
export async function readCommandLine(
  words: readonly string[],
  { paint, columns }: { paint: Paint; columns: number },
): Promise<Request> {
  const printed: string[] = []
  let request: Request | undefined
  const look: Look = { paint, columns, write: (text) => printed.push(text) }
  const program = createCommand('ai-workspace', look)
    .usage('<command> [flags]')
    .description('Images, PBR textures, meshes and Blender-ready exports from a sentence, on your own machine.')
    .version(`ai-workspace ${version()} (Node ${process.versions.node})`, '-V, --version', 'Print the version.')
    .option('--project <name>', 'Work in this project instead of the current one.')
    .option('--home <folder>', 'The workspace folder (default: AI_WORKSPACE_HOME or ~/ai-workspace).')
    .option('--json', 'Answer with one JSON document; errors too.')
    .option('-q, --quiet', 'No progress and no notes; of a job, only the paths of its files.')
    .option('--debug', 'Show the stack of an error.')
    .option('--no-color', 'No colours (NO_COLOR does the same).')
  const [wanted, ...rest] = commandWords(words)
  if (wanted === 'help') return readCommandLine([...rest, '--help'], { paint, columns })
  for (const group of groups) {
    if (group.name === wanted) {
      addCommand(program, await group.load(rest), look, (found) => {
        request = { ...found, home: program.opts()['home'], project: program.opts()['project'] }
      })
    } else program.addCommand(createCommand(group.name, look).summary(group.summary).description(group.summary))
  }
  program.addHelpText('after', () => topHelp(paint))
  if (wanted === undefined) program.action(() => program.outputHelp())
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw explainParseError(error, program, words)
  }
  return request ?? { type: 'text', text: printed.join('').trimEnd() }
}

interface Look {
  readonly paint: Paint
  readonly columns: number
  readonly write: (text: string) => void
}

function createCommand(name: string, { paint, columns, write }: Look): Command {
  return new Command(name)
    .exitOverride()
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand(false)
    .configureOutput({
      writeOut: write,
      // Errors are thrown and told by main.
      writeErr: () => {},
      getOutHasColors: () => true,
      getOutHelpWidth: () => Math.min(columns, 110),
    })
    .configureHelp({
      styleTitle: (text) => paint('title', text),
      styleOptionTerm: (text) => paint('name', text),
      styleSubcommandTerm: (text) => paint('name', text),
      styleArgumentTerm: (text) => paint('name', text),
      // A command's own list stays short: what every command takes is told once, by `ai-workspace --help`.
      subcommandTerm: (command) => command.name() + argumentsOf(command),
    })
}

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((each) => {
      const name = `${each.name()}${each.variadic ? '...' : ''}`
      return each.required ? ` <${name}>` : ` [${name}]`
    })
    .join('')
}

type Found = Omit<Extract<Request, { type: 'run' }>, 'home' | 'project'>

function addCommand(parent: Command, spec: CommandSpec, look: Look, onFound: (found: Found) => void): void {
  const command = createCommand(spec.name, look).summary(spec.summary)
  command.description(spec.about === undefined ? spec.summary : `${spec.summary}\n\n${spec.about}`)
  // A flag may stand on either side of a word, but what a command does not know is never passed on silently.
  command.allowExcessArguments(false)
  for (const each of spec.arguments ?? []) {
    const name = `${each.name}${each.many === true ? '...' : ''}`
    command.addArgument(new Argument(each.required === true ? `<${name}>` : `[${name}]`, each.description))
  }
  const options = (spec.flags ?? []).map((each) => ({ flag: each, option: optionOf(each) }))
  for (const { option } of options) command.addOption(option)
  for (const child of spec.children ?? []) addCommand(command, child, look, onFound)
  command.addHelpText('after', () => examplesText(spec, look.paint))
  if (spec.run === undefined) {
    command.action(() => command.outputHelp())
  } else {
    command.action(() => {
      const given = options
        .filter(({ option }) => command.getOptionValueSource(option.attributeName()) === 'cli')
        .map(({ flag, option }) => ({ flag, value: command.getOptionValue(option.attributeName()) as unknown }))
      const words = command.args
      onFound({ type: 'run', command: spec, words, flags: assemble(given) })
    })
  }
  parent.addCommand(command)
}

function optionOf(flag: Flag): Option {
  const negative = flag.kind === 'boolean' && flag.default === true
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  const value = flag.kind === 'boolean' ? '' : ` <${placeholder(flag)}>`
  const option = new Option(`${short}--${negative ? 'no-' : ''}${flag.name}${value}`, describeFlag(flag))
  if (flag.kind !== 'boolean') {
    option.argParser((word: string, before: unknown) => {
      const read = readFlag(flag, word)
      return flag.repeated === true ? [...(Array.isArray(before) ? before : []), read] : read
    })
  }
  return option
}

function placeholder(flag: Flag): string {
  if (flag.choices !== undefined && flag.choices.join('|').length <= 24) return flag.choices.join('|')
  if (flag.choices !== undefined) return 'choice'
  switch (flag.kind) {
    case 'text':
    case 'any':
      return 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'asset':
      return 'asset|file'
    case 'json':
      return 'json|file'
    case 'boolean':
      return ''
    default:
      return flag.kind satisfies never
  }
}

/** The description with bounds, choices and default in one bracket: what commander shows of them needs its own defaults. */
function describeFlag(flag: Flag): string {
  const negative = flag.kind === 'boolean' && flag.default === true
  const text = negative ? `Turn off: ${flag.description}` : flag.description
  const notes = [
    flag.required === true ? 'needed' : '',
    flag.repeated === true ? 'may be given more than once' : '',
    flag.choices !== undefined && placeholder(flag) === 'choice' ? flag.choices.join(', ') : '',
    flag.kind === 'boolean' || flag.randomSeed === true ? '' : describeRange(flag),
    flag.default === undefined || flag.kind === 'boolean' || flag.default === ''
      ? ''
      : `default ${shown(flag.default)}`,
  ].filter((note) => note !== '')
  return notes.length === 0 ? text : `${text.trimEnd()} (${notes.join('; ')})`.trim()
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function examplesText(spec: CommandSpec, paint: Paint): string {
  const examples = [...(spec.examples ?? []), ...(spec.children ?? []).flatMap((child) => child.examples?.[0] ?? [])]
  if (examples.length === 0) return ''
  const lines = examples.map(({ line, does }) => `  ${paint('name', line)}\n      ${paint('faint', does)}`)
  return `\n${paint('title', 'Examples:')}\n${lines.join('\n')}\n`
}

function topHelp(paint: Paint): string {
  const examples = [
    [
      'ai-workspace generate "ancient stone statue" --3d',
      'Image, depth, normals, mesh and Blender export from a sentence.',
    ],
    [
      'ai-workspace texture "mossy cobblestone" --size 1024',
      'A tileable PBR set: albedo, height, normal, roughness and more.',
    ],
    ['ai-workspace assets list', 'What is in the current project.'],
    ['ai-workspace doctor', 'What this machine has and what each engine would use.'],
  ]
  const lines = examples.map(([line = '', does = '']) => `  ${paint('name', line)}\n      ${paint('faint', does)}`)
  return `\n${paint('title', 'Examples:')}\n${lines.join('\n')}\n\nMore on one command: ai-workspace <command> --help\n`
}

/** The words that are not flags, with the values of the flags that stand before the command left out. */
function commandWords(words: readonly string[]): string[] {
  const found: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--home' || word === '--project') index++
    else if (word === '--') return [...found, ...words.slice(index + 1)]
    else if (!word.startsWith('-')) found.push(word)
  }
  return found
}

function explainParseError(error: CommanderError, program: Command, words: readonly string[]): WorkspaceError {
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
