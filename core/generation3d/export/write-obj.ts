import type { Mesh, MeshDocument, MeshMaterial } from '../mesh.ts'
import { exportLevel, safeName } from './export-level.ts'
import { formatFloat } from './format-float.ts'
import { splitOrm } from './split-orm.ts'
import { type ZipEntries, zipFiles } from './zip.ts'

/** A ZIP with the mesh (.obj, metres, +Y up), its material (.mtl with the PBR words) and the textures beside them. */
export async function writeObj(document: MeshDocument, { level = 0 }: { level?: number } = {}): Promise<Uint8Array> {
  const name = safeName(document.name)
  const { entries, lines } = await materialFiles(document.material, name)
  const mtl = ['# by ai-workspace', `newmtl ${safeName(document.material.name)}`, ...lines, '']
  return zipFiles([
    [`${name}.obj`, objText(exportLevel(document, level), name, safeName(document.material.name))],
    [`${name}.mtl`, new TextEncoder().encode(mtl.join('\n'))],
    ...entries,
  ])
}

function objText(mesh: Mesh, name: string, material: string): Uint8Array {
  const lines = ['# metres, +Y up, by ai-workspace', `mtllib ${name}.mtl`, `o ${name}`]
  const rows = (word: string, values: Float32Array, size: 2 | 3) => {
    for (let i = 0; i < values.length; i += size) {
      const [a, b, c] = [values[i]!, values[i + 1]!, values[i + 2]!]
      // OBJ counts v from the bottom of the picture.
      lines.push(
        size === 3
          ? `${word} ${formatFloat(a)} ${formatFloat(b)} ${formatFloat(c)}`
          : `${word} ${formatFloat(a)} ${formatFloat(Math.fround(1 - b))}`,
      )
    }
  }
  rows('v', mesh.positions, 3)
  if (mesh.uvs) rows('vt', mesh.uvs, 2)
  if (mesh.normals) rows('vn', mesh.normals, 3)
  lines.push(`usemtl ${material}`)
  const corner = (index: number) => {
    const n = index + 1 // OBJ counts from 1
    if (mesh.uvs) return mesh.normals ? `${n}/${n}/${n}` : `${n}/${n}`
    return mesh.normals ? `${n}//${n}` : `${n}`
  }
  for (let i = 0; i < mesh.indices.length; i += 3) {
    lines.push(`f ${corner(mesh.indices[i]!)} ${corner(mesh.indices[i + 1]!)} ${corner(mesh.indices[i + 2]!)}`)
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

async function materialFiles(material: MeshMaterial, name: string): Promise<{ entries: ZipEntries; lines: string[] }> {
  const { textures, roughness = 1, metalness = textures.orm === undefined ? 0 : 1, baseColor = [1, 1, 1, 1] } = material
  const entries: [string, Uint8Array][] = []
  const file = (kind: string, bytes: Uint8Array): string => {
    entries.push([`${name}-${kind}.png`, bytes])
    return `${name}-${kind}.png`
  }
  const colour = baseColor.slice(0, 3).map((value) => formatFloat(Math.fround(value)))
  // The words Pr, Pm, norm are the PBR extension of MTL (Clara.io); Ns and illum 2 are for readers of the 1995 format.
  const lines = [
    `Kd ${colour.join(' ')}`,
    `d ${baseColor[3]}`,
    'Ks 0.04 0.04 0.04',
    'illum 2',
    `Ns ${Math.round((1 - roughness) * (1 - roughness) * 1000)}`,
    `Pr ${roughness}`,
    `Pm ${metalness}`,
  ]
  if (textures.albedo) lines.push(`map_Kd ${file('albedo', textures.albedo)}`)
  if (textures.normal) {
    const normal = file('normal', textures.normal)
    // Blender reads (and writes) a normal map under map_Bump; readers of the extension take norm.
    lines.push(`norm ${normal}`, `map_Bump -bm 1 ${normal}`)
  }
  if (textures.orm) {
    const { occlusion, roughness, metalness } = await splitOrm(textures.orm)
    lines.push(
      `map_Pr ${file('roughness', roughness)}`,
      `map_Pm ${file('metalness', metalness)}`,
      `map_Ka ${file('occlusion', occlusion)}`,
    )
  }
  if (textures.emission) lines.push('Ke 1 1 1', `map_Ke ${file('emission', textures.emission)}`)
  return { entries, lines }
}
