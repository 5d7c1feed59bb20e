import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askWithNews } from './chat-events.ts'
import type { LiveConversation } from './conversation-state.ts'
import { apiUrl, request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { ChatTurn, Conversation, OpenConversation, Page } from './wire.ts'

export type ChatMode = Conversation['mode']

export interface NewMessage {
  readonly text: string
  readonly attachments?: readonly string[]
  /** The message it follows; an earlier one begins a branch, 'root' another beginning. */
  readonly parentId?: string
  readonly model?: string
  readonly mode?: ChatMode
}

export interface ConversationChange {
  readonly title?: string
  readonly model?: string
  readonly mode?: ChatMode
  readonly systemPrompt?: string
  readonly headId?: string
  /** Tools that are not asked about any more. */
  readonly allowed?: readonly string[]
}

/** The newest conversations; `text` is looked for in titles and messages. */
export function useConversations(filter: { projectId?: string; text?: string; trashed?: boolean }) {
  return useInfiniteQuery({
    queryKey: ['conversations', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Conversation>>('conversations', {
        query: { projectId: filter.projectId, q: filter.text, trashed: filter.trashed, cursor: pageParam, limit: 40 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePolling(5000),
  })
}

/** A conversation with all its messages, kept up to date by the stream (chat-events.ts). */
export function useConversation(id: string | undefined) {
  return useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => askWithNews(id!, () => request<OpenConversation>(`conversations/${id}`, { signal })),
    enabled: id !== undefined,
    refetchInterval: usePolling(1500),
  })
}

export function useCreateConversation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { projectId?: string; model?: string; mode?: ChatMode }) =>
      request<Conversation>('conversations', { method: 'POST', body }),
    onSuccess: (conversation) => {
      client.setQueryData<LiveConversation>(['conversation', conversation.id], {
        conversation,
        messages: [],
        turns: [],
      })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  })
}

/** The change is shown at once; the server's answer decides. */
export function useChangeConversation(id: string) {
  const client = useQueryClient()
  const queryKey = ['conversation', id]
  const show = (change: ConversationChange) =>
    client.setQueryData<LiveConversation>(
      queryKey,
      (open) => open && { ...open, conversation: { ...open.conversation, ...(change as Partial<Conversation>) } },
    )
  return useMutation({
    mutationFn: (body: ConversationChange) => request<Conversation>(`conversations/${id}`, { method: 'PATCH', body }),
    onMutate: (change) => void show(change),
    onSuccess: (conversation) => void show(conversation as ConversationChange),
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  })
}

/** Into the trash, or back. */
export function useMoveConversation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: 'trash' | 'list' }) =>
      to === 'trash'
        ? request<unknown>(`conversations/${id}`, { method: 'DELETE' })
        : request<unknown>(`conversations/${id}/restore`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  })
}

export function useSendMessage() {
  return useTurnMutation(({ conversationId, ...body }: NewMessage & { conversationId: string }) =>
    request<ChatTurn>(`conversations/${conversationId}/messages`, { method: 'POST', body }),
  )
}

/** Another answer beside the one that is there. */
export function useRetryMessage() {
  return useTurnMutation(({ messageId, ...body }: { messageId: string; model?: string }) =>
    request<ChatTurn>(`messages/${messageId}/retry`, { method: 'POST', body }),
  )
}

export function useTurn() {
  return useTurnMutation(({ id, action }: { id: string; action: 'stop' | 'undo' | 'redo' }) =>
    request<ChatTurn>(`turns/${id}/${action}`, { method: 'POST' }),
  )
}

export function useAnswerCall() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, answer }: { id: string; answer: 'allow' | 'refuse' | 'allow-always'; conversationId: string }) =>
      request<unknown>(`calls/${id}/answer`, { method: 'POST', body: { answer } }),
    onSettled: (_, __, { conversationId }) => client.invalidateQueries({ queryKey: ['conversation', conversationId] }),
  })
}

/** The address of a conversation as a file. */
export function exportUrl(id: string, format: 'markdown' | 'json'): string {
  return apiUrl(`conversations/${id}/export`, { format })
}

/** What all conversations of a project are told. */
export type ProjectNote = 'instructions' | 'memory'

const noteKey = (slug: string | undefined, note: ProjectNote) => ['conversation', 'note', slug, note] as const

export function useProjectNote(slug: string | undefined, note: ProjectNote) {
  return useQuery({
    queryKey: noteKey(slug, note),
    queryFn: ({ signal }) => request<{ text: string }>(`projects/${slug}/${note}`, { signal }),
    enabled: slug !== undefined,
  })
}

export function useSaveNote(note: ProjectNote) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ slug, text }: { slug: string; text: string }) =>
      request<{ text: string }>(`projects/${slug}/${note}`, { method: 'PUT', body: { text } }),
    onSuccess: (saved, { slug }) => client.setQueryData(noteKey(slug, note), saved),
  })
}

/** What begins, ends or takes back a turn: what the stream says of it counts, the answer comes first where the stream is down. */
function useTurnMutation<Variables>(mutationFn: (variables: Variables) => Promise<ChatTurn>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: ({ conversationId }) =>
      Promise.all(
        [['conversation', conversationId], ['conversations'], ['assets'], ['history'], ['projects']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
