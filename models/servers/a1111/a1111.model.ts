import { serverFamily } from '../server-family.ts'

/** AUTOMATIC1111's web interface and its forks: /sdapi/v1 (modules/api/api.py). */
const a1111 = serverFamily('a1111', {
  version: 1,
  draw: async () => (await import('./draw-a1111.ts')).drawA1111,
})
export default a1111
