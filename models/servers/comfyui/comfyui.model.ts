import { serverFamily } from '../server-family.ts'

/** ComfyUI: its default graph by /prompt, with what a request adds to it (server.py, nodes.py). */
const comfyui = serverFamily('comfyui', {
  version: 1,
  draw: async () => (await import('./draw-comfyui.ts')).drawComfyui,
})
export default comfyui
