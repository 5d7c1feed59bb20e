import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { loadNode } from '../../../core/pipeline/discovery.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, CommandSpec } from '../command.ts'
import { mergedFlags, rejectForeignFlags } from '../flags/merged-flags.ts'
import { nodeFlags } from '../flags/node-flags.ts'
import { nodeCommand, splitFlags } from './node-command.ts'

/** `mesh from-image|finish|inspect|export`, and `mesh` alone: from a form (watertight) or from a depth or height map (relief); it looks which of them the source is. */
export async function meshCommand(words: readonly string[]): Promise<CommandSpec> {
  const children = await Promise.all(steps.map(async ({ node, ...rest }) => nodeCommand(await loadNode(node), rest)))
  // The flags of `mesh` alone would be read before those of a step that has the same ones.
  if (steps.some(({ name }) => name === words[0])) return { name: 'mesh', summary: 'Work on a mesh.', children }
  const [fromForm, fromMap] = await Promise.all([loadNode('mesh.form'), loadNode('mesh.relief')])
  const [formFlags, mapFlags] = [nodeFlags(fromForm), nodeFlags(fromMap)]
  const [formKey, mapKey] = [sourceKey(formFlags), sourceKey(mapFlags)]
  const shown = mergedFlags(formFlags, mapFlags).filter((flag) => flag.path[0] !== formKey && flag.path[0] !== mapKey)
  return {
    name: 'mesh',
    summary: 'Make a textured mesh from a form or an image made from one, or a relief from a depth or height map.',
    arguments: [
      {
        name: 'source',
        description: 'An asset (id, name, name@version) or a file: a form, an image, a depth or height map.',
        required: true,
      },
    ],
    flags: shown,
    examples: [
      { line: 'ai-workspace mesh ancient-stone-statue', does: 'A watertight mesh of the form behind the image.' },
      { line: 'ai-workspace mesh terrain.png', does: 'A relief from a height map; the file is imported first.' },
    ],
    children,
    async run(call: Call) {
      const { runNodeCommand, projectOf } = await import('../run-job.ts')
      const { resolveAsset } = await import('../flags/resolve-assets.ts')
      const workspace = await call.workspace()
      const project = projectOf(workspace, call)
      const note = (text: string) => call.terminal.quiet || call.terminal.json || call.terminal.note(text)
      const given = await resolveAsset(call.words[0] ?? '', { workspace, project, note })
      const source = meshSource(given, workspace)
      const isForm = source.kind === 'form'
      const [node, flags, other, key] = isForm
        ? [fromForm, formFlags, mapFlags, formKey]
        : [fromMap, mapFlags, formFlags, mapKey]
      rejectForeignFlags(call.flags, flags, other, isForm ? 'for a form' : 'for a map')
      const { input, jobFlags } = splitFlags(call.flags, flags)
      return runNodeCommand(call, node, flags, { ...input, [key]: source.id }, jobFlags)
    },
  }
}

/** What has flags of its own: a mesh guessed from a picture, and what is done with a mesh that is there. */
const steps = [
  {
    node: 'mesh.from-image',
    name: 'from-image',
    examples: [
      {
        line: 'ai-workspace mesh from-image chair.png',
        does: 'A textured mesh of the whole thing by the best method that is there: form, mesh model or relief.',
      },
    ],
  },
  {
    node: 'mesh.finish',
    name: 'finish',
    examples: [
      {
        line: 'ai-workspace mesh finish ancient-stone-statue-mesh --triangles 5000',
        does: 'Clean, reduced, unwrapped, its relief baked into a normal map, with levels of detail.',
      },
    ],
  },
  {
    node: 'mesh.inspect',
    name: 'inspect',
    examples: [
      { line: 'ai-workspace mesh inspect ancient-stone-statue-mesh', does: 'Everything that can be measured of it.' },
      {
        line: 'ai-workspace mesh inspect ancient-stone-statue-mesh --page',
        does: 'The same as a page with pictures from all sides.',
      },
    ],
  },
  {
    node: 'mesh.export',
    name: 'export',
    examples: [
      {
        line: 'ai-workspace mesh export ancient-stone-statue-mesh --format obj',
        does: 'A .zip with material and textures.',
      },
      {
        line: 'ai-workspace mesh export ancient-stone-statue-mesh --preset unity',
        does: 'All that Unity wants, with a README that says how to import it.',
      },
    ],
  },
] as const

/** The field of a mesh node that takes the source: its first asset. */
function sourceKey(flags: ReturnType<typeof nodeFlags>): string {
  return flags.find((flag) => flag.assetKinds !== undefined)?.path[0] ?? 'source'
}

/** The asset a mesh can be made of: the form behind an image, or the map itself. */
function meshSource(asset: Asset, workspace: Workspace): Asset {
  if (asset.kind === 'form') return asset
  const isMap = asset.kind === 'map' && (asset.role === 'depth' || asset.role === 'height')
  if (isMap) return asset
  if (asset.kind === 'image' || asset.kind === 'map') {
    const form = workspace.assets.ancestors(asset.id).find((each) => each.kind === 'form')
    if (form !== undefined) return form
    // An imported picture says nothing of what it shows: a grey one is taken as heights, as its user meant it.
    if (asset.jobId === '') return asset
  }
  if (asset.kind === 'mesh') {
    throw new WorkspaceError('bad-input', `"${asset.name}" is a mesh already.`, {
      hint: `Make it ready for use: ai-workspace mesh finish ${asset.name}; or export it: ai-workspace mesh export ${asset.name}`,
    })
  }
  const what = asset.role ?? asset.kind
  throw new WorkspaceError('bad-input', `No mesh can be made of "${asset.name}" (${what}).`, {
    hint: 'A mesh needs a form, an image made from one, or a depth or height map; of any other picture: ai-workspace mesh from-image',
  })
}
