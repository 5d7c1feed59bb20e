import type { Architecture } from './identity.ts'

/** What people call them. */
export const architectureTitles: Readonly<Record<Architecture, string>> = {
  sd15: 'Stable Diffusion 1.x',
  sd21: 'Stable Diffusion 2.x',
  'sd21-unclip': 'Stable Diffusion 2.x unCLIP',
  sdxl: 'Stable Diffusion XL',
  'sdxl-refiner': 'Stable Diffusion XL refiner',
  sd3: 'Stable Diffusion 3',
  flux: 'FLUX.1',
  clip: 'CLIP',
  'open-clip': 'OpenCLIP',
  t5: 'T5',
  taesd: 'TAESD',
  rrdbnet: 'ESRGAN (RRDBNet)',
  srvgg: 'Real-ESRGAN compact (SRVGG)',
  'midas-small': 'MiDaS small',
  'midas-resnext': 'MiDaS v2.1 (ResNeXt)',
  'midas-dpt': 'MiDaS DPT (ViT)',
  'midas-beit': 'MiDaS DPT (BEiT)',
  'midas-swin': 'MiDaS DPT (Swin)',
  dpt: 'DPT',
  zoedepth: 'ZoeDepth',
  'depth-anything': 'Depth Anything',
  triposr: 'TripoSR',
  instantmesh: 'InstantMesh',
}
