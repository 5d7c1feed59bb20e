import type { Mesh } from '../../mesh.ts'
import { boundsOf } from '../../mesh-bounds.ts'
import { screenCoverage } from '../../screen-coverage.ts'
import type { ExportPreset, TextureFile } from './preset.ts'

export interface ReadmeContent {
  readonly preset: ExportPreset
  readonly name: string
  readonly levels: readonly Mesh[]
  readonly files: readonly string[]
  readonly textures: readonly { readonly file: TextureFile; readonly name: string }[]
  readonly compression: readonly string[]
  readonly hulls: number
}

/** What lies in an export and how to import it, as plain text. */
export function writeReadme({ preset, name, levels, files, textures, compression, hulls }: ReadmeContent): string {
  const { min, max } = boundsOf(levels[0]!)
  const unit = preset.format === 'print' ? 'mm' : 'm'
  const size = [0, 1, 2].map((a) => Number((max[a]! - min[a]!).toPrecision(4))).join(' × ')
  const heights = screenCoverage(levels)
  const lines = [
    `${name} for ${preset.title}`,
    '='.repeat(name.length + 5 + preset.title.length),
    '',
    `Size (width × height × depth): ${size} ${unit}`,
    `Axes: ${preset.axes}`,
    `Normal maps: ${preset.normalMaps}`,
    ...(compression.length === 0 ? [] : [`Compressed with: ${compression.join(', ')}`]),
    '',
    'Files',
    ...files.map((file) => `  ${file}`),
    '',
    'How to import it',
    ...preset.steps.map((step, i) => `  ${i + 1}. ${step.replaceAll('*', name)}`),
    '',
    'Levels of detail',
    ...levels.map((level, i) => {
      const from =
        heights[i]! > 0
          ? `down to ${Number((heights[i]! * 100).toPrecision(3))} % of the screen's height`
          : 'below that'
      return `  ${i}: ${(level.indices.length / 3).toLocaleString('en')} triangles${levels.length > 1 ? `, ${from}` : ''}`
    }),
    ...(textures.length === 0
      ? []
      : ['', 'Textures', ...textures.map(({ file, name: own }) => `  ${own}: ${file.use}`)]),
    ...(hulls === 0 ? [] : ['', `Collision: ${hulls} convex ${hulls === 1 ? 'hull' : 'hulls'}.`]),
    ...(preset.notes === undefined ? [] : ['', 'Notes', ...preset.notes.map((note) => `  - ${note}`)]),
    '',
    'Made by ai-workspace.',
    '',
  ]
  return lines.join('\n')
}
