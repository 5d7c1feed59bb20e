import { createRoute, z } from '@hono/zod-openapi'
import type { Section } from '../../../core/doctor/examine.ts'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const doctorSchema = z
  .object({
    ok: z.boolean().openapi({ description: 'Everything that is needed is here.' }),
    sections: z.array(
      z.object({
        title: z.string(),
        findings: z.array(
          z.object({
            name: z.string(),
            state: z.enum(['good', 'absent', 'bad']).openapi({ description: 'absent is fine to live without.' }),
            value: z.string(),
            hint: z.string().optional(),
          }),
        ),
      }),
    ),
  })
  .openapi('Doctor')

const doctor = createRoute({
  method: 'get',
  path: '/doctor',
  tags: ['Server'],
  summary: 'What this machine has, what each engine would use, and what is missing.',
  description: 'Tries what could compute models anew, which takes seconds.',
  responses: { 200: jsonAnswer(doctorSchema, 'What was found.'), ...failure },
})

/** The findings of `ai-workspace doctor`. */
export function doctorRoutes({ workspace }: ApiContext) {
  /** Those who ask at once share one look: it starts processes. */
  let looking: Promise<Section[]> | undefined
  return routeApp().openapi(doctor, async (c) => {
    const { examine } = await import('../../../core/doctor/examine.ts')
    looking ??= examine(workspace.home).finally(() => {
      looking = undefined
    })
    const sections = await looking
    const ok = sections.every(({ findings }) => findings.every(({ state }) => state !== 'bad'))
    return c.json({ ok, sections: sections.map(({ title, findings }) => ({ title, findings: [...findings] })) }, 200)
  })
}
