import { serverFamily } from '../server-family.ts'

/** stable-diffusion.cpp's server by its own API: /sdcpp/v1 (examples/server/api.md). */
const sdcpp = serverFamily('sdcpp', {
  version: 1,
  draw: async () => (await import('./draw-sdcpp.ts')).drawSdcpp,
})
export default sdcpp
