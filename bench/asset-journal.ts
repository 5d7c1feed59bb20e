import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { AssetKind, MapRole } from '../base/asset.ts'
import type { Project } from '../base/project.ts'
import { journalPath } from '../core/storage/journal.ts'
import type { JournalLine } from '../core/storage/journal-line.ts'

const subjects = [
  'statue',
  'castle',
  'dragon',
  'forest',
  'portrait of a woman',
  'spaceship',
  'bridge',
  'lighthouse',
  'robot',
  'market',
]
const looks = [
  'ancient',
  'bronze',
  'overgrown',
  'weathered',
  'futuristic',
  'marble',
  'wooden',
  'ornate',
  'ruined',
  'golden',
]
const scenes = [
  'at dawn',
  'in heavy rain',
  'under a starry sky',
  'in golden hour light',
  'covered in snow',
  'beside a river',
]
const styles = [
  'cinematic photograph',
  'oil painting',
  'concept art',
  'low poly render',
  'studio lighting',
  'watercolour',
]
const samplers = ['Euler a', 'DPM++ 2M Karras', 'DPM++ SDE', 'LCM']
const colours = ['crimson', 'teal', 'ochre', 'indigo', 'ivory', 'emerald']
/** So many rare words, each in some of the prompts: names, places, what people really type. */
const rareWords = 4000

/**
 * Writes the journal of a project as years of use leave it: jobs of an image, its form and maps or a mesh; in a tenth of them a
 * name that is made again; tags, ratings, collections, and a fiftieth of all in the trash. There are no files.
 */
export function writeAssetJournal(project: Project, count: number): void {
  const random = mulberry(7)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const lines: JournalLine[] = []
  for (let i = 0; i < 20; i++) {
    lines.push({ type: 'collection', id: collectionId(i), name: `Collection ${i}`, at: time(0) })
  }
  const heads = new Map<string, { id: string; version: number }>()
  let number = 0
  for (let job = 0; number < count; job++) {
    const rare = Array.from({ length: 3 }, () => `name${Math.floor(rareWords * random() ** 2)}`)
    const prompt = `${pick(looks)} ${pick(subjects)} ${pick(scenes)}, ${pick(colours)} and ${pick(colours)}, ${pick(styles)}, ${rare.join(' ')}`
    const again = job > 10 && random() < 0.1
    const stem = again ? `job-${Math.floor(job * random())}` : `job-${job}`
    const model = `model-${Math.floor(30 * random() ** 3)}`
    const at = time(number / count)
    const changes = jobKinds(job).map(({ kind, role }) => {
      const name = `${stem}-${role ?? kind}`
      const before = heads.get(name)
      const version = (before?.version ?? 0) + 1
      const id = `a${digest(`${name} ${version}`).slice(0, 15)}`
      heads.set(name, { id, version })
      const facts = {
        prompt,
        negativePrompt: 'blurry, low quality, watermark, extra fingers',
        seed: Math.floor(random() * 2 ** 32),
        width: 1024,
        height: 1024,
        ...(kind === 'image' && { model, sampler: pick(samplers), steps: 28, guidance: 6.5 }),
      }
      lines.push({
        type: 'asset',
        asset: {
          id,
          name,
          version,
          kind,
          ...(role !== undefined && { role }),
          mediaType: kind === 'mesh' ? 'model/gltf-binary' : kind === 'form' ? 'application/json' : 'image/png',
          path: `assets/${kind}/${name}.v${version}`,
          sha256: digest(id),
          sizeBytes: 1_400_000 + (number % 1000),
          createdAt: at,
          parents: [],
          jobId: `j${job}`,
          recipe: {
            node: 'image.generate',
            nodeVersion: 5,
            input: { ...facts, count: 1, seamless: 'none' },
            output: 0,
          },
          quality: { score: 0.95, measures: [{ name: 'detail', value: 0.4, pass: true }] },
          facts,
          tags: [],
          session: at.slice(0, 10),
        },
      })
      number++
      if (random() < 0.25)
        lines.push({ type: 'tags', asset: id, tags: [`tag-${Math.floor(60 * random() ** 2)}`, 'keep'] })
      if (random() < 0.2) lines.push({ type: 'rating', asset: id, rating: 1 + Math.floor(5 * random()) })
      if (random() < 0.05) lines.push({ type: 'collect', collection: collectionId(job % 20), add: [id], remove: [] })
      return { name, ...(before === undefined ? {} : { before: before.id }), after: id }
    })
    lines.push({ type: 'history', id: `h${job}`, at, label: prompt, session: at.slice(0, 10), changes })
    if (random() < 0.05) {
      const { name, after } = changes[0]!
      const trash = [{ name, before: after, trashed: after }]
      lines.push({
        type: 'history',
        id: `t${job}`,
        at,
        label: `trash ${name}`,
        session: at.slice(0, 10),
        changes: trash,
      })
    }
  }
  writeFileSync(journalPath(project), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

export const collectionId = (number: number): string => `c${String(number).padStart(16, '0')}`

function jobKinds(job: number): readonly { kind: AssetKind; role?: MapRole }[] {
  if (job % 5 === 0) return [{ kind: 'form' }, { kind: 'image' }, { kind: 'map', role: 'depth' }, { kind: 'mesh' }]
  if (job % 7 === 0) return [{ kind: 'map', role: 'albedo' }, { kind: 'map', role: 'normal' }, { kind: 'material' }]
  return [{ kind: 'image' }]
}

/** From the beginning of 2025 on, over two years. */
function time(share: number): string {
  return new Date(Date.UTC(2025, 0, 1) + Math.floor(share * 2 * 365 * 86_400_000)).toISOString()
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Mulberry32, Tommy Ettinger: small, and the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
