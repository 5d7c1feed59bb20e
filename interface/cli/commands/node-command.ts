import { WorkspaceError } from '../../../base/error.ts'
import type { Node } from '../../../base/node.ts'
import type { Call, CommandSpec, Example, Report } from '../command.ts'
import type { Flag } from '../flags/flag.ts'
import { nodeFlags } from '../flags/node-flags.ts'
import type { JobFlags } from '../run-job.ts'

/** A command that runs one node, its flags read off the node's schema. */
export function nodeCommand(
  node: Node,
  { name, about, examples }: { name: string; about?: string; examples: readonly Example[] },
): CommandSpec {
  const flags = nodeFlags(node)
  const main = flags.find((flag) => flag.name === 'prompt') ?? flags.find((flag) => flag.required === true)
  // A word that may also come first is not "needed" as a flag.
  const shown = flags.map((flag) => (flag === main ? { ...flag, required: false } : flag))
  return {
    name,
    summary: node.summary,
    ...(about === undefined ? {} : { about }),
    arguments: main === undefined ? [] : [wordArgument(main)],
    flags: shown,
    examples,
    run: (call) => runWithWords(call, node, flags, main),
  }
}

function wordArgument(main: Flag) {
  const free = main.kind === 'text'
  return {
    name: main.name,
    description: `${main.description} (the same as --${main.name})`,
    many: free || main.repeated === true,
  }
}

async function runWithWords(call: Call, node: Node, flags: readonly Flag[], main: Flag | undefined): Promise<Report> {
  const { input, jobFlags } = splitFlags(call.flags, flags)
  if (main !== undefined && call.words.length > 0) {
    const key = main.path[0] ?? main.name
    if (input[key] !== undefined) {
      throw new WorkspaceError(
        'bad-input',
        `The ${main.name} is given twice: "${call.words.join(' ')}" and --${main.name}.`,
        {
          hint: 'Give it once.',
        },
      )
    }
    const { readFlag } = await import('../flags/read-flags.ts')
    if (main.repeated === true) input[key] = call.words.map((word) => readFlag(main, word))
    else input[key] = readFlag(main, call.words.join(' '))
  }
  const { runNodeCommand } = await import('../run-job.ts')
  return runNodeCommand(call, node, flags, input, jobFlags)
}

/** Parts what the node takes from what the queue takes, and writes --size out. */
export function splitFlags(
  given: Readonly<Record<string, unknown>>,
  flags: readonly Flag[],
): { input: Record<string, unknown>; jobFlags: JobFlags } {
  const forQueue = new Set(flags.filter((flag) => flag.ofQueue === true).map((flag) => flag.path[0] ?? flag.name))
  const entries = Object.entries(given)
  const jobFlags = Object.fromEntries(entries.filter(([key]) => forQueue.has(key))) as JobFlags & { size?: string }
  const input = Object.fromEntries(entries.filter(([key]) => !forQueue.has(key)))
  const { size, ...rest } = jobFlags
  return { input: size === undefined ? input : { ...readSize(size), ...input }, jobFlags: rest }
}

function readSize(text: string): { width: number; height: number } {
  const [, width, height = width] = /^(-?[\d.e+]+)(?:\s*[x×*,]\s*(-?[\d.e+]+))?$/i.exec(text.trim()) ?? []
  const size = { width: Number(width), height: Number(height) }
  if (Number.isFinite(size.width) && Number.isFinite(size.height)) return size
  throw new WorkspaceError('bad-input', `--size takes one or two numbers of pixels; got "${text}".`, {
    hint: 'For example: --size 512 or --size 768x512',
  })
}
