import type { ChatWorld } from '../../world.ts'
import type { Clause } from '../text/clause.ts'
import { takeMaps } from './maps.ts'
import { takeNames } from './names.ts'
import { takeNegative } from './negative.ts'
import { takeNumbers } from './numbers.ts'
import { takeSampling } from './sampling.ts'
import { takeSize } from './size.ts'

/** What a clause says beside its content, whatever tool it is for; what the tool has no field for is left aside. */
export interface Settings {
  width?: number
  height?: number
  /** Words that gave the size, for the answer. */
  sizeWords?: string
  /** Sizes in words that mean other pixels for other tools: '4k'. */
  side?: number
  count?: number
  seed?: number | 'same' | 'new'
  model?: string
  /** A model that was named and is not there. */
  unknownModel?: string
  sampler?: string
  schedule?: string
  steps?: number
  guidance?: number
  clipSkip?: number
  strength?: number
  tile?: number
  hires?: number
  triangles?: number
  levels?: number[]
  textureSize?: number
  scale?: number
  tries?: number
  minQuality?: number
  negative?: string[]
  maps?: string[]
  allMaps?: boolean
  noMaps?: boolean
  convention?: 'opengl' | 'directx'
  seamless?: 'none' | 'x' | 'y' | 'xy'
  preview?: boolean
  name?: string
  without?: Set<'depth' | 'normal' | 'mesh' | 'blender' | 'maps'>
}

/** Takes all settings out of the clause; what remains is its content. */
export function takeSettings(clause: Clause, world: ChatWorld): Settings {
  const settings: Settings = {}
  takeSampling(clause, settings, world)
  takeNames(clause, settings)
  takeMaps(clause, settings)
  takeNumbers(clause, settings)
  takeSize(clause, settings, world)
  takeNegative(clause, settings)
  return settings
}
