import { Link } from 'react-router'
import { Field } from '../../../design/field.tsx'
import { Select } from '../../../design/select.tsx'
import { formStore, useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'

/** Which model draws, and what that means: the built-in engine is no diffusion model, and says so. */
export function ModelField() {
  const { choices, model, missingModel, fields } = useFormParts()
  const wanted = useForm((form) => form.values['model'])
  if (!fields.has('model') || choices === undefined) return null
  const usual = choices.models.find(({ isDefault }) => isDefault)
  const others = choices.models.filter(({ builtIn }) => !builtIn)
  return (
    <Field
      label="Model"
      error={missingModel === undefined ? undefined : `"${missingModel}" is not installed`}
      action={
        <Link to="/models" className="text-xs text-accent-text underline-offset-2 hover:underline">
          Models
        </Link>
      }
      hint={
        model?.builtIn === true ? (
          others.length === 0 ? (
            <>
              Draws things and materials by rule, without a network. No diffusion model is installed:{' '}
              <Link to="/models" className="text-accent-text underline underline-offset-2">
                get one
              </Link>{' '}
              for photographs, paintings and people.
            </>
          ) : (
            'Draws things and materials by rule, without a network: exact shapes for textures and 3D.'
          )
        ) : undefined
      }
    >
      <Select
        value={typeof wanted === 'string' ? wanted : ''}
        onValueChange={(id) => formStore.setValue('model', id === '' ? undefined : id)}
        options={[
          { value: '', label: usual === undefined ? 'Default' : `${usual.title} (default)` },
          ...choices.models
            .filter(({ isDefault }) => !isDefault || wanted === usual?.id)
            .map(({ id, title }) => ({ value: id, label: title })),
          ...(missingModel === undefined ? [] : [{ value: missingModel, label: `${missingModel} (not installed)` }]),
        ]}
      />
    </Field>
  )
}
