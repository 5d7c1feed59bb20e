/**
 * The guidance g that a latent consistency model imitates, as its U-Net takes it (`timestep_cond`): sines, then cosines, of
 * 1000·(g − 1)·10000^(−i/(half − 1)), in float32 as diffusers' get_guidance_scale_embedding computes it. [channels], even.
 */
export function guidanceEmbedding(guidance: number, channels: number): Float32Array<ArrayBuffer> {
  const half = channels / 2
  const w = Math.fround(1000 * Math.fround(guidance - 1))
  const step = Math.fround(Math.fround(Math.log(10000)) / (half - 1))
  const embedding = new Float32Array(channels)
  for (let i = 0; i < half; i++) {
    const angle = Math.fround(w * Math.fround(Math.exp(-Math.fround(i * step))))
    embedding[i] = Math.sin(angle)
    embedding[half + i] = Math.cos(angle)
  }
  return embedding
}
