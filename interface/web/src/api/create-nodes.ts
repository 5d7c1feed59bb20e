/** The nodes whose jobs the Create page shows. */
export const createNodes = [
  'generate',
  'image.generate',
  'image.outpaint',
  'image.upscale',
  'image.grid',
  'texture.generate',
  'texture.pbr',
  'mesh.relief',
] as const

export function isCreateNode(node: string): boolean {
  return (createNodes as readonly string[]).includes(node)
}
