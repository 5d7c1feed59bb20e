/** Files for other programs that no browser draws, by their media type: what they are for. */
export const otherFormats: Readonly<Record<string, { readonly title: string; readonly about: string }>> = {
  'model/vnd.usdz+zip': {
    title: 'USDZ opens in Quick Look',
    about: 'iPhone, iPad and Mac show it, also in the room around them. No browser draws it.',
  },
  'model/3mf': { title: '3MF is for 3D printers', about: 'A slicer opens it, in millimetres.' },
  'model/obj': {
    title: 'OBJ comes as a .zip with its textures',
    about: 'Unpack it and open it in a modelling program.',
  },
  'application/x-blender': {
    title: 'A Blender scene',
    about: 'Blender opens it, with its material, camera and light.',
  },
}
