import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { NotFound } from './shell/not-found.tsx'
import { PageFailed } from './shell/page-failed.tsx'
import { Shell } from './shell/shell.tsx'
import { ShellLoading } from './shell/shell-loading.tsx'

interface PageModule {
  readonly default: ComponentType
  /** Asks the server for what the page begins with, while it is drawn for the first time; its errors are the page's own. */
  readonly prefetch?: (client: QueryClient, address: Location) => Promise<void>
}

/** Every page, each in a file that loads when it is first opened. A new page is one line here and one in shell/navigation.ts. */
const pages: readonly (readonly [path: string, load: () => Promise<PageModule>])[] = [
  ['/', () => import('./pages/create/create-page.tsx')],
  ['/gallery/:assetId?', () => import('./pages/gallery/gallery-page.tsx')],
  ['/3d/:assetId?', () => import('./pages/3d/viewer-page.tsx')],
  ['/chat/:conversationId?', () => import('./pages/chat/chat-page.tsx')],
  ['/models', () => import('./pages/models/models-page.tsx')],
  ['/projects', () => import('./pages/projects/projects-page.tsx')],
  ['/projects/:slug', () => import('./pages/projects/project-page.tsx')],
  ['/jobs', () => import('./pages/jobs/jobs-page.tsx')],
  ['/settings', () => import('./pages/settings/settings-page.tsx')],
  ['/logs', () => import('./pages/logs/logs-page.tsx')],
]

export function makeRouter(client: QueryClient) {
  const children: RouteObject[] = pages.map(([path, load]) => ({
    path,
    lazy: async () => {
      const { default: Component, prefetch } = await load()
      prefetch?.(client, location).catch(() => {})
      return { Component }
    },
    errorElement: <PageFailed />,
  }))
  return createBrowserRouter([
    {
      path: '/login',
      lazy: async () => ({ Component: (await import('./pages/login/login-page.tsx')).default }),
      hydrateFallbackElement: <ShellLoading />,
      errorElement: <PageFailed />,
    },
    {
      element: <Shell />,
      hydrateFallbackElement: <ShellLoading />,
      errorElement: <PageFailed />,
      children: [...children, { path: '*', element: <NotFound /> }],
    },
  ])
}
