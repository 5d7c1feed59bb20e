import type { Quality } from '../../../base/asset.ts'
import type { LevelReport } from '../inspect-mesh.ts'
import type { UvReport } from '../inspect-uvs.ts'
import type { MaterialFacts } from './describe-textures.ts'

export interface PageContent {
  readonly name: string
  readonly levels: readonly LevelReport[]
  readonly uvs?: UvReport
  readonly stretch?: number
  readonly holes: number
  readonly floaters: number
  readonly gpuBytes: number
  readonly material: MaterialFacts
  readonly quality: Quality
  /** PNG files: views from eight sides, the triangles, the uvs, the levels beside each other, and the textures small. */
  readonly pictures: {
    readonly sheet: Uint8Array
    readonly wire: Uint8Array
    readonly uvs?: Uint8Array
    readonly levels?: Uint8Array
    readonly textures: readonly { readonly kind: string; readonly png: Uint8Array }[]
  }
}

/** The report of a mesh as one HTML file that needs nothing else: no script, no picture from outside. */
export function inspectionPage(content: PageContent): string {
  const { name, levels, quality, pictures, material } = content
  const { levels: _, uvs: __, ...rest } = content
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(name)}: mesh report</title>
<style>${style}</style>
<main>
<h1>${escaped(name)}</h1>
<p class="lead">${summaryOf(levels[0]!, rest)}</p>
<figure>${image(pictures.sheet, `${name} from six sides around, from the top and from below`)}</figure>
<section><h2>Checks</h2>${checks(quality)}</section>
<section><h2>Levels of detail</h2>${levelTable(levels)}
${pictures.levels === undefined ? '' : `<figure>${image(pictures.levels, 'The levels, the finest first')}<figcaption>The finest level first</figcaption></figure>`}</section>
<div class="pair">
<figure>${image(pictures.wire, 'The triangles')}<figcaption>Triangles of the finest level</figcaption></figure>
${pictures.uvs === undefined ? '' : `<figure>${image(pictures.uvs, 'The uvs')}<figcaption>UVs: red lies under more than one triangle</figcaption></figure>`}
</div>
${uvSection(content)}
<section><h2>Material ${escaped(material.name)}</h2>
${table(
  ['', ''],
  [
    ['roughness', number(material.roughness)],
    ['metalness', number(material.metalness)],
    ['base colour (linear)', material.baseColor.map(number).join(', ')],
  ],
)}
${textureTable(material, pictures.textures)}
</section>
</main>
</html>
`
}

function summaryOf(
  finest: LevelReport,
  { holes, floaters, gpuBytes }: Pick<PageContent, 'holes' | 'floaters' | 'gpuBytes'>,
): string {
  const size = [0, 1, 2].map((a) => number(finest.max[a]! - finest.min[a]!)).join(' × ')
  return [
    `${count(finest.triangles)} triangles`,
    `${size} m`,
    finest.watertight
      ? `closed, ${number(finest.volume ?? 0)} m³`
      : `open, ${holes} ${holes === 1 ? 'border' : 'borders'}`,
    `${finest.components} ${finest.components === 1 ? 'piece' : 'pieces'}${floaters > 0 ? `, ${floaters} of them crumbs` : ''}`,
    `${number(gpuBytes / 1e6)} MB on a graphics processor`,
  ].join(' · ')
}

function checks({ measures, score }: Quality): string {
  const rows = measures.map(({ name, value, pass }) => {
    const mark = pass === undefined ? '' : pass ? '<span class="good">✓</span>' : '<span class="bad">✗</span>'
    return [
      mark,
      escaped(name.replaceAll('-', ' ')),
      typeof value === 'number' ? number(value) : escaped(String(value)),
    ]
  })
  return `<p>${Math.round(score * 100)} % of the checks hold.</p>${table(['', 'measure', 'value'], rows)}`
}

function levelTable(levels: readonly LevelReport[]): string {
  const rows = levels.map((level, i) => [
    String(i),
    count(level.triangles),
    count(level.vertices),
    level.watertight ? 'yes' : 'no',
    count(level.openEdges),
    count(level.nonManifoldEdges + level.nonManifoldVertices),
    count(level.degenerateTriangles),
    count(level.flippedTriangles),
    number(level.area),
  ])
  const heads = [
    'level',
    'triangles',
    'vertices',
    'closed',
    'open edges',
    'not manifold',
    'degenerate',
    'flipped',
    'area, m²',
  ]
  return table(heads, rows)
}

function uvSection({ uvs, stretch }: PageContent): string {
  if (uvs === undefined) return '<section><h2>UVs</h2><p>It has none.</p></section>'
  const percent = (share: number) => `${number(share * 100)} %`
  return `<section><h2>UVs</h2>${table(
    ['', ''],
    [
      ['of the texture covered', percent(uvs.coverage)],
      ['of that under several triangles', percent(uvs.overlap)],
      ['triangles outside or mirrored', `${count(uvs.outside)}, ${count(uvs.mirrored)}`],
      ['stretch (1 is none)', number(stretch ?? 1)],
      [
        'texels a metre at 1024² (least, middle, most)',
        [uvs.density.least, uvs.density.median, uvs.density.most].map(number).join(', '),
      ],
    ],
  )}</section>`
}

function textureTable(material: MaterialFacts, small: PageContent['pictures']['textures']): string {
  if (material.textures.length === 0) return '<p>No textures.</p>'
  const rows = material.textures.map(({ kind, width, height, bytes, gpuBytes }) => {
    const picture = small.find((each) => each.kind === kind)
    return [
      picture === undefined ? '' : image(picture.png, kind),
      escaped(kind),
      `${width} × ${height}`,
      `${number(bytes / 1e6)} MB`,
      `${number(gpuBytes / 1e6)} MB`,
    ]
  })
  return table(['', 'texture', 'pixels', 'file', 'unpacked'], rows)
}

/** Cells are HTML already. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.some((each) => each !== '')
    ? `<tr>${heads.map((each) => `<th scope="col">${each}</th>`).join('')}</tr>`
    : ''
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="scroll"><table>${head}${body}</table></div>`
}

function image(png: Uint8Array, alt: string): string {
  return `<img alt="${escaped(alt)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`
}

function number(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)))
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

const style = `:root{color-scheme:light dark;--line:#8884;--good:#1a8a4a;--bad:#c8373d}
body{margin:0;font:15px/1.5 system-ui,sans-serif}
main{max-width:1100px;margin:auto;padding:1.5rem}
h1{margin:0;font-size:1.6rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
.lead{margin:.25rem 0 1rem;opacity:.8}
figure{margin:0}figure img{width:100%;border-radius:8px;background:linear-gradient(#c9ced6,#8f96a3)}
figcaption{font-size:.85rem;opacity:.75}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:1rem;margin-top:1.5rem}
.scroll{overflow-x:auto}table{border-collapse:collapse}td img{width:96px;display:block;border-radius:4px}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th{font-weight:600;font-size:.85rem;opacity:.75}.good{color:var(--good)}.bad{color:var(--bad);font-weight:700}`
