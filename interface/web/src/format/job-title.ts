/** What nodes make, as a person would call it. Of the others the id is shown. */
const made: Readonly<Record<string, string>> = {
  'asset.replay': 'Replay',
  'blender.export': 'Blender export',
  'form.render': 'Picture of a form',
  generate: 'Picture and 3D',
  'image.cutout': 'Cut-out',
  'image.depth': 'Depth map',
  'image.edges': 'Edges',
  'image.generate': 'Picture',
  'image.grid': 'Grid of pictures',
  'image.mask': 'Mask',
  'image.normal': 'Normal map',
  'image.outpaint': 'Wider picture',
  'image.resize': 'Other size',
  'image.upscale': 'Enlarged picture',
  'mesh.export': 'Mesh export',
  'mesh.finish': 'Finished mesh',
  'mesh.form': 'Mesh',
  'mesh.from-image': 'Mesh from a picture',
  'mesh.inspect': 'Mesh inspection',
  'mesh.relief': 'Relief mesh',
  'quality.best': 'Best of several',
  'texture.generate': 'Texture',
  'texture.pbr': 'PBR maps',
  'texture.seamless': 'Seamless texture',
}

/** The label of a job or of a step of the history, in plain words: 'image.generate "oak barrel"' is 'Picture "oak barrel"'. */
export function jobTitle(label: string): string {
  const node = label.split(' ', 1)[0]!
  // A step of another kind ("generate" is an ordinary word) is left as it is.
  const rest = label.slice(node.length)
  if (!Object.hasOwn(made, node) || (rest !== '' && !/^ ["(]/.test(rest))) return label
  return made[node]! + rest
}
