import type { ComfyClass } from '../comfy-class.ts'
import { float, int } from '../inputs.ts'

const primitive = (
  name: string,
  type: 'INT' | 'FLOAT' | 'STRING' | 'BOOLEAN',
  value: ComfyClass['inputs'][string],
): ComfyClass => ({
  name,
  title: name.replace('Primitive', ''),
  category: 'utils/primitive',
  description: 'A value for several nodes.',
  inputs: { value },
  outputs: [{ type }],
  translate: ({ any }) => [any('value')],
})

const remark = (name: string): ComfyClass => ({
  name,
  title: name,
  category: 'utils',
  description: 'A remark in the editor.',
  inputs: {},
  outputs: [],
  isRemark: true,
  translate: () => [],
})

/** Classes that pass values on, and those that an editor leaves behind. */
export const primitiveClasses: readonly ComfyClass[] = [
  primitive('PrimitiveInt', 'INT', int(0, -(2 ** 53), 2 ** 64)),
  primitive('PrimitiveFloat', 'FLOAT', float(0, -1e9, 1e9)),
  primitive('PrimitiveString', 'STRING', { type: 'STRING' }),
  primitive('PrimitiveStringMultiline', 'STRING', { type: 'STRING', multiline: true }),
  primitive('PrimitiveBoolean', 'BOOLEAN', { type: 'BOOLEAN', default: false }),
  {
    name: 'PrimitiveNode',
    title: 'Primitive',
    category: 'utils',
    description: 'A value for several nodes, as older editors export it.',
    inputs: { value: { type: '*' } },
    outputs: [{ type: '*' }],
    translate: ({ any }) => [any('value')],
  },
  {
    name: 'Reroute',
    title: 'Reroute',
    category: 'utils',
    description: 'A bend in a wire.',
    inputs: { '': { type: '*' } },
    outputs: [{ type: '*' }],
    translate: ({ any }) => [any('')],
  },
  remark('Note'),
  remark('MarkdownNote'),
]
