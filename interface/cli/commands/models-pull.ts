import { WorkspaceError } from '../../../base/error.ts'
import type { ModelCard, ModelLibrary, Pulled, PullPlan } from '../../../core/models/model-library.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatBytes, formatDuration } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'

interface PullFlags {
  readonly dryRun?: boolean
  readonly optional?: boolean
  readonly alone?: boolean
  readonly refresh?: boolean
}

/** `models pull`. */
export const modelsPullCommand: CommandSpec = {
  name: 'pull',
  summary: 'Fetch a model and what it needs; the same command goes on after a break.',
  about:
    'A source is a name of the catalogue (models search), hf:owner/name, hf:owner/name@revision/file, npm:package@version/folder/*, or an address. Ctrl-C pauses: what has arrived is kept. Hashes that the source states are checked. Gated models need HF_TOKEN.',
  arguments: [{ name: 'source', description: 'What to fetch.', required: true }],
  flags: [
    flag('dry-run', 'boolean', 'Show licence, size and source, and fetch nothing.'),
    flag('optional', 'boolean', 'Also what is useful with it but not needed.'),
    flag('alone', 'boolean', 'Without the models it needs beside it.'),
    flag('refresh', 'boolean', 'Ask its source again though it is here; a newer file becomes a new version.'),
  ],
  examples: [
    { line: 'ai-workspace models pull esrgan-x4', does: 'A model that enlarges pictures four times, 29 MB (MIT).' },
    {
      line: 'ai-workspace models pull sd15-fp16 --dry-run',
      does: 'Licence, size and memory before anything is fetched.',
    },
  ],
  run: pull,
}

async function pull(call: Call): Promise<Report> {
  const [source = ''] = call.words
  const { dryRun = false, optional = false, alone = false, refresh = false } = call.flags as PullFlags
  const { terminal, signal } = call
  const library = await (await call.workspace()).library()
  const { pullFacts } = await import('../views/model-views.ts')
  const all = await library.plan(source, { signal, optional })
  const plans = alone ? all.slice(0, 1) : all
  const card = library.catalogue.has(source) ? await library.card(source) : undefined
  if (dryRun) return { data: { plans, card }, text: pullFacts(plans, card, terminal.paint) }
  if (!terminal.quiet && !terminal.json) terminal.note(`${pullFacts(plans, card, terminal.paintNote)}\n`)
  const startedAt = performance.now()
  const pulled: Pulled[] = []
  const problems: string[] = []
  // What comes along first: a model whose parts are refused is not fetched for nothing.
  for (const plan of plans.toReversed()) {
    const result = await pullOne(call, library, plan, { refresh, isMain: plan === plans[0], source })
    if (typeof result === 'string') problems.push(result)
    else pulled.unshift(result)
  }
  const took = formatDuration(performance.now() - startedAt)
  return {
    data: { models: pulled.map(({ model, outcome }) => ({ outcome, ...model })), problems },
    brief: pulled[0]?.model.files.map((file) => file.path).join('\n') ?? '',
    text: [
      ...pulled.map((each) => pulledLine(each, took, terminal.paint)),
      ...problems.map((problem) => `${terminal.paint('warn', '!')} ${problem}`),
      ...nextLines(pulled[0], card, terminal.paint),
    ].join('\n'),
  }
}

async function pullOne(
  { terminal, signal }: Call,
  library: ModelLibrary,
  plan: PullPlan,
  { refresh, isMain, source }: { refresh: boolean; isMain: boolean; source: string },
): Promise<Pulled | string> {
  const { startTransfer } = await import('../terminal/transfer.ts')
  using transfer = startTransfer(terminal, plan.id)
  try {
    return await library.pull(plan, { signal, refresh, onEvent: transfer.onEvent })
  } catch (error) {
    if (signal.aborted) {
      throw new WorkspaceError('cancelled', `Paused ${plan.id} at ${transfer.share}.`, {
        hint: `What has arrived is kept. Go on: ai-workspace models pull ${source}`,
        cause: error,
      })
    }
    // A part that has moved does not stop the model itself; whoever runs it says what it misses.
    const gone = error instanceof WorkspaceError && ['not-found', 'access-denied'].includes(error.code)
    if (isMain || !gone) throw error
    return `${plan.id} did not come along: ${error.message} ${error.hint ?? ''}`.trim()
  }
}

function pulledLine({ model, outcome }: Pulled, took: string, paint: Paint): string {
  const name = `${paint('name', model.id)}${paint('faint', `@${model.version}`)}`
  const unchecked = model.files.filter((file) => file.checkedAgainst === undefined)
  const ways = [...new Set(model.files.map((file) => file.checkedAgainst).filter((each) => each !== undefined))]
  const check =
    unchecked.length === 0
      ? `${ways.join(', ')} checked`
      : paint('warn', 'not checked: its source states no hash; what came is recorded')
  switch (outcome) {
    case 'present':
      return `${paint('good', '✓')} ${name} is here already${model.storage === 'in-place' ? `, used in place: ${model.files[0]?.path}` : ''}`
    case 'pulled-by-another-process':
      return `${paint('good', '✓')} ${name}: pulled by another ai-workspace meanwhile`
    case 'pulled':
      return `${paint('good', '✓')} ${name}: ${formatBytes(model.sizeBytes)} in ${took}, ${check}`
    default:
      return outcome satisfies never
  }
}

function nextLines(main: Pulled | undefined, card: ModelCard | undefined, paint: Paint): string[] {
  if (main === undefined) return []
  const { id } = main.model
  if (card?.runsToday === false)
    return [`${paint('warn', '–')} Nothing in this workspace runs it yet; it is kept for when something does.`]
  return [`${paint('faint', '→')} use it: ai-workspace models use ${id}`]
}
