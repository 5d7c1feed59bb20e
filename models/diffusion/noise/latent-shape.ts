/** [channels, height, width] of one latent. */
export type LatentShape = readonly [channels: number, height: number, width: number]
