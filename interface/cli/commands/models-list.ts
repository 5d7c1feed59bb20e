import { modelKinds } from '../../../core/models/model-kinds.ts'
import type { CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { plural } from '../terminal/format.ts'

/** `models list|search|show`: what is here and what can be had. */
export const modelsListCommands: readonly CommandSpec[] = [
  {
    name: 'list',
    summary: 'The built-in engine and every model that is installed.',
    flags: [flag('parts', 'boolean', 'Also the tokenizers, text encoders and other parts of models.')],
    examples: [{ line: 'ai-workspace models list', does: 'What could make a picture here.' }],
    async run(call) {
      const workspace = await call.workspace()
      const library = await workspace.library()
      const { listModels } = await import('../../../core/models/list-models.ts')
      const { modelTable } = await import('../views/model-views.ts')
      const { table } = await import('../terminal/table.ts')
      const { paint } = call.terminal
      const listed = await listModels(workspace.models, library, { parts: call.flags['parts'] === true })
      const builtIn = listed.filter((model) => model.builtIn)
      const cards = listed.filter((model) => !model.builtIn)
      const problems = library.inventory.problems()
      const rows = builtIn.map(({ id, isDefault, notes = '' }) => [
        paint('name', id),
        `built in${isDefault ? ', default' : ''}`,
        notes,
      ])
      const hint = 'More models: ai-workspace models search. What other programs have here: ai-workspace models scan'
      return {
        data: listed,
        text: [
          table(['engine', 'state', 'what it is'], rows, { paint }),
          cards.length === 0 ? 'No models installed.' : modelTable(cards, paint),
          ...problems.map((problem) => `${paint('warn', '!')} ${problem}`),
          paint('faint', hint),
        ].join('\n\n'),
      }
    },
  },
  {
    name: 'search',
    summary: 'Models that can be pulled, by any words: name, kind, family, licence.',
    arguments: [{ name: 'words', description: 'All of them must occur; none shows everything.', many: true }],
    flags: [
      flag('kind', 'text', 'Only models of this kind.', { choices: modelKinds }),
      flag('runs', 'boolean', 'Only what this workspace can run today.'),
    ],
    examples: [
      { line: 'ai-workspace models search sdxl', does: 'Everything of the SDXL family, with licence and memory.' },
      { line: 'ai-workspace models search --kind upscaler', does: 'Models that enlarge pictures.' },
    ],
    async run(call) {
      const library = await (await call.workspace()).library()
      const { modelTable } = await import('../views/model-views.ts')
      const { kind, runs = false } = call.flags as { kind?: string; runs?: boolean }
      const cards = await library.search(call.words, { runs, ...(kind === undefined ? {} : { kind }) })
      const { paint } = call.terminal
      if (cards.length === 0) {
        return { data: [], text: `Nothing in the catalogue fits. Other sources: ai-workspace models pull --help` }
      }
      const legend =
        'size and memory are estimates where they are not exact (~); "unverified" addresses are printed by no maintained source'
      return {
        data: cards,
        text: `${modelTable(cards, paint)}\n\n${plural(cards.length, 'model')}. ${paint('faint', legend)}`,
      }
    },
  },
  {
    name: 'show',
    summary: 'Everything known of one model: licence, gate, size, memory, settings, files, hashes.',
    arguments: [
      { name: 'model', description: 'Its id, id@version, a beginning of its hash, or its title.', required: true },
    ],
    examples: [{ line: 'ai-workspace models show sd15-fp16', does: 'Before it is pulled, and after.' }],
    async run(call) {
      const library = await (await call.workspace()).library()
      const { modelFacts } = await import('../views/model-views.ts')
      const card = await library.card(call.words[0] ?? '')
      const next = card.installed === undefined ? `\n\n→ ai-workspace models pull ${card.id}` : ''
      return { data: card, text: `${modelFacts(card, call.terminal.paint)}${next}` }
    },
  },
]
