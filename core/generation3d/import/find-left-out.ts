type Json = Readonly<Record<string, unknown>>

/**
 * What a mesh file holds that no step of the workspace uses, in words like '2 animations'; empty where all of it is used. A GLB
 * itself keeps it; what is made of it does not. Reads the header of a GLB and the beginning of an OBJ only.
 */
export function findLeftOut(bytes: Uint8Array): string[] {
  const json = jsonOfGlb(bytes)
  return json === undefined ? materialFiles(bytes) : unusedParts(json)
}

/** glTF 2.0, 4.4: a header of 12 bytes, then the chunk of JSON: length, type, text. */
function jsonOfGlb(bytes: Uint8Array): Json | undefined {
  if (bytes.length < 20 || Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'glTF') return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + view.getUint32(12, true)))) as Json
  } catch {
    // Damaged: the reader of the mesh says so.
    return {}
  }
}

function unusedParts(json: Json): string[] {
  const morphed = list(json, 'meshes').some((mesh) =>
    list(mesh, 'primitives').some((primitive) => list(primitive, 'targets').length > 0),
  )
  return [
    ...counted(list(json, 'animations').length, 'animation'),
    ...counted(list(json, 'skins').length, 'skin'),
    ...(morphed ? ['shape keys'] : []),
    ...counted(list(json, 'scenes').length - 1, 'further scene'),
  ]
}

/** The files of materials that an OBJ names: only its faces are read. */
function materialFiles(bytes: Uint8Array): string[] {
  // Programs write the line before the first vertex.
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 20_000)).toString('utf8')
  return [...start.matchAll(/^mtllib\s+(.+?)\s*$/gm)].map(([, file]) => `the materials of ${file}`)
}

function counted(count: number, word: string): string[] {
  return count < 1 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]
}

function list(json: Json, key: string): readonly Json[] {
  const value = json[key]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : []
}
