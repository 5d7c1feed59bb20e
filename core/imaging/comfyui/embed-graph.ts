import { readPngChunks, writePngChunks } from '../codecs/png-chunks.ts'
import { writeExactJson } from './exact-json.ts'

/**
 * The same PNG with the texts that ComfyUI's SaveImage writes (nodes.py): the graph as `prompt`, and each entry of the client's
 * `extra_pnginfo` (the editor's `workflow`) under its own name. As there they are tEXt, with other letters than ASCII escaped.
 */
export function embedGraph(
  png: Uint8Array,
  { prompt, extra }: { prompt: unknown; extra: Readonly<Record<string, unknown>> },
): Uint8Array {
  const texts = Object.entries({ prompt, ...extra }).filter(([keyword]) => /^[A-Za-z][\w -]{0,77}\w$/.test(keyword))
  const chunks = readPngChunks(png)
  const place = chunks.findIndex(({ type }) => type === 'IDAT')
  const added = texts.map(([keyword, value]) => ({
    type: 'tEXt',
    data: Buffer.from(`${keyword}\0${ascii(writeExactJson(value))}`, 'latin1'),
  }))
  return writePngChunks([...chunks.slice(0, place), ...added, ...chunks.slice(place)])
}

function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
