import { readFileSync } from 'node:fs'
import { Argument, Command, CommanderError } from 'commander'
import type { WorkspaceError } from '../../base/error.ts'
import type { CommandSpec } from './command.ts'
import { groups } from './commands.ts'
import { commandWords, explainParseError } from './explain-parse-error.ts'
import type { Flag } from './flags/flag.ts'
import { optionOf } from './flags/option-of-flag.ts'
import { assemble } from './flags/read-flags.ts'
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
  const [wanted, ...rest] = commandWords(words)
  if (wanted === 'help') return readCommandLine([...rest, '--help'], { paint, columns })
  const spec = await groups.find(({ name }) => name === wanted)?.load(rest)
  const read = (isShown: (flag: Flag) => boolean) => parse(words, spec, { paint, columns, isShown })
  // commander takes a while for each flag, and `generate` has 60. Help and the word on a mistake need them all.
  const first = words.some((word) => /^-(?:[a-z]|-help$)/i.test(word)) ? undefined : read(flagsOf(words))
  const { request, printed, mistake } = first === undefined || first.mistake !== undefined ? read(() => true) : first
  if (mistake !== undefined) throw mistake
  return request ?? { type: 'text', text: printed.trimEnd() }
}

/** Whether a line names a flag. */
function flagsOf(words: readonly string[]): (flag: Flag) => boolean {
  const named = new Set(words.map((word) => /^--(?:no-)?([^=]+)/.exec(word)?.[1]))
  return ({ name }) => named.has(name)
}

/** Lets commander read a line that knows the command `spec`: gives what it asks for, what it printed, or what is wrong. */
function parse(
  words: readonly string[],
  spec: CommandSpec | undefined,
  given: Omit<Look, 'write'>,
): { request: Request | undefined; printed: string; mistake: WorkspaceError | undefined } {
  const printed: string[] = []
  let request: Request | undefined
  const look: Look = { ...given, write: (text) => printed.push(text) }
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
  for (const group of groups) {
    if (group.name === spec?.name) {
      addCommand(program, spec, look, (found) => {
        request = { ...found, home: program.opts()['home'], project: program.opts()['project'] }
      })
    } else program.addCommand(createCommand(group.name, look).summary(group.summary).description(group.summary))
  }
  program.addHelpText('after', () => topHelp(look.paint))
  if (commandWords(words).length === 0) program.action(() => program.outputHelp())
  let mistake: WorkspaceError | undefined
  try {
    program.parse([...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) mistake = explainParseError(error, program, words)
  }
  return { request, printed: printed.join(''), mistake }
}

interface Look {
  readonly paint: Paint
  readonly columns: number
  readonly write: (text: string) => void
  /** Which flags of commands are told to commander. */
  readonly isShown: (flag: Flag) => boolean
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
  const options = (spec.flags ?? []).filter(look.isShown).map((each) => ({ flag: each, option: optionOf(each) }))
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
