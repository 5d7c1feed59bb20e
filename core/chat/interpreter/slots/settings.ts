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
