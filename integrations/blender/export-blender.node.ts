import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { blenderStamp, findBlender } from '../../core/config/find-blender.ts'
import type { BlenderProcess } from './start-blender.ts'

const script = join(import.meta.dirname, 'open_in_blender.py')

const objectSchema = z.object({ name: z.string(), triangles: z.int(), uvLayers: z.array(z.string()) })
/** What Blender itself found in the file it saved. */
const reportSchema = z.object({
  blender: z.string(),
  objects: z.array(objectSchema),
  levels: z.array(objectSchema),
  materials: z.array(
    z.object({
      name: z.string(),
      images: z.record(z.string(), z.array(z.object({ name: z.string(), space: z.string(), packed: z.boolean() }))),
    }),
  ),
})
type BlenderReport = z.output<typeof reportSchema>

/** Meshes as something a person opens in Blender: always a GLB with a script, and a .blend where Blender is installed. */
export default defineNode({
  id: 'blender.export',
  summary: 'Export meshes for Blender: a .blend where Blender is installed, always a GLB and a script that opens it.',
  version: 3,
  input: z.object({
    meshes: z.array(assetId('mesh')).min(1).max(200).describe('The meshes; several stand in a row.'),
    name: z.string().min(1).max(120).default('scene').describe('What the files are called after.'),
  }),
  output: z.object({
    glb: assetId('export'),
    script: assetId('export'),
    blend: assetId('export').optional(),
    made: z.enum(['blend', 'glb-and-script']).describe('Whether Blender was there to save a .blend.'),
    blenderVersion: z.string().optional(),
    problem: z.string().optional().describe('Why the Blender that is there made no .blend.'),
  }),
  example: { meshes: ['$mesh'], name: 'statue' },

  environment: async (_, config) => blenderStamp(config),

  // Blender may do it the next time.
  isKept: ({ problem }) => problem === undefined,

  async prepare(config) {
    const blender = findBlender({ configured: config.blender.path })
    return blender && (await start(blender.path))
  },

  async run({ meshes, name }, context) {
    const { joinGlbs } = await import('../../core/generation3d/join-glbs.ts')
    const parts = await Promise.all(meshes.map((mesh) => context.readAsset(mesh)))
    const glbBytes = await joinGlbs(parts.map(({ asset, bytes }) => ({ name: asset.name, bytes })))
    const base = name.replace(/[-_ ]blender$/i, '')
    const glb = await context.putAsset(
      {
        name: `${base}-blender`,
        kind: 'export',
        mediaType: 'model/gltf-binary',
        parents: meshes,
        facts: { meshes: meshes.length },
      },
      glbBytes,
    )
    const opener = await context.putAsset(
      {
        name: `${base}-open-in-blender`,
        kind: 'export',
        mediaType: 'text/x-python',
        parents: [glb.id],
        facts: { use: `blender --python ${base}-open-in-blender.py` },
      },
      new Uint8Array(await readFile(script)),
    )
    const files = { glb: glb.id, script: opener.id }

    const blender = findBlender({ configured: context.config.blender.path })
    if (blender === undefined) return { ...files, made: 'glb-and-script' as const }
    context.progress(0.2, 'Blender builds the scene')
    await using started = context.prepared ?? (await start(blender.path))
    const scene = await makeBlend({
      blender: started as BlenderProcess,
      glb: glbBytes,
      name: base,
      timeoutMs: context.config.blender.timeoutSeconds * 1000,
      signal: context.signal,
    }).catch((error: unknown) => {
      // A broken Blender must not take the GLB and the script away from the user; the answer says what went wrong.
      if (error instanceof WorkspaceError && error.code === 'outside-program') return error
      throw error
    })
    if (scene instanceof WorkspaceError) {
      const problem = scene.hint === undefined ? scene.message : `${scene.message} ${scene.hint}`
      context.progress(1, problem)
      return { ...files, made: 'glb-and-script' as const, problem }
    }
    const { bytes, report } = scene
    const blend = await context.putAsset(
      {
        name: `${base}-scene`,
        kind: 'export',
        mediaType: 'application/x-blender',
        parents: [glb.id],
        facts: {
          // The format carries memory addresses and times: the same scene saved twice differs. Its GLB does not.
          reproducible: false,
          blenderVersion: report.blender,
          objects: report.objects,
          levels: report.levels,
          materials: report.materials,
        },
        quality: judge(report),
      },
      bytes,
    )
    return { ...files, blend: blend.id, made: 'blend' as const, blenderVersion: report.blender }
  },
})

async function start(blender: string): Promise<BlenderProcess> {
  const { startBlender } = await import('./start-blender.ts')
  return startBlender({ blender, script })
}

async function makeBlend({
  blender,
  glb,
  name,
  timeoutMs,
  signal,
}: {
  blender: BlenderProcess
  glb: Uint8Array
  name: string
  timeoutMs: number
  signal: AbortSignal
}): Promise<{ bytes: Uint8Array; report: BlenderReport }> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-workspace-blender-'))
  try {
    const job = {
      name,
      glb: join(folder, 'scene.glb'),
      blend: join(folder, 'scene.blend'),
      report: join(folder, 'report.json'),
    }
    await writeFile(job.glb, glb)
    await blender.run(job, { timeoutMs, signal })
    const report = reportSchema.parse(JSON.parse(await readFile(job.report, 'utf8')))
    const { countTriangles } = await import('../../core/generation3d/join-glbs.ts')
    const sent = await countTriangles(glb)
    const arrived = sum(report.objects.map((object) => object.triangles))
    if (arrived !== sent) {
      throw new WorkspaceError('outside-program', `Blender holds ${arrived} triangles of ${sent} that it was given.`, {
        hint: 'Please report it; with AI_WORKSPACE_BLENDER=none the GLB and the script are made alone.',
      })
    }
    return { bytes: new Uint8Array(await readFile(job.blend)), report }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether every picture reached its place: colours as sRGB, data as data, all packed into the file. */
function judge({ materials, objects }: BlenderReport) {
  const isRight = (input: string, image: { space: string }) =>
    /color|emission/i.test(input) ? image.space === 'sRGB' : image.space === 'Non-Color'
  const images = materials.flatMap(({ images }) =>
    Object.entries(images).flatMap(([input, list]) => list.map((image) => ({ image, right: isRight(input, image) }))),
  )
  const measures = [
    { name: 'colour-spaces', value: images.every(({ right }) => right), pass: images.every(({ right }) => right) },
    {
      name: 'pictures-packed',
      value: images.every(({ image }) => image.packed),
      pass: images.every(({ image }) => image.packed),
    },
    { name: 'triangles', value: sum(objects.map((object) => object.triangles)) },
    { name: 'pictures', value: images.length },
  ]
  const judged = measures.filter((measure) => measure.pass !== undefined)
  return { score: judged.filter((measure) => measure.pass).length / judged.length, measures }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
