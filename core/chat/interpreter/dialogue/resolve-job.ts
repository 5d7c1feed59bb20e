import type { ChatWorld } from '../../world.ts'

/** Words for what a node makes, as people speak of its job. */
const works: readonly (readonly [words: RegExp, node: RegExp])[] = [
  [/ (?:upscal\w*|enlarg\w*) /, /upscale/],
  [/ (?:textures?|materials?|pbr) /, /texture/],
  [/ (?:mesh|meshes|3d|models?) /, /mesh|generate$/],
  [/ depth(?: ?-?map)? /, /depth/],
  [/ normals?(?: ?-?map)? /, /normal/],
  [/ (?:exports?|blender) /, /export/],
  [/ (?:grid|sheet) /, /grid/],
  [/ (?:images?|pictures?|photos?|drawings?|renders?) /, /image/],
]

/** The job a text means: by id or number, by what it makes, or as the one that waits; undefined for the one that runs. */
export function resolveJob(text: string, { jobs }: Pick<ChatWorld, 'jobs'>): string | undefined {
  const byId = jobs.find(({ id }) => text.includes(` ${id.toLowerCase()} `))
  if (byId !== undefined) return byId.id
  const said = / job (?:number |no |#|id )*(?<id>[\w-]*\d[\w-]*) | (?:number |#)(?<n>\d+) /.exec(text)?.groups
  const number = said?.['id'] ?? said?.['n']
  if (number !== undefined) return jobs.find(({ id }) => id.endsWith(`-${number}`))?.id ?? number
  const waits = / (?:queued|waiting|pending|next) /.test(text)
  const among = waits ? jobs.filter(({ state }) => state === 'queued') : jobs
  const node = works.find(([words]) => words.test(text))?.[1]
  const fitting = node === undefined ? among : among.filter((job) => node.test(job.node))
  const place = / last /.test(text) ? -1 : 0
  if (waits && fitting.length > 0) return fitting.at(place)!.id
  if (node === undefined || fitting.length === jobs.length || / (?:current|running) /.test(text)) return undefined
  return fitting.at(place)?.id
}
