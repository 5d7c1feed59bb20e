import { useState } from 'react'
import { useAddModel, useAddServer, usePullModel } from '../../api/models.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Field } from '../../design/field.tsx'
import { Input } from '../../design/input.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { Switch } from '../../design/switch.tsx'
import { toast } from '../../design/toast-store.ts'

const sources = [
  { value: 'address', label: 'Address' },
  { value: 'file', label: 'File' },
  { value: 'server', label: 'Server' },
] as const
type Source = (typeof sources)[number]['value']

/** Takes a model in by its address, from a file of the machine the server runs on, or an image server. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState<Source>('address')
  const [text, setText] = useState('')
  const [copy, setCopy] = useState(false)
  const [tokenEnv, setTokenEnv] = useState('')
  const [pull, add, server] = [usePullModel(), useAddModel(), useAddServer()]
  const active = { address: pull, file: add, server }[source]
  const done = (title: string) => ({
    onSuccess: () => {
      toast({ tone: 'success', title })
      onClose()
    },
  })
  const submit = () => {
    const given = text.trim()
    if (source === 'address') pull.mutate(given, done('The transfer has begun.'))
    else if (source === 'file') add.mutate({ path: given, copy }, done('The file is being read.'))
    else server.mutate({ url: given, ...(tokenEnv === '' ? {} : { tokenEnv }) }, done('The server is in the list now.'))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a model"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={text.trim() === ''} busy={active.isPending} onClick={submit}>
            Add
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') submit()
        }}
      >
        <Segmented
          label="Where it comes from"
          options={sources}
          value={source}
          onValueChange={(next) => {
            setSource(next)
            setText('')
          }}
        />
        <Field label={labels[source].label} hint={labels[source].hint}>
          <Input
            autoFocus
            spellCheck={false}
            placeholder={labels[source].placeholder}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {source === 'file' ? (
          <Field label="Copy it into the workspace" hint="Otherwise it is used where it lies, and must stay there.">
            <Switch checked={copy} onCheckedChange={setCopy} />
          </Field>
        ) : null}
        {source === 'server' ? (
          <Field
            label="Variable that holds its token"
            hint="The name of an environment variable of the server process; the token itself is never kept."
          >
            <Input value={tokenEnv} onChange={(event) => setTokenEnv(event.target.value)} spellCheck={false} />
          </Field>
        ) : null}
        {active.error === null ? null : <ErrorState compact error={active.error} />}
      </form>
    </Dialog>
  )
}

const labels: Readonly<Record<Source, { label: string; hint: string; placeholder: string }>> = {
  address: {
    label: 'Hub name or address',
    hint: 'hf:owner/name, hf:owner/name/file.safetensors, npm:package@version/folder/*, or https://…',
    placeholder: 'hf:owner/name',
  },
  file: {
    label: 'Path on the machine of the server',
    hint: 'A .safetensors, .ckpt or .gguf file, or a diffusers folder.',
    placeholder: '/models/dreamshaper.safetensors',
  },
  server: {
    label: 'Address of the server',
    hint: 'A1111 or Forge, ComfyUI, sd-server, or any with the OpenAI images API. What it can do is asked now.',
    placeholder: 'http://127.0.0.1:7860',
  },
}
