import { type CreateForm, createModes, emptyForm } from './create-form.ts'

/** Raised when the form's shape changes so that an older one cannot be read. */
const version = 1

export function storageKey(projectId: string): string {
  return `create-form:${projectId}`
}

export function writeForm(form: CreateForm): string {
  return JSON.stringify({ version, form })
}

/** What was kept, field by field: whatever does not fit is left out, so that an older or broken one never breaks the page. */
export function readForm(text: string | null): CreateForm {
  let stored: { version?: unknown; form?: Partial<Record<keyof CreateForm, unknown>> } | undefined
  try {
    stored = JSON.parse(text ?? 'null') ?? undefined
  } catch {
    return emptyForm
  }
  const form = stored?.form
  if (stored?.version !== version || typeof form !== 'object' || form === null) return emptyForm
  const oneOf = <T extends string>(value: unknown, options: readonly T[], otherwise: T): T =>
    options.find((option) => option === value) ?? otherwise
  return {
    mode: oneOf(form.mode, createModes, emptyForm.mode),
    use: oneOf(form.use, ['vary', 'inpaint', 'outpaint'], emptyForm.use),
    seedLocked: form.seedLocked === true,
    aspectLocked: form.aspectLocked === true,
    values: isRecord(form.values) ? form.values : {},
    pictures: isRecord(form.pictures)
      ? Object.fromEntries(Object.entries(form.pictures).filter(([, picture]) => isPicture(picture)))
      : {},
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPicture(value: unknown): boolean {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['width'] === 'number'
}
