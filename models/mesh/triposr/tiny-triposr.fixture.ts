import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { goldenFixture } from '../../golden/fixture.ts'

/** The golden fixture's tiny TripoSR: of pictures of 32², with shapes at densities about 0.48. */
export function tinyTripoSr() {
  const file = join(import.meta.dirname, '../../golden/fixtures/triposr-original.json')
  return goldenFixture.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Its config.yaml, as far as it differs from the published one. */
export const tinyTripoSrYaml = `cond_image_size: 32   # pixels
backbone:
  num_attention_heads: 4
renderer:
  radius: 0.87
`
