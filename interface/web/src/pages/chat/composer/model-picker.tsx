import { Check, ChevronDown, Cpu } from 'lucide-react'
import { Popover as Parts } from 'radix-ui'
import { Link } from 'react-router'
import { useLanguageModels, useUnloadLanguageModels } from '../../../api/language-models.ts'
import type { LanguageModel } from '../../../api/wire.ts'
import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { Popover } from '../../../design/popover.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { formatBytes } from '../../../format/format-bytes.ts'

/** Who answers: a model of this machine, of a server, or the built-in interpreter; what each is, and whether it is in memory. */
export function ModelPicker({ model, onChange }: { model: string | undefined; onChange: (id: string) => void }) {
  const query = useLanguageModels()
  const models = query.data ?? []
  const chosen = models.find(({ id }) => id === model) ?? models.find(({ isDefault }) => isDefault) ?? models[0]
  return (
    <Popover
      label="Language model"
      trigger={
        <Button
          variant="quiet"
          size="small"
          icon={<Cpu />}
          aria-label={`Language model: ${chosen?.title ?? model ?? 'none'}`}
          className="min-w-0 shrink!"
        >
          <span className="truncate">{chosen?.title ?? model ?? 'Model'}</span>
          <ChevronDown aria-hidden className="size-3.5! text-ink-faint" />
        </Button>
      }
    >
      <div className="-m-1 flex max-h-[min(60dvh,28rem)] flex-col gap-1 overflow-y-auto">
        {query.isError ? <ErrorState compact error={query.error} onRetry={() => void query.refetch()} /> : null}
        {models.map((each) => (
          <Choice key={each.id} model={each} isChosen={each.id === chosen?.id} onChoose={() => onChange(each.id)} />
        ))}
        <Hint models={models} />
      </div>
    </Popover>
  )
}

function Choice({ model, isChosen, onChoose }: { model: LanguageModel; isChosen: boolean; onChoose: () => void }) {
  const { title, summary, kind, loaded, bytes, contextTokens, abilities } = model
  return (
    <Parts.Close asChild>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={classNames(
          'flex w-full flex-col gap-1 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-surface-3',
          isChosen && 'bg-surface-3',
        )}
      >
        <span className="flex w-full items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
          {isChosen ? <Check aria-hidden className="size-4 shrink-0 text-accent-text" /> : null}
        </span>
        <span className="text-xs text-ink-soft">{summary}</span>
        <span className="flex flex-wrap gap-1">
          <Badge tone={kind === 'built-in' ? 'info' : 'neutral'}>{kindWords[kind]}</Badge>
          {kind === 'built-in' ? null : loaded ? (
            <Badge tone="success">in memory{bytes === undefined ? '' : `, ${formatBytes(bytes)}`}</Badge>
          ) : (
            <Badge>{bytes === undefined ? 'not loaded' : `loads ${formatBytes(bytes)}`}</Badge>
          )}
          {abilities.images ? <Badge tone="accent">sees pictures</Badge> : null}
          {abilities.tools === 'none' ? <Badge tone="warning">only talks</Badge> : null}
          {kind === 'built-in' ? null : <Badge>{Math.round(contextTokens / 1000)}k context</Badge>}
        </span>
      </button>
    </Parts.Close>
  )
}

/** How to get a language model where there is none; how to free the memory of one that is loaded. */
function Hint({ models }: { models: readonly LanguageModel[] }) {
  const unload = useUnloadLanguageModels()
  if (models.some(({ loaded, kind }) => loaded && kind === 'gguf')) {
    return (
      <Button
        size="small"
        className="mt-1 self-start"
        busy={unload.isPending}
        onClick={() => unload.mutate(undefined, { onError: toastError })}
      >
        Free its memory
      </Button>
    )
  }
  if (models.some(({ kind }) => kind !== 'built-in')) return null
  return (
    <div className="mt-1 flex flex-col gap-1.5 border-t border-line px-2 pt-2 text-xs text-ink-soft">
      <p>
        No language model is installed. The interpreter follows rules: it understands requests about this workspace, and
        says so when it does not.
      </p>
      <p>
        For free conversation: fetch a GGUF model on the{' '}
        <Link to="/models" className="text-accent-text underline">
          Models page
        </Link>
        , or use one that runs already (Ollama, LM Studio, llama-server) with{' '}
        <code className="font-mono">ai-workspace models scan --servers</code>.
      </p>
    </div>
  )
}

const kindWords: Readonly<Record<LanguageModel['kind'], string>> = {
  gguf: 'on this machine',
  server: 'server',
  'built-in': 'built in, no model',
}
