import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSubmitJob } from '../api/jobs.ts'
import { useNodes } from '../api/nodes.ts'
import type { Asset } from '../api/wire.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { Input } from '../design/input.tsx'
import { Select } from '../design/select.tsx'
import { Skeleton } from '../design/skeleton.tsx'
import { Switch } from '../design/switch.tsx'
import { toast, toastError } from '../design/toast-store.ts'
import type { MakeAction } from './make-actions.ts'
import { type MakeField, makeFields, makeInput } from './make-form.ts'

/** What is asked before something is made of an asset: the fields of the node, as its schema has them. */
export function MakeDialog({ asset, action, onClose }: { asset: Asset; action: MakeAction; onClose: () => void }) {
  const node = useNodes().data?.find(({ id }) => id === action.node)
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const submit = useSubmitJob()
  const navigate = useNavigate()
  const form = useId()
  const fields = node === undefined ? [] : makeFields(node, action)
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values
    setValues(value === undefined ? others : { ...others, [name]: value })
  }
  const start = () =>
    submit.mutate(
      {
        node: action.node,
        input: makeInput(asset.id, { field: action.field, fields }, values),
        projectId: asset.projectId,
      },
      {
        onSuccess: () => {
          toast({
            title: `${action.label}: ${asset.name}`,
            detail: 'What is made comes into the gallery.',
            action: { label: 'Jobs', onSelect: () => void navigate('/jobs') },
          })
          onClose()
        },
        onError: toastError,
      },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${action.label}: ${asset.name}`}
      description={node?.summary}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={submit.isPending} disabled={node === undefined}>
            Start
          </Button>
        </>
      }
    >
      {node === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault()
            start()
          }}
          className="grid gap-4 sm:grid-cols-2"
        >
          {fields.map((field) => (
            <Field key={field.name} label={field.label} hint={field.hint}>
              <Control field={field} value={values[field.name]} onChange={(value) => set(field.name, value)} />
            </Field>
          ))}
        </form>
      )}
    </Dialog>
  )
}

function Control({ field, value, onChange }: { field: MakeField; value: unknown; onChange: (value: unknown) => void }) {
  const usual = field.default
  switch (field.type) {
    case 'boolean':
      return <Switch checked={(value ?? usual) === true} onCheckedChange={onChange} />
    case 'choice':
      return (
        <Select
          value={String(value ?? usual ?? '')}
          onValueChange={(next) => onChange(next === '' ? undefined : next)}
          options={[
            ...(usual === undefined ? [{ value: '', label: 'Automatic' }] : []),
            ...(field.options ?? []).map((option) => ({ value: option, label: option })),
          ]}
        />
      )
    case 'text':
      return (
        <Input
          value={typeof value === 'string' ? value : ''}
          placeholder="automatic"
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
      )
    case 'integer':
    case 'number':
      return (
        <Input
          inputMode="decimal"
          value={typeof value === 'string' ? value : ''}
          placeholder={usual === undefined ? 'automatic' : String(usual)}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
          className="tabular-nums"
        />
      )
    default:
      return field.type satisfies never
  }
}
