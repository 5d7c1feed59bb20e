import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { preloadHeader, readPageChunks } from './page-chunks.ts'
import { precompress } from './precompress.ts'

test('a page names the scripts that it needs beside the first ones, also what those import', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, '.vite'))
  const page = (file: string, ...imports: string[]) => ({ file, isDynamicEntry: true, imports })
  const manifest = {
    'index.html': { file: 'assets/index.js', imports: ['_kit.js'] },
    '_kit.js': { file: 'assets/kit.js' },
    '_list.js': { file: 'assets/list.js', imports: ['_cell.js'] },
    '_cell.js': { file: 'assets/cell.js', imports: ['_list.js'] },
    'src/pages/create/create-page.tsx': page('assets/create.js', 'index.html'),
    'src/pages/gallery/gallery-page.tsx': page('assets/gallery.js', 'index.html', '_kit.js', '_list.js'),
    'src/pages/projects/projects-page.tsx': page('assets/projects.js', '_cell.js'),
    'src/pages/projects/project-page.tsx': page('assets/project.js', '_cell.js'),
    'src/shell/command-palette.tsx': page('assets/palette.js'),
  }
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(manifest))
  assert.deepEqual(Object.fromEntries(readPageChunks(folder)), {
    '': ['assets/create.js'],
    gallery: ['assets/gallery.js', 'assets/list.js', 'assets/cell.js'],
    projects: ['assets/cell.js', 'assets/list.js'],
  })
  assert.equal(
    preloadHeader(['assets/a.js', 'assets/b.js']),
    '</assets/a.js>; rel=modulepreload, </assets/b.js>; rel=modulepreload',
  )
  assert.equal(readPageChunks(join(folder, 'nothing')).size, 0)
})

test('text files of some size get a packed neighbour, others none', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'assets'))
  const script = 'export const answer = 42\n'.repeat(200)
  writeFileSync(join(folder, 'assets/main.js'), script)
  writeFileSync(join(folder, 'assets/small.js'), 'export {}')
  writeFileSync(join(folder, 'picture.png'), script)
  await precompress(folder)
  assert.deepEqual(readdirSync(join(folder, 'assets')).sort(), ['main.js', 'main.js.gz', 'small.js'])
  assert.equal(gunzipSync(readFileSync(join(folder, 'assets/main.js.gz'))).toString(), script)
  assert.deepEqual(readdirSync(folder).sort(), ['assets', 'picture.png'])
})
