import { DataTexture, FloatType, NoColorSpace, RedFormat, RepeatWrapping, type Texture, TextureLoader } from 'three'
import { heightLevels, levelFor } from './height-levels.ts'
import { readGrey16 } from './read-grey16.ts'

/** Gives the texture for so many vertices along a tile. */
export type HeightMap = (vertices: number) => Texture

/**
 * A height map for displacement, 0 to 1. One of 16 bits keeps them, as floats: where 256 steps would show as terraces, 65,536 do not. Any
 * other picture is read as the browser reads it.
 */
export async function loadHeight(url: string): Promise<HeightMap> {
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The server answered ${response.status} for the height map.`)
  const grey = await readGrey16(await response.arrayBuffer())
  if (grey === undefined) {
    const texture = tiling(await new TextureLoader().loadAsync(url))
    return () => texture
  }
  const levels = heightLevels(grey)
  const made = new Map<number, Texture>()
  return (vertices) => {
    const { width, height, data } = levelFor(levels, vertices)
    const texture = made.get(width) ?? tiling(new DataTexture(data, width, height, RedFormat, FloatType))
    made.set(width, texture)
    return texture
  }
}

function tiling(texture: Texture): Texture {
  texture.wrapS = RepeatWrapping
  texture.wrapT = RepeatWrapping
  texture.colorSpace = NoColorSpace
  // The first row is the upper one, as in every other map.
  texture.flipY = true
  texture.needsUpdate = true
  return texture
}
