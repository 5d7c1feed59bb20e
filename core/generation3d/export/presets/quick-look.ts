import type { ExportPreset } from './preset.ts'

/** https://developer.apple.com/augmented-reality/quick-look/ */
export const quickLook: ExportPreset = {
  id: 'quick-look',
  title: 'Quick Look',
  about: 'USDZ with textures for iPhone, iPad, Mac and Vision Pro.',
  format: 'usdz',
  levels: 'none',
  textures: [],
  compressions: [],
  ktx2: false,
  axes: 'Metres, +Y up, at its true size: augmented reality shows it as large as it is.',
  normalMaps: 'OpenGL: green is up, as USD Preview Surface has it.',
  steps: [
    'Send *.usdz to the device and tap it, or press the space bar on a Mac.',
    'On a page: <a rel="ar" href="*.usdz"><img src="…"></a>, served as model/vnd.usdz+zip.',
  ],
  notes: ['Older devices want textures of at most 2048 pixels and fewer than 100,000 triangles.'],
}
