import { MessageSquarePlus, MessagesSquare, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useConversations } from '../../../api/conversations.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import { Button } from '../../../design/button.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Input } from '../../../design/input.tsx'
import { LoadMore } from '../../../design/load-more.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { groupByDay } from '../../../format/group-by-day.ts'
import { ConversationRow } from './conversation-row.tsx'

/** The conversations of the project, or of all, by day; the newest first. */
export function ConversationList({
  openId,
  onOpen,
}: {
  openId: string | undefined
  /** Without an id: a new one. */
  onOpen: (id: string | undefined) => void
}) {
  const project = useCurrentProject()
  const [where, setWhere] = useState<'project' | 'all' | 'trash'>('project')
  const [words, setWords] = useState('')
  const text = useDeferredValue(words.trim())
  const query = useConversations({
    ...(where === 'project' && project !== undefined ? { projectId: project.id } : {}),
    ...(text === '' ? {} : { text }),
    ...(where === 'trash' ? { trashed: true } : {}),
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <div className="flex gap-2">
          <Input
            icon={<Search aria-hidden />}
            aria-label="Search the conversations"
            placeholder="Search"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <IconButton
            variant="secondary"
            label="New conversation"
            icon={<MessageSquarePlus />}
            onClick={() => onOpen(undefined)}
          />
        </div>
        <Segmented
          label="Which conversations"
          value={where}
          onValueChange={setWhere}
          options={[
            { value: 'project', label: 'Project' },
            { value: 'all', label: 'All' },
            { value: 'trash', label: 'Trash' },
          ]}
        />
      </div>
      {/* A scrolling region must be reachable with the keyboard. */}
      <section
        aria-label="Conversations"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-2 -outline-offset-2"
      >
        {query.isError ? (
          <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />
        ) : items === undefined ? (
          <SkeletonRows rows={6} />
        ) : items.length === 0 ? (
          <div className="flex flex-col items-center gap-2 px-4 py-10 text-center text-ink-faint">
            <MessagesSquare aria-hidden className="size-5" />
            <p>
              {text !== '' ? 'Nothing with these words' : where === 'trash' ? 'Nothing here' : 'No conversation yet'}
            </p>
            {text === '' ? null : (
              <Button size="small" onClick={() => setWords('')}>
                Show all
              </Button>
            )}
          </div>
        ) : (
          groupByDay(items, ({ updatedAt }) => updatedAt).map((day) => (
            <section key={day.title} aria-label={day.title} className="mb-2">
              <h3 className="px-2 py-1 text-2xs font-medium text-ink-faint">{day.title}</h3>
              <ul>
                {day.items.map((conversation) => (
                  <ConversationRow
                    key={conversation.id}
                    conversation={conversation}
                    isOpen={conversation.id === openId}
                    isTrashed={where === 'trash'}
                    onOpen={onOpen}
                  />
                ))}
              </ul>
            </section>
          ))
        )}
        <LoadMore
          hasMore={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onLoad={() => void query.fetchNextPage()}
        />
      </section>
    </div>
  )
}
