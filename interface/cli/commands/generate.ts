import { WorkspaceError } from '../../../base/error.ts'
import { loadNode } from '../../../core/pipeline/discovery.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
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
      // From here on with an image model that denoises: ai-workspace models search image.
      {
        line: 'ai-workspace generate "a harbour at dusk" --steps 30 --sampler "DPM++ 2M" --cfg 6 --count 4',
        does: 'Four pictures of a diffusion model, with the settings that are said.',
      },
      {
        line: 'ai-workspace generate "a harbour at dusk <lora:oil-painting:0.8>"',
        does: 'With an installed LoRA at 0.8 of its strength.',
      },
      {
        line: 'ai-workspace generate "a harbour at dusk" --seed 7 --variation-seed 8 --variation-strength 0.2',
        does: 'Nearly the picture of seed 7: a fifth of the way to that of seed 8.',
      },
      {
        line: 'ai-workspace generate "a harbour at dusk" --hires 2 --hires-strength 0.4',
        does: 'A second pass at twice the size.',
      },
      {
        line: 'ai-workspace generate "an oil painting of it" --start photo.png --strength 0.6',
        does: 'From a picture: 0.6 of the way to a new one (img2img).',
      },
      {
        line: 'ai-workspace generate "a red door" --start photo.png --mask mask.png --strength 1',
        does: 'Paints only where the mask is white (inpainting); see image.mask and image.outpaint.',
      },
      {
        line: 'ai-workspace generate "a cottage" --control-image edges.png --control-model canny',
        does: 'Guided by a ControlNet.',
      },
      {
        line: 'ai-workspace generate "mossy cobblestones, from above" --seamless xy',
        does: 'A picture that tiles.',
      },
    ],
  })
  return {
    ...command,
    flags: [
      ...(command.flags ?? []),
      flag('chat', 'boolean', 'Then go on with the picture in a conversation; see: ai-workspace chat --help.'),
    ],
    async run(given) {
      const { chat = false, ...flags } = given.flags
      const call = { ...given, flags }
      if (call.words.length === 0 && call.flags['prompt'] === undefined && call.flags['form'] === undefined) {
        throw new WorkspaceError('bad-input', 'generate needs a prompt or --form.', {
          hint: 'For example: ai-workspace generate "ancient stone statue" --3d',
        })
      }
      if (command.run === undefined) throw new Error('The generate command has nothing to run.')
      const report = await command.run(call)
      const { terminal } = call
      if (chat === true) return goOn(call, report)
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

/** With --chat: a conversation about the picture that was made. */
async function goOn(call: Call, report: Report): Promise<Report> {
  const { terminal } = call
  if (!terminal.json) terminal.out(report.text)
  const workspace = await call.workspace()
  const [{ projectOf }, { talk }] = await Promise.all([import('../run-job.ts'), import('./chat.ts')])
  const { output, input } = report.data as { output: { image: string }; input: { prompt?: string } }
  const conversation = workspace.chat.create({
    projectId: projectOf(workspace, call).id,
    ...(input.prompt !== undefined && { title: input.prompt }),
  })
  const talked = await talk(call, { conversationId: conversation.id, attachments: [output.image] })
  return { ...talked, data: { ...(report.data as object), chat: talked.data } }
}
