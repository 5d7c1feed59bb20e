import type { Workspace } from '../../core/workspace.ts'
import type { Flag } from './flags/flag.ts'
import type { Terminal } from './terminal/terminal.ts'

/** One command as data: what help shows, what the parser accepts, what runs. Importing a command file must stay cheap. */
export interface CommandSpec {
  readonly name: string
  /** One sentence for the list of commands. */
  readonly summary: string
  /** More than the sentence, shown in the command's own help. */
  readonly about?: string
  readonly arguments?: readonly ArgumentSpec[]
  readonly flags?: readonly Flag[]
  readonly examples?: readonly Example[]
  readonly children?: readonly CommandSpec[]
  /** Absent only for a command that exists for its children. */
  readonly run?: (call: Call) => Promise<Report> | Report
}

/** A word after the command's name. */
export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly required?: boolean
  /** Takes all words that follow. */
  readonly many?: boolean
}

/** A command line a person can type, and what it does. */
export interface Example {
  readonly line: string
  readonly does: string
}

/** One use of a command. */
export interface Call {
  readonly words: readonly string[]
  /** Only the flags that were given, by their key. */
  readonly flags: Readonly<Record<string, unknown>>
  readonly terminal: Terminal
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal
  /** The project named with --project. */
  readonly project: string | undefined
  /** The folder named with --home. */
  readonly home: string | undefined
  /** Opens the workspace on first use; it is closed when the command ends. */
  workspace(): Promise<Workspace>
}

/** What a command answers: `data` for --json, `text` for people. */
export interface Report {
  readonly data: unknown
  readonly text: string
  /** With --quiet in place of the text: for a script, like the paths of what was made. */
  readonly brief?: string
  /** Other than 0 where the answer is a finding that a script should see, like a replay that differs. */
  readonly exitCode?: number
}

/** A command of the first level; its file is imported only when it is used. `words` are the ones after its name. */
export interface CommandGroup {
  readonly name: string
  readonly summary: string
  readonly load: (words: readonly string[]) => Promise<CommandSpec>
}
