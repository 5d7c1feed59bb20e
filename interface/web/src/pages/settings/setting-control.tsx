import { useEffect, useState } from 'react'
import { useChoices } from '../../api/models.ts'
import { Button } from '../../design/button.tsx'
import { Input } from '../../design/input.tsx'
import { NumberInput } from '../../design/number-input.tsx'
import { Select } from '../../design/select.tsx'
import { Switch } from '../../design/switch.tsx'
import { Textarea } from '../../design/textarea.tsx'
import type { Setting } from './list-settings.ts'

interface ControlProps {
  readonly setting: Setting
  readonly disabled: boolean
  readonly onChange: (value: unknown) => void
}

/** zod writes the range of a safe integer where none was meant. */
const NO_BOUND = Number.MAX_SAFE_INTEGER

/** The control that fits a setting's schema. A text is taken over when it is left or Enter is pressed, everything else at once. */
export function SettingControl({ setting, disabled, onChange }: ControlProps) {
  const { schema, value, unit } = setting
  if (setting.key === 'models.textToImage') return <ModelControl {...{ setting, disabled, onChange }} />
  if (setting.secret !== undefined) return <SecretControl {...{ setting, disabled, onChange }} />
  if (schema.enum !== undefined) {
    return (
      <Select
        value={String(value)}
        options={schema.enum.map((each) => ({ value: String(each), label: String(each) }))}
        disabled={disabled}
        onValueChange={onChange}
      />
    )
  }
  switch (schema.type) {
    case 'boolean':
      return <Switch checked={value === true} onCheckedChange={onChange} disabled={disabled} />
    case 'integer':
    case 'number': {
      const { minimum = -NO_BOUND, maximum = NO_BOUND } = schema
      return (
        <NumberInput
          value={Number(value)}
          onValueChange={onChange}
          min={minimum <= -NO_BOUND ? undefined : minimum}
          max={maximum >= NO_BOUND ? undefined : maximum}
          step={schema.type === 'integer' ? 1 : 0.5}
          unit={unit}
          disabled={disabled}
          className="w-full"
        />
      )
    }
    case 'array':
      return <ListControl {...{ setting, disabled, onChange }} />
    default:
      return <TextControl {...{ setting, disabled, onChange }} />
  }
}

function TextControl({ setting, disabled, onChange }: ControlProps) {
  const value = String(setting.value ?? '')
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const commit = () => text !== value && onChange(text)
  return (
    <Input
      value={text}
      disabled={disabled}
      spellCheck={false}
      placeholder={setting.defaultValue === '' ? 'automatic' : String(setting.defaultValue)}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}

/** A value that comes back from nowhere: it is written anew or removed. */
function SecretControl({ setting, disabled, onChange }: ControlProps) {
  const [text, setText] = useState('')
  const commit = () => {
    if (text === '') return
    onChange(text)
    setText('')
  }
  return (
    <div className="flex gap-2">
      <Input
        type="password"
        autoComplete="off"
        value={text}
        disabled={disabled}
        placeholder={setting.secret?.isSet === true ? 'is set' : 'not set'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <Button disabled={disabled || text === ''} onClick={commit}>
        Save
      </Button>
    </div>
  )
}

/** Several texts, one a line. */
function ListControl({ setting, disabled, onChange }: ControlProps) {
  const value = (Array.isArray(setting.value) ? setting.value : []).join('\n')
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  return (
    <Textarea
      rows={2}
      value={text}
      disabled={disabled}
      spellCheck={false}
      placeholder="one a line"
      className="min-h-12 text-sm!"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        const items = text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
        if (items.join('\n') !== value) onChange(items)
      }}
    />
  )
}

/** The image model: one of those that are installed. */
function ModelControl({ setting, disabled, onChange }: ControlProps) {
  const models = useChoices().data?.models ?? []
  const value = String(setting.value ?? '')
  const known = value === '' || models.some(({ id }) => id === value)
  return (
    <Select
      value={value}
      disabled={disabled}
      onValueChange={onChange}
      options={[
        { value: '', label: 'automatic' },
        ...models.map(({ id, title }) => ({ value: id, label: title })),
        ...(known ? [] : [{ value, label: `${value} (not installed)` }]),
      ]}
    />
  )
}
