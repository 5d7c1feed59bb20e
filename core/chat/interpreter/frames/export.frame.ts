import { addStep, type Situation } from '../dialogue/situation.ts'
import { programIn } from '../language/programs.ts'
import type { Request } from '../read-request.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { toArguments } from '../slots/to-arguments.ts'
import type { Frame, Outcome } from './frame.ts'
import { needMesh, wholeWay } from './mesh.frame.ts'

const formats = /(?<= )\.?(?<f>glb|gltf|obj|stl|ply|usdz|usd|3mf)(?: ?-?(?:format|file|model|mesh|version))*(?= )/
/** Files of other programs that no exporter here writes. */
const unknownFormat =
  / (?<f>fbx|dae|collada|alembic|abc|3ds|c4d|step|iges|x3d|vrml|dxf|dwg|maya|ztl|vox)(?: (?:file|format|version|export|model|mesh)s?)?(?: (?:of|from|for) .*)? (?:$|please|instead)/
const printing = / 3d ?-?(?:print(?:ing|er|ed)?) | (?:to|for) print(?:ing)? /

/** A mesh as a file for another program. */
export const meshExport: Frame = {
  id: 'mesh_export',

  score({ verbs, question, text, things }, { groups }) {
    if (question) return 0
    if (unknownFormat.test(text) && !/ (?:image|picture|texture) of /.test(text)) return 88
    // 'and Godot as well', 'now as STL'
    if (/^(?:mesh|blender)_export$/.test(groups.at(-1)?.tool ?? '') && onlyTarget(text) !== undefined) return 87
    const format = formats.test(text)
    const program = programIn(text)
    const saving =
      verbs.has('export') ||
      /^ (?:put|load|get) /.test(text) ||
      verbs.has('make') ||
      verbs.has('give') ||
      verbs.has('change') ||
      verbs.size === 0 ||
      verbs.has('show')
    if (program !== undefined && program !== 'blender' && program !== 'print' && !format && aims(things, text)) {
      if (verbs.has('export') || verbs.has('open')) return 85
      return saving ? 76 : 0
    }
    if (format && saving) return things.some(({ thing }) => thing === 'blender') ? 60 : 85
    if (
      verbs.has('export') &&
      (printing.test(text) || things.some(({ thing }) => thing === 'mesh') || / (?:it|this|that|them) $/.test(text)) &&
      !/ project | blender | conversation | chat /.test(text)
    )
      return 72
    if (
      printing.test(text) &&
      / (?:file|version|for (?:3d )?print\w*) /.test(text) &&
      (verbs.has('make') || verbs.has('give') || verbs.has('want'))
    )
      return 77
    if (verbs.has('export') && /^ \S+(?: (?:please|now|·))* $/.test(text)) return 60
    return 0
  },

  plan(request, situation) {
    const unknown = unknownFormat.exec(request.text)?.groups?.['f']
    if (unknown !== undefined)
      return {
        type: 'say',
        refuses: true,
        text: `I can't write ${unknown.toUpperCase()} files. A mesh can be exported as GLB, OBJ, STL, PLY, USDZ or 3MF, or for Blender, Unity, Unreal, Godot and three.js.`,
      }
    const newest = situation.groups.at(-1)?.assets ?? []
    const isTexture = newest.some(({ kind }) => kind === 'material') && !newest.some(({ kind }) => kind === 'mesh')
    if (isTexture && !/ (?:mesh|model|3d|relief) /.test(request.text) && / (?:it|this|that|them) /.test(request.text))
      return {
        type: 'say',
        refuses: true,
        text: "I can't export a texture as a mesh, and it needs no export: its maps are PNG files in the project's folder, which game engines read as they are.",
      }
    if (newAsFile.test(request.text)) return makeAsFile(request, situation)
    const before = situation.groups.at(-1)
    const same =
      onlyTarget(request.text) === undefined ? undefined : (before?.arguments['mesh'] ?? before?.arguments['meshes'])
    const meshes = same === undefined ? needMesh(request, situation, { several: true }) : ([same].flat() as string[])
    if (!isIds(meshes)) return meshes
    const clause = request.clause.copy()
    const found = clause.takeAll(formats).map(({ groups }) => groups['f']!)
    const preset =
      found.length === 0 && !printing.test(request.text)
        ? (programIn(request.text) ?? onlyTarget(request.text))
        : undefined
    const asked = found.map((format) => ({ gltf: 'glb', usd: 'usdz' })[format] ?? format)
    const wanted = asked.length > 0 ? [...new Set(asked)] : [printing.test(request.text) ? 'stl' : 'glb']
    const compress = / (?<c>draco|meshopt) /.exec(request.text)?.groups?.['c']
    const level =
      clause.take(/(?<= )(?:lod|level(?: of detail)?) (?<n>\d+)(?= )/)?.groups['n'] ??
      (/ (?:finest|highest|full|best) (?:level|detail|lod)/.test(request.text) ? '0' : undefined)
    const scale =
      clause.take(/(?<= )(?:scaled?|times)(?: it)?(?: by| to| of|:)* (?<n>\d+(?:\.\d+)?)x?(?= )/)?.groups['n'] ??
      (clause.has(/ (?:in |as )?(?:millimet(?:er|re)s|mm) /) ? '1000' : undefined)
    const more = toArguments(takeSettings(clause, situation.world), situation.tools.get('mesh_export'))
    const kind = wanted.map((format) => (preset === undefined ? { format } : { preset }))
    for (const mesh of meshes)
      for (const as of kind)
        addStep(situation, {
          tool: 'mesh_export',
          arguments: {
            mesh,
            ...as,
            ...more,
            ...(compress === undefined ? {} : { compress }),
            ...(/ ktx ?2 /.test(request.text) ? { ktx2: true } : {}),
            ...(level === undefined ? {} : { level: Number(level) }),
            ...(scale === undefined ? {} : { scale: Number(scale) }),
          },
        })
    if (preset !== undefined) return { type: 'plan', intro: `I'll export it for ${preset}.` }
    return { type: 'plan', intro: `I'll export it as ${wanted.map((format) => format.toUpperCase()).join(' and ')}.` }
  },
}

/** 'a pine tree as a GLB': made first, then written. */
const newAsFile =
  / (?:an?|some) (?!(?:glb|gltf|obj|stl|ply|usdz?|3mf|mesh|file|export|copy|version)\b)[\w-]+(?: [\w-]+){0,6} (?:as|in) (?:an? )?\.?(?:glb|gltf|obj|stl|ply|usdz?|3mf)(?: (?:file|format|model|mesh))? (?:please )?(?:· )?$/

function makeAsFile(request: Request, situation: Situation): Outcome {
  const clause = request.clause.copy()
  const format = clause.take(
    /(?<= )(?:as|in) (?:an? )?\.?(?<f>glb|gltf|obj|stl|ply|usdz?|3mf)(?: (?:file|format|model|mesh))?(?= )/,
  )?.groups['f']
  const at = situation.steps.length
  const outcome = wholeWay({ ...request, clause }, situation)
  if (outcome.type !== 'plan') return outcome
  const written = { gltf: 'glb', usd: 'usdz' }[format!] ?? format
  addStep(situation, { tool: 'mesh_export', arguments: { mesh: `$${at}.mesh.0`, format: written } })
  return outcome
}

/** What to export for, where a text says nothing else. */
function onlyTarget(text: string): string | undefined {
  const target = / (?:(?:and|also|now|then|the|same|again|one|but|do|that|it|this|for|to|in|as|an?|with|,) )*/.exec(
    text,
  )![0]
  const bare = text
    .slice(target.length - 1)
    .replace(/(?: (?:too|also|as well|version|please|file|one|now|instead|format))+ $/, ' ')
  if (bare.trim() === '' || bare.trim().split(' ').length > 3) return undefined
  const program = programIn(` for${bare}`)
  return program === 'blender' ? undefined : (program ?? formats.exec(bare)?.groups?.['f'])
}

/** Whether what a program is named for can be a mesh: a texture for Unity is a texture. */
function aims(things: Request['things'], text: string): boolean {
  const [first] = things
  if (first !== undefined && first.thing !== 'mesh' && first.thing !== 'blender') return false
  return !/ (?:an?|some|new|another) (?!(?:mesh|3d|export|file|package|zip|fbx)\b)[\w-]+ (?:[\w-]+ )*(?:for|in) /.test(
    text,
  )
}

/** Meshes for Blender. */
export const blenderExport: Frame = {
  id: 'blender_export',

  score({ verbs, question, text, things }) {
    if (question || !things.some(({ thing }) => thing === 'blender') || / with everything /.test(text)) return 0
    if (/ project /.test(text) && verbs.has('export') && !/ project .*called /.test(text)) return 50
    // 'generate a wooden stool, 3d, for Blender' makes something new.
    if (
      verbs.has('make') &&
      / 3d | mesh /.test(text) &&
      /^ \S+ (?:me )?(?:an?|some) (?!(?:blender|blend|export|file|scene)\b)/.test(text)
    )
      return 40
    // 'a statue in 3d with a Blender export' is about the statue.
    if (verbs.size === 0 && / in 3d | 3d model of | mesh of /.test(text)) return 40
    if (verbs.has('export') || verbs.has('open') || verbs.has('show') || verbs.size === 0) return 80
    return verbs.has('make') ||
      verbs.has('give') ||
      verbs.has('use') ||
      verbs.has('add') ||
      verbs.has('change') ||
      verbs.has('try')
      ? 72
      : 0
  },

  plan(request, situation) {
    const meshes = needMesh(request, situation, { several: true })
    if (!isIds(meshes)) return meshes
    const settings = takeSettings(request.clause.copy(), situation.world)
    addStep(situation, {
      tool: 'blender_export',
      arguments: { meshes, ...(settings.name === undefined ? {} : { name: settings.name }) },
    })
    return { type: 'plan', intro: "I'll export it for Blender." }
  },
}

function isIds(value: readonly string[] | Outcome): value is readonly string[] {
  return Array.isArray(value)
}
