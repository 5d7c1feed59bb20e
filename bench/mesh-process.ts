import { openCheckpoint } from '../models/formats/open-checkpoint.ts'
import { checkpointWeights } from '../models/graph/checkpoint-weights.ts'
import { Graph } from '../models/graph/graph.ts'
import { openSession } from '../models/graph/session.ts'
import { marchingCubes } from '../models/mesh/surface/marching-cubes.ts'
import { tripoSrScene } from '../models/mesh/triposr/scene-graph.ts'
import { openTripoField } from '../models/mesh/triposr/tripo-field.ts'
import { tripoSrConfig } from '../models/mesh/triposr/triposr-config.ts'

/*
 * node bench/mesh-process.ts FILE: the stages of a full-size TripoSR in a process of its own, as one line of JSON. Times are in ms.
 */

const file = process.argv[2]!
const n = 256
const config = tripoSrConfig.parse({})
const [now, since] = [() => performance.now(), (from: number) => Math.round(performance.now() - from)]

const opening = now()
const checkpoint = await openCheckpoint(file)
const weights = checkpointWeights(checkpoint)
const graph = new Graph('triposr', weights)
tripoSrScene(graph, config)
const scene = await openSession(graph)
const loadMs = since(opening)

const seeing = now()
const side = config.cond_image_size
const data = Float32Array.from({ length: 3 * side * side }, (_, i) => ((i * 37) % 256) / 255)
const { scene_codes: planes } = await scene.run({ image: { data, shape: [1, 3, side, side] } })
const sceneMs = since(seeing)
const sceneMb = peakMb()
await scene[Symbol.asyncDispose]()

const field = await openTripoField(weights, config)
const asking = now()
const density = await field.grid(planes!, n, {})
const densityMs = since(asking)

// Random weights give noise; a bumpy ball has the surface of a thing.
for (let x = 0, i = 0; x < n; x++) {
  for (let y = 0; y < n; y++) {
    for (let z = 0; z < n; z++, i++) {
      const [a, b, c] = [x / 128 - 1, y / 128 - 1, z / 128 - 1]
      density[i] = 0.7 + 0.05 * Math.sin(20 * a) * Math.sin(20 * b) * Math.sin(20 * c) - Math.hypot(a, b, c)
    }
  }
}
const extracting = now()
const { positions, indices } = marchingCubes(density, [n, n, n], 0)
const surfaceMs = since(extracting)

const colouring = now()
await field.at(
  planes!,
  positions.map((value) => (1.74 * value) / (n - 1) - 0.87),
)
const colourMs = since(colouring)
await field[Symbol.asyncDispose]()
await checkpoint[Symbol.asyncDispose]()

process.stdout.write(
  JSON.stringify({
    loadMs,
    sceneMs,
    densityMs,
    surfaceMs,
    colourMs,
    triangles: indices.length / 3,
    sceneMb,
    peakMb: peakMb(),
  }),
)

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
