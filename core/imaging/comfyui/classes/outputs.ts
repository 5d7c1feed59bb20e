import type { ComfyClass } from '../comfy-class.ts'
import { fileName } from '../file-name.ts'
import type { Picture } from '../values.ts'

/** What new nodes hold: a name that says nothing of the picture. */
const standardPrefix = 'ComfyUI'

/** Classes that keep or show pictures. */
export const outputClasses: readonly ComfyClass[] = [
  {
    name: 'SaveImage',
    title: 'Save Image',
    category: 'image',
    description: "Keeps pictures; the last part of the prefix becomes the asset's name.",
    inputs: { images: { type: 'IMAGE' }, filename_prefix: { type: 'STRING', default: standardPrefix } },
    outputs: [],
    isOutput: true,
    translate: ({ id: node, wire, text, plan, environment }) => {
      const pictures = wire('images', 'IMAGE')
      const file = fileName(text('filename_prefix'), { ...pictures[0], now: environment.now })
      if (file.prefix !== standardPrefix) for (const picture of pictures) plan.name(picture, file.prefix)
      plan.outputs.push({ node, type: 'output', ...file, pictures: pictures.map(referenceOf) })
      return []
    },
  },
  {
    name: 'PreviewImage',
    title: 'Preview Image',
    category: 'image',
    description: 'Shows pictures.',
    inputs: { images: { type: 'IMAGE' } },
    outputs: [],
    isOutput: true,
    translate: ({ id: node, wire, plan }) => {
      const pictures = wire('images', 'IMAGE').map(referenceOf)
      plan.outputs.push({ node, type: 'temp', subfolder: '', prefix: 'ComfyUI_temp', pictures })
      return []
    },
  },
  {
    name: 'SaveImageWebsocket',
    title: 'SaveImageWebsocket',
    category: 'api/image',
    description: 'Sends pictures to the WebSocket of the client that sent the graph.',
    inputs: { images: { type: 'IMAGE' } },
    outputs: [],
    isOutput: true,
    translate: ({ id: node, wire, plan }) => {
      const pictures = wire('images', 'IMAGE').map(referenceOf)
      plan.outputs.push({ node, type: 'socket', subfolder: '', prefix: '', pictures })
      return []
    },
  },
]

function referenceOf({ reference }: Picture): Picture['reference'] {
  return reference
}
