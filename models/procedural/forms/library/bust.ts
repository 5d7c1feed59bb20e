import { z } from 'zod'
import { drawHead, head } from './head.ts'
import { defineForm } from './named-form.ts'
import { capsule, ellipsoid, intersect, lathe, mirror, spread, tube, union } from './shapes.ts'

export const bust = defineForm({
  id: 'bust',
  title: 'Bust',
  summary: 'Head and shoulders on a turned socle.',
  synonyms: ['head', 'portrait', 'face', 'portrait bust'],
  slots: {
    head: { words: ['head', 'face'], material: { family: 'marble' }, role: 'primary' },
    socle: {
      words: ['socle', 'plinth', 'pedestal', 'base', 'stand'],
      material: { family: 'granite', traits: ['polished'] },
      role: 'secondary',
    },
  },
  parameters: {
    beard: z.boolean().optional(),
    hair: z.enum(['curls', 'long', 'bun']).optional(),
  },
  view: { azimuth: 26, elevation: 5 },
  chip: 0.0045,
  shape(random, { beard, hair }) {
    const drawn = drawHead(random)
    const design = { ...drawn, ...(beard === undefined ? {} : { beard }), ...(hair === undefined ? {} : { hair }) }
    const turn = random.between(-24, 24)
    const bare = union(
      [
        ellipsoid([0.17, 0.14, 0.1], { at: [0, 0.335, -0.01] }),
        mirror('x', ellipsoid([0.075, 0.05, 0.04], { at: [0.075, 0.33, 0.068], rotate: [0, 16, -6] }), 0.02),
        mirror('x', capsule([0.05, 0.455, -0.03], [0.17, 0.41, -0.025], 0.05, { endRadius: 0.058 }), 0.03),
        mirror('x', capsule([0.012, 0.43, 0.062], [0.13, 0.452, 0.03], 0.012), 0.02),
        mirror('x', capsule([0.058, 0.56, -0.01], [0.014, 0.44, 0.055], 0.016, { endRadius: 0.012 }), 0.01),
        capsule([0, 0.42, -0.025], [0, 0.57, -0.005], 0.062, { endRadius: 0.055 }),
      ],
      0.035,
    )
    const cloth = random.chance(0.6)
    const drape = union(
      spread(5, 0, 1).map((t) =>
        tube(
          [
            [0.21 - 0.03 * t, 0.46 - 0.1 * t, -0.03],
            [0.14 - 0.02 * t, 0.42 - 0.08 * t, 0.075 + 0.012 * t],
            [-0.02, 0.3 - 0.05 * t, 0.125],
            [-0.16, 0.24 - 0.03 * t, 0.07],
          ],
          [0.022, 0.021, 0.019, 0.022],
        ),
      ),
      0.014,
    )
    // The classical cut: rounded off below the breast.
    const chest = intersect(
      [cloth ? union([bare, drape], 0.012) : bare, ellipsoid([0.235, 0.215, 0.2], { at: [0, 0.42, 0] })],
      0.012,
    )
    const person = union(
      [chest, head(design, random.fork('head'), { at: [0, 0.69, 0.012], rotate: [random.between(-3, 7), turn, 0] })],
      0.014,
      { material: 'head' },
    )
    const socle = lathe(
      [
        [0.125, 0],
        [0.125, 0.03],
        [0.112, 0.036],
        [0.118, 0.05],
        [0.1, 0.062],
        [0.062, 0.085],
        [0.052, 0.12],
        [0.06, 0.16],
        [0.078, 0.18],
        [0.072, 0.195],
        [0.05, 0.25],
      ],
      { round: 0.003, material: 'socle' },
    )
    return union([person, socle])
  },
})
