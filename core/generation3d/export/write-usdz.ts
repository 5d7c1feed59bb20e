import type { Mesh, MeshDocument, MeshMaterial } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'
import { exportLevel, safeName } from './export-level.ts'
import { formatFloat } from './format-float.ts'
import { zipAligned } from './zip.ts'

/**
 * A USDZ package (Pixar's "USDZ File Format Specification"): one layer of USD text first, then the textures, none of it
 * compressed, each beginning at a multiple of 64 bytes. Apple's Quick Look, Blender, Omniverse open it.
 */
export function writeUsdz(document: MeshDocument, { level = 0 }: { level?: number } = {}): Uint8Array {
  const { textures } = document.material
  const files = (['albedo', 'normal', 'orm', 'emission'] as const).flatMap((kind) => {
    const bytes = textures[kind]
    return bytes === undefined ? [] : [[`textures/${kind}.png`, bytes] as const]
  })
  const name = primName(document.name)
  const layer = layerText(name, exportLevel(document, level), document.material)
  return zipAligned([[`${name}.usda`, new TextEncoder().encode(layer)], ...files], 64)
}

/** USD names hold letters, digits and _ only. */
function primName(name: string): string {
  return safeName(name).replaceAll('-', '_')
}

function layerText(name: string, mesh: Mesh, material: MeshMaterial): string {
  const { min, max } = boundsOf(mesh)
  const materialName = primName(material.name)
  return `#usda 1.0
(
    defaultPrim = "${name}"
    doc = "by ai-workspace"
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "${name}" (
    kind = "component"
)
{
    def Mesh "Geometry" (
        prepend apiSchemas = ["MaterialBindingAPI"]
    )
    {
        uniform bool doubleSided = 0
        float3[] extent = [${tuple(min)}, ${tuple(max)}]
        int[] faceVertexCounts = [${Array(mesh.indices.length / 3)
          .fill(3)
          .join(', ')}]
        int[] faceVertexIndices = [${mesh.indices.join(', ')}]
        rel material:binding = </${name}/Materials/${materialName}>
${mesh.normals ? `        normal3f[] normals = [${tuples(mesh.normals, 3)}] (\n            interpolation = "vertex"\n        )\n` : ''}        point3f[] points = [${tuples(mesh.positions, 3)}]
${mesh.uvs ? `        texCoord2f[] primvars:st = [${tuples(flipV(mesh.uvs), 2)}] (\n            interpolation = "vertex"\n        )\n` : ''}        uniform token subdivisionScheme = "none"
    }

    def Scope "Materials"
    {
        def Material "${materialName}"
        {
            token outputs:surface.connect = </${name}/Materials/${materialName}/Surface.outputs:surface>

${shaders(`/${name}/Materials/${materialName}`, material)}
        }
    }
}
`
}

function shaders(path: string, material: MeshMaterial): string {
  const { textures, roughness = 1, metalness = textures.orm === undefined ? 0 : 1, baseColor = [1, 1, 1, 1] } = material
  const colour = baseColor.slice(0, 3)
  const input = (type: string, name: string, value: string, source?: string) =>
    source === undefined ? `${type} inputs:${name} = ${value}` : `${type} inputs:${name}.connect = <${path}/${source}>`
  const surface = [
    'uniform token info:id = "UsdPreviewSurface"',
    input('color3f', 'diffuseColor', tuple(colour), textures.albedo && 'Albedo.outputs:rgb'),
    input('color3f', 'emissiveColor', '(0, 0, 0)', textures.emission && 'Emission.outputs:rgb'),
    input('normal3f', 'normal', '(0, 0, 1)', textures.normal && 'Normal.outputs:rgb'),
    input('float', 'occlusion', '1', textures.orm && 'Orm.outputs:r'),
    input('float', 'roughness', `${roughness}`, textures.orm && 'Orm.outputs:g'),
    input('float', 'metallic', `${metalness}`, textures.orm && 'Orm.outputs:b'),
    input('float', 'opacity', `${baseColor[3]}`),
    'token outputs:surface',
  ]
  const reader = [
    'uniform token info:id = "UsdPrimvarReader_float2"',
    'string inputs:varname = "st"',
    'float2 outputs:result',
  ]
  const picture = (kind: string, space: 'sRGB' | 'raw', outputs: string[], extra: string[] = []) => [
    'uniform token info:id = "UsdUVTexture"',
    `asset inputs:file = @textures/${kind}.png@`,
    `token inputs:sourceColorSpace = "${space}"`,
    `float2 inputs:st.connect = <${path}/Uv.outputs:result>`,
    'token inputs:wrapS = "repeat"',
    'token inputs:wrapT = "repeat"',
    ...extra,
    ...outputs.map((output) => `${output.length === 1 ? 'float' : 'float3'} outputs:${output}`),
  ]
  // Colours in [0, 1] become directions in [−1, 1].
  const directions = ['float4 inputs:scale = (2, 2, 2, 1)', 'float4 inputs:bias = (-1, -1, -1, 0)']
  const factors = [`float4 inputs:scale = (1, ${roughness}, ${metalness}, 1)`]
  const tint = [`float4 inputs:scale = (${[...colour, 1].join(', ')})`]
  return [
    shader('Surface', surface),
    ...(Object.values(textures).some((texture) => texture !== undefined) ? [shader('Uv', reader)] : []),
    ...(textures.albedo ? [shader('Albedo', picture('albedo', 'sRGB', ['rgb'], tint))] : []),
    ...(textures.normal ? [shader('Normal', picture('normal', 'raw', ['rgb'], directions))] : []),
    ...(textures.orm ? [shader('Orm', picture('orm', 'raw', ['r', 'g', 'b'], factors))] : []),
    ...(textures.emission ? [shader('Emission', picture('emission', 'sRGB', ['rgb']))] : []),
  ].join('\n\n')
}

function shader(name: string, lines: readonly string[]): string {
  const pad = ' '.repeat(12)
  return `${pad}def Shader "${name}"\n${pad}{\n${lines.map((line) => `${pad}    ${line}`).join('\n')}\n${pad}}`
}

function tuple(values: readonly number[]): string {
  return `(${values.map((value) => formatFloat(Math.fround(value))).join(', ')})`
}

function tuples(values: Float32Array, size: 2 | 3): string {
  const parts: string[] = []
  for (let i = 0; i < values.length; i += size) {
    const [a, b, c] = [
      formatFloat(values[i]!),
      formatFloat(values[i + 1]!),
      size === 3 ? formatFloat(values[i + 2]!) : '',
    ]
    parts.push(size === 3 ? `(${a}, ${b}, ${c})` : `(${a}, ${b})`)
  }
  return parts.join(', ')
}

/** USD counts v from the bottom of the picture. */
function flipV(uvs: Float32Array): Float32Array {
  return uvs.map((value, i) => (i % 2 === 0 ? value : 1 - value))
}
