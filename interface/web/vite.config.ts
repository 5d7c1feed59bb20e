import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { pwaOptions } from './pwa-options.ts'

/** Where `npx vite --config interface/web/vite.config.ts` finds the server while the studio is developed. */
const server = process.env['AI_WORKSPACE_SERVER'] ?? 'http://127.0.0.1:7878'

/** The studio's build: `interface/web/src` to `interface/web/dist`, one file a page. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), VitePWA(pwaOptions)],
  resolve: {
    // The library locks the page's scrolling with a <style> element that the server's CSP forbids; our page never scrolls as a whole.
    alias: { 'react-remove-scroll': path.join(import.meta.dirname, 'src/design/remove-scroll.tsx') },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    rolldownOptions: {
      output: {
        // What several pages share (buttons, icons, requests) in one file: as twenty of a few hundred bytes each it took a page 100 ms more.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /interface.web.src.(design|api|format|keyboard).|lucide-react/, minShareCount: 2 },
          ],
        },
      },
    },
    // React, the router and the component library load first in any case: 160 kB compressed.
    chunkSizeWarningLimit: 700,
    // The oldest that know light-dark() in CSS.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // Below this size a file would become a data: URL, which the CSP allows for pictures only.
    assetsInlineLimit: 0,
  },
  // The server answers its own origin only.
  server: { proxy: { '/api': { target: server, ws: true, changeOrigin: true, headers: { origin: server } } } },
})
