import { Command } from 'cmdk'
import { FolderOpen, LoaderCircle, MessageSquare, MessageSquarePlus, Plus } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState, useSyncExternalStore } from 'react'
import { useNavigate } from 'react-router'
import { thumbnailUrl, useAssets } from '../api/assets.ts'
import { useConversations } from '../api/conversations.ts'
import { useProjects, useSwitchProject } from '../api/projects.ts'
import { useQueue } from '../api/queue.ts'
import { Kbd } from '../design/kbd.tsx'
import { toastError } from '../design/toast-store.ts'
import { jobTitle } from '../format/job-title.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { places } from './navigation.ts'
import { overlay } from './overlay-store.ts'

const MOST_ASSETS = 8
const MOST_CONVERSATIONS = 5

/** Everything by its name: pages, what the open page can do, projects, new assets, jobs. */
export function CommandPalette({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const navigate = useNavigate()
  const actions = useSyncExternalStore(shortcuts.subscribe, shortcuts.get)
  const projects = useProjects().data ?? []
  const [text, setText] = useState('')
  // The server finds assets by their prompts too; without words it gives the newest.
  const q = useDeferredValue(text.trim())
  const found = useAssets({ currentOnly: true, sort: 'newest', ...(q === '' ? {} : { q }) }, { limit: MOST_ASSETS })
  const assets = found.data?.pages[0]?.items ?? []
  const conversations = useConversations(q === '' ? {} : { text: q }).data?.pages[0]?.items ?? []
  const queue = useQueue().data
  const { mutate: switchTo } = useSwitchProject()
  const jobs = [...(queue?.running === undefined ? [] : [queue.running]), ...(queue?.queued ?? [])]
  /** Closes first: what is run may open an overlay of its own. */
  const run = (action: () => void) => () => {
    onOpenChange(false)
    action()
  }
  const go = (path: string) => run(() => void navigate(path))
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 animate-fade flex-col overflow-hidden rounded-xl border border-line bg-surface-1 shadow-high focus:outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop className="flex min-h-0 flex-col">
            <Command.Input
              autoFocus
              value={text}
              onValueChange={setText}
              placeholder="Search pages, projects, assets, actions"
              className="h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
            />
            <Command.List className="min-h-0 overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-soft">Nothing of that name.</Command.Empty>
              <Group heading="Pages">
                {places.map(({ path, label, icon: Icon, keys, words }) => (
                  <Item
                    key={path}
                    value={`page ${label}`}
                    keywords={words}
                    icon={<Icon />}
                    keys={keys}
                    onSelect={go(path)}
                  >
                    {label}
                  </Item>
                ))}
              </Group>
              <Group heading="Actions">
                <Item value="action New project" icon={<Plus />} onSelect={run(() => overlay.set('new-project'))}>
                  New project …
                </Item>
                <Item value="action New conversation" icon={<MessageSquarePlus />} onSelect={go('/chat')}>
                  New conversation
                </Item>
                {actions
                  .filter(({ id }) => id !== 'studio-palette' && !id.startsWith('go-'))
                  .map(({ id, label, scope, keys, action }) => (
                    <Item key={id} value={`action ${label} ${scope}`} keys={keys} onSelect={run(action)}>
                      {label}
                    </Item>
                  ))}
              </Group>
              {jobs.length === 0 ? null : (
                <Group heading="Jobs">
                  {jobs.map((job) => (
                    <Item
                      key={job.id}
                      value={`job ${jobTitle(job.label)} ${job.id}`}
                      icon={<LoaderCircle />}
                      onSelect={go(`/jobs?job=${job.id}`)}
                    >
                      {jobTitle(job.label)}
                    </Item>
                  ))}
                </Group>
              )}
              {assets.length === 0 ? null : (
                <Group heading={q === '' ? 'New assets' : 'Assets'}>
                  {assets.map((asset) => (
                    <Item
                      key={asset.id}
                      value={`asset ${asset.name} ${asset.id}`}
                      // What the server found belongs here even where its name says nothing of it.
                      keywords={[text, asset.kind, ...asset.tags]}
                      icon={
                        <img src={thumbnailUrl(asset, 'small')} alt="" className="size-6 rounded-sm object-cover" />
                      }
                      onSelect={go(asset.kind === 'mesh' ? `/3d/${asset.id}` : `/gallery/${asset.id}`)}
                    >
                      {asset.name}
                    </Item>
                  ))}
                </Group>
              )}
              {conversations.length === 0 ? null : (
                <Group heading="Conversations">
                  {conversations.slice(0, MOST_CONVERSATIONS).map(({ id, title }) => (
                    <Item
                      key={id}
                      value={`conversation ${title} ${id}`}
                      // The server looks into the messages too.
                      keywords={[text]}
                      icon={<MessageSquare />}
                      onSelect={go(`/chat/${id}`)}
                    >
                      {title}
                    </Item>
                  ))}
                </Group>
              )}
              {projects.length === 0 ? null : (
                <Group heading="Switch to project">
                  {projects.map((project) => (
                    <Item
                      key={project.id}
                      value={`project ${project.name} ${project.slug}`}
                      icon={<FolderOpen />}
                      onSelect={run(() => switchTo(project.slug, { onError: toastError }))}
                    >
                      {project.name}
                    </Item>
                  ))}
                </Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  )
}

function Item({
  value,
  keywords = [],
  icon,
  keys,
  onSelect,
  children,
}: {
  value: string
  keywords?: readonly string[]
  icon?: ReactNode
  keys?: string
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      keywords={[...keywords]}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-surface-3 [&>svg]:size-4 [&>svg]:text-ink-faint"
    >
      {icon ?? <span className="size-4" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys === undefined ? null : <Kbd keys={keys} />}
    </Command.Item>
  )
}
