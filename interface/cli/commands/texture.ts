import { WorkspaceError } from '../../../base/error.ts'
import { loadNode } from '../../../core/pipeline/discovery.ts'
import type { Call, CommandSpec } from '../command.ts'
import { mergedFlags, rejectForeignFlags } from '../flags/merged-flags.ts'
import { nodeFlags } from '../flags/node-flags.ts'
import { splitFlags } from './node-command.ts'

/** `texture`: from a sentence, or with --image from a picture. */
export async function textureCommand(): Promise<CommandSpec> {
  const [fromWords, fromImage] = await Promise.all([loadNode('texture.generate'), loadNode('texture.pbr')])
  const [wordFlags, imageFlags] = [nodeFlags(fromWords), nodeFlags(fromImage)]
  return {
    name: 'texture',
    summary: 'Make a tileable PBR texture set from a sentence, or with --image from a picture.',
    arguments: [{ name: 'prompt', description: 'The material in words, like "mossy cobblestone".', many: true }],
    flags: mergedFlags(wordFlags, imageFlags).map((flag) => ({ ...flag, required: false })),
    examples: [
      {
        line: 'ai-workspace texture "mossy cobblestone"',
        does: 'Albedo, height, normal, roughness, metalness, occlusion and more.',
      },
      { line: 'ai-workspace texture "scratched copper" --size 512 --seed 3', does: 'Another size and variant.' },
      {
        line: 'ai-workspace texture --image photo.png --seamless',
        does: 'The same maps from a picture: its light is taken out of its colours, its relief read from it.',
      },
    ],
    async run(call: Call) {
      const { runNodeCommand } = await import('../run-job.ts')
      const useImage = call.flags['image'] !== undefined
      if (useImage ? call.words.length > 0 : call.words.length === 0 && call.flags['prompt'] === undefined) {
        const message = useImage
          ? `A texture is made of words or of a picture; got "${call.words.join(' ')}" and --image.`
          : 'texture needs words or --image.'
        throw new WorkspaceError('bad-input', message, {
          hint: 'For example: ai-workspace texture "mossy cobblestone", or ai-workspace texture --image photo.png',
        })
      }
      const [node, flags, other] = useImage ? [fromImage, imageFlags, wordFlags] : [fromWords, wordFlags, imageFlags]
      rejectForeignFlags(call.flags, flags, other, useImage ? 'with --image' : 'without --image')
      const { input, jobFlags } = splitFlags(call.flags, flags)
      if (call.words.length > 0) input['prompt'] = call.words.join(' ')
      return runNodeCommand(call, node, flags, input, jobFlags)
    },
  }
}
