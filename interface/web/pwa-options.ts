import type { VitePWAOptions } from 'vite-plugin-pwa'

/** The client-side pages: only these are answered from the cache when they are opened. A link with a token goes to the server. */
const pages =
  /^\/(?:(?:gallery|3d|chat|projects)(?:\/[^/?]+)?|models|jobs|settings|logs|login)?(?:\?(?!(?:.*&)?token=).*)?$/

/** What the browser may install, and what its service worker keeps. */
export const pwaOptions: Partial<VitePWAOptions> = {
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    id: '/',
    name: 'ai-workspace',
    short_name: 'ai-workspace',
    description: 'Words to pictures, materials, meshes and Blender files, on your own machine.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#191b1a',
    theme_color: '#191b1a',
    categories: ['graphics', 'design', 'productivity'],
    icons: [
      { src: '/icons/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'Create', url: '/', description: 'Make a picture from words' },
      { name: 'Gallery', url: '/gallery', description: 'Everything that was made' },
      { name: 'Chat', url: '/chat', description: 'Say what to make' },
      { name: 'Jobs', url: '/jobs', description: 'What is running and waiting' },
    ],
  },
  workbox: {
    globPatterns: ['index.html', 'assets/*.{js,css}', 'icons/*.{svg,png}'],
    // Decoders of compressed meshes are fetched for the first mesh that needs them, with the mesh.
    globIgnores: ['assets/draco_*', 'assets/basis_*'],
    // The parts of rarely opened pages (editors, viewers) load when they are needed; the shell must start offline.
    maximumFileSizeToCacheInBytes: 3 * 1024 * 1024,
    navigateFallback: 'index.html',
    navigateFallbackAllowlist: [pages],
    cleanupOutdatedCaches: true,
    // Answers of the API are never kept, but a thumbnail of an id never changes.
    runtimeCaching: [
      {
        urlPattern: /\/api\/v1\/assets\/[^/]+\/thumbnail\?/,
        handler: 'CacheFirst',
        options: {
          cacheName: 'thumbnails',
          expiration: { maxEntries: 800, maxAgeSeconds: 30 * 24 * 3600, purgeOnQuotaError: true },
          cacheableResponse: { statuses: [200] },
        },
      },
    ],
  },
}
