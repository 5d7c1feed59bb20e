import { extname } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'

/** A kind of file that is recognised only to say what to do with it: the bytes it has at `at`, as Latin-1 text. */
interface ForeignKind {
  readonly what: string
  readonly at?: number
  readonly begins: readonly string[]
  readonly hint: string
}

const asPng = 'Save it as PNG, JPEG or WebP first.'
const asGlb = 'Export it as GLB first.'

/** First bytes as the formats' own descriptions give them. */
const foreignKinds: readonly ForeignKind[] = [
  { what: 'a GIF picture', begins: ['GIF8'], hint: asPng },
  { what: 'a TIFF picture', begins: ['II*\0', 'MM\0*'], hint: asPng },
  { what: 'an AVIF or HEIC picture', at: 4, begins: ['ftypavif', 'ftypheic', 'ftypheix', 'ftypmif1'], hint: asPng },
  { what: 'a Photoshop file', begins: ['8BPS'], hint: asPng },
  { what: 'a DDS texture', begins: ['DDS '], hint: asPng },
  { what: 'a KTX texture', begins: ['«KTX'], hint: asPng },
  { what: 'a Radiance HDR picture', begins: ['#?RADIANCE', '#?RGBE'], hint: asPng },
  { what: 'an SVG drawing', begins: ['<svg'], hint: 'Save it as PNG first, in the size that you need.' },
  { what: 'an FBX mesh', begins: ['Kaydara FBX', '; FBX'], hint: asGlb },
  { what: 'a Blender file', begins: ['BLENDER'], hint: 'Export it from Blender as glTF Binary (.glb) first.' },
  {
    what: 'a packed archive',
    begins: ['PK\x03\x04', '7z¼¯', 'Rar!', '\x1f\x8b'],
    hint: 'Unpack it and import what is in it.',
  },
]

const namedKinds: Readonly<Record<string, string>> = {
  '.png': 'picture',
  '.jpg': 'picture',
  '.jpeg': 'picture',
  '.webp': 'picture',
  '.exr': 'OpenEXR map',
  '.glb': 'GLB mesh',
  '.obj': 'OBJ mesh',
  '.stl': 'STL mesh',
  '.ply': 'PLY mesh',
}

/** What to say of a file that the workspace cannot take: what it is where that is known, else what could be taken. */
export function refuseImport(file: string, bytes: Uint8Array): WorkspaceError {
  if (bytes.length === 0) {
    return new WorkspaceError('corrupt-file', `${file} is empty: it has 0 bytes.`, {
      hint: 'Get the file again from where it came.',
    })
  }
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  const foreign = foreignKinds.find(({ begins, at = 0 }) => begins.some((text) => start.startsWith(text, at)))
  if (foreign !== undefined) {
    return new WorkspaceError('bad-input', `${file} is ${foreign.what}, which the workspace does not read.`, {
      hint: foreign.hint,
    })
  }
  const claimed = namedKinds[extname(file).toLowerCase()]
  const message =
    claimed === undefined
      ? `${file} is no picture, mesh or form program that the workspace knows.`
      : `${file} is no ${claimed}, whatever its name says.`
  return new WorkspaceError('bad-input', message, {
    hint: 'The workspace takes PNG, JPEG and WebP pictures, OpenEXR depth maps, GLB, OBJ, STL and PLY meshes, and form programs in JSON.',
  })
}
