import { WorkspaceError } from '../../../base/error.ts'
import { loadNode } from '../../../core/pipeline/discovery.ts'
import type { CommandSpec } from '../command.ts'
import { nodeCommand } from './node-command.ts'

/** `generate`: the main job. */
export async function generateCommand(): Promise<CommandSpec> {
  const command = nodeCommand(await loadNode('generate'), {
    name: 'generate',
    examples: [
      { line: 'ai-workspace generate "ancient stone statue"', does: 'One image of 512 × 512 pixels.' },
      {
        line: 'ai-workspace generate --prompt "ancient stone statue" --3d',
        does: 'The image, its depth and normal maps, a textured mesh and a Blender-ready export.',
      },
      {
        line: 'ai-workspace generate "rusty robot" --size 768x512 --seed 7',
        does: 'Another size; the same seed gives the same bytes.',
      },
      {
        line: 'ai-workspace generate "mossy column" --min-quality 0.9 --tries 4',
        does: 'Tries other seeds and keeps the best.',
      },
    ],
  })
  return {
    ...command,
    async run(call) {
      if (call.words.length === 0 && call.flags['prompt'] === undefined && call.flags['form'] === undefined) {
        throw new WorkspaceError('bad-input', 'generate needs a prompt or --form.', {
          hint: 'For example: ai-workspace generate "ancient stone statue" --3d',
        })
      }
      if (command.run === undefined) throw new Error('The generate command has nothing to run.')
      const report = await command.run(call)
      const { terminal, flags } = call
      // Of a picture from the cache it was said when it was made, and to find out takes longer than the answer.
      const { fromCache } = report.data as { readonly fromCache: boolean }
      if (terminal.json || terminal.quiet || flags['form'] !== undefined || fromCache) return report
      const hint = await (await (await call.workspace()).library()).pictureHint()
      return hint === undefined
        ? report
        : { ...report, text: `${report.text}\n${terminal.paint('faint', '→')} ${hint}` }
    },
  }
}
