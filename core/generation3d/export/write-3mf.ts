import { compact } from '../compact.ts'
import type { Mesh } from '../mesh.ts'
import { cornersOf } from '../topology.ts'
import { safeName, toZUp } from './export-level.ts'
import { formatFloat } from './format-float.ts'
import { zipFiles } from './zip.ts'

/**
 * A 3MF package ("3D Manufacturing Format, Core Specification" 1.3): one object in millimetres, +Z up. Triangles share their
 * vertices, as the format demands; whether the mesh is closed is for the caller to check.
 */
export async function write3mf(mesh: Mesh, name: string): Promise<Uint8Array> {
  // Vertices at one place are one: the format knows neighbours by their indices.
  const { positions, indices } = compact({ positions: mesh.positions, indices: cornersOf(mesh) })
  const text = new TextEncoder()
  return zipFiles([
    ['[Content_Types].xml', text.encode(contentTypes)],
    ['_rels/.rels', text.encode(relationships)],
    ['3D/3dmodel.model', text.encode(model(toZUp(positions), indices, safeName(name)))],
  ])
}

const header = '<?xml version="1.0" encoding="UTF-8"?>\n'

const contentTypes = `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
`

const relationships = `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
`

function model(positions: Float32Array, indices: Uint32Array, name: string): string {
  const lines = [
    `${header}<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">`,
    `<metadata name="Title">${name}</metadata>`,
    '<metadata name="Application">ai-workspace</metadata>',
    '<resources>',
    `<object id="1" type="model" name="${name}">`,
    '<mesh>',
    '<vertices>',
  ]
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i]!, positions[i + 1]!, positions[i + 2]!].map(formatFloat)
    lines.push(`<vertex x="${x}" y="${y}" z="${z}"/>`)
  }
  lines.push('</vertices>', '<triangles>')
  for (let h = 0; h < indices.length; h += 3) {
    lines.push(`<triangle v1="${indices[h]}" v2="${indices[h + 1]}" v3="${indices[h + 2]}"/>`)
  }
  lines.push('</triangles>', '</mesh>', '</object>', '</resources>', '<build>', '<item objectid="1"/>', '</build>')
  return `${lines.join('\n')}\n</model>\n`
}
