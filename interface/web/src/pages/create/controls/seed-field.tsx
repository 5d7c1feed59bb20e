import { Dices, Lock, LockOpen, Recycle } from 'lucide-react'
import { Field } from '../../../design/field.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Input } from '../../../design/input.tsx'
import { withValue } from '../form/create-form.ts'
import { formStore, useFieldValue, useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'

/** Seeds are 32 bits. */
const seeds = 2 ** 32

/** Locked, the same seed is sent every time; open, every run gets one of its own. `last`: the seed of the picture in sight. */
export function SeedField({ last }: { last: number | undefined }) {
  const has = useFormParts().fields.has('seed')
  const locked = useForm((form) => form.seedLocked)
  const value = useFieldValue('seed')
  if (!has) return null
  const lockTo = (seed: number) => formStore.change((form) => ({ ...withValue(form, 'seed', seed), seedLocked: true }))
  const unlock = () => formStore.change((form) => ({ ...form, seedLocked: false }))
  const seed = typeof value === 'number' ? value : undefined
  const write = (text: string) => {
    const digits = text.replace(/\D/g, '')
    if (digits === '') unlock()
    else lockTo(Math.min(seeds - 1, Number(digits)))
  }
  return (
    <Field label="Seed">
      <div className="flex items-center gap-1">
        <Input
          aria-label="Seed"
          inputMode="numeric"
          value={locked && seed !== undefined ? String(seed) : ''}
          placeholder={last === undefined ? 'random' : `random, last ${last}`}
          onChange={(event) => write(event.target.value)}
          className="tabular-nums"
        />
        <IconButton
          label={locked ? 'Take another seed every time' : 'Lock the seed'}
          icon={locked ? <Lock /> : <LockOpen />}
          pressed={locked}
          onClick={() => (locked ? unlock() : lockTo(seed ?? last ?? randomSeed()))}
        />
        <IconButton label="Roll a new seed and lock it" icon={<Dices />} onClick={() => lockTo(randomSeed())} />
        <IconButton
          label="Use the seed of the picture in sight"
          icon={<Recycle />}
          disabled={last === undefined}
          onClick={() => last !== undefined && lockTo(last)}
        />
      </div>
    </Field>
  )
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!
}
