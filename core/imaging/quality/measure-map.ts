import type { MapRole, Quality } from '../../../base/asset.ts'
import { type GradedMeasure, gradeAtLeast, qualityOf } from './grade.ts'
import { measureAlbedo } from './measure-albedo.ts'
import { measureContrast } from './measure-contrast.ts'
import { lumaOf, measureDetail } from './measure-detail.ts'
import { measureNormals } from './measure-normals.ts'
import { measureRepetition } from './measure-repetition.ts'
import { measureSeams, type Samples } from './measure-seams.ts'

export interface MapToMeasure {
  readonly role: MapRole
  readonly samples: Samples
  /** Whether it is meant to tile. */
  readonly tileable: boolean
  /** For an albedo map: where it is metal. */
  readonly metalness?: Uint8Array | undefined
}

/** Everything that is measured of a map of a material, by its role. */
export function measureMap({ role, samples, tileable, metalness }: MapToMeasure): Quality {
  const seams = tileable ? measureSeams(samples) : []
  return qualityOf([...seams, ...ofRole(role, samples, metalness)])
}

/**
 * What is measured of a picture that is no map: it is not flat and not burnt out, how sharp it is, and of one that is meant to
 * tile how well it does along those axes, and how much it repeats inside.
 */
export function measurePicture(samples: Samples, seamless: 'none' | 'x' | 'y' | 'xy' = 'none'): Quality {
  const luma = lumaOf(samples)
  const [contrast, sharpness, clipped] = measureDetail(samples, luma) as [GradedMeasure, GradedMeasure, GradedMeasure]
  return qualityOf([
    ...(seamless === 'none' ? [] : [...measureSeams(samples, seamless), ...measureRepetition(samples, luma)]),
    // A picture whose luma varies by less than two steps shows nothing.
    { ...contrast, grade: gradeAtLeast(contrast.value, 2) },
    sharpness,
    // Half of it clipped is a failed exposure; a dark or bright background may well be a third.
    { ...clipped, grade: Math.min(1, 2 - 2 * clipped.value) },
  ])
}

function ofRole(role: MapRole, samples: Samples, metalness: Uint8Array | undefined): GradedMeasure[] {
  switch (role) {
    case 'albedo': {
      const luma = lumaOf(samples)
      return [
        ...measureAlbedo(samples.data as Uint8Array, metalness),
        ...measureDetail(samples, luma).filter(({ name }) => name !== 'clipped'),
        ...measureRepetition(samples, luma),
      ]
    }
    case 'normal':
      return measureNormals(samples.data as Uint8Array)
    case 'height':
    case 'depth':
      return [rangeUsed(samples)]
    case 'roughness':
    case 'metalness':
    case 'ambient-occlusion':
      return [measureContrast(samples)]
    case 'emission':
    case 'orm':
      return []
    default:
      return role satisfies never
  }
}

/** The share of the numbers' range that a height map uses: little means steps where there should be slopes. */
function rangeUsed({ data }: Samples): GradedMeasure {
  let low = 65535
  let high = 0
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  return { name: 'range-used', value: Math.max(0, high - low) / (data instanceof Uint16Array ? 65535 : 255) }
}
