/**
 * The 256 bytes in the order of CLIP's first 256 token ids, and the printable character that stands for each in merge lists:
 * printable Latin-1 stands for itself, every other byte for a character from U+0100 on (`bytes_to_unicode` of openai/CLIP,
 * clip/simple_tokenizer.py; taken over from GPT-2).
 */
export function byteAlphabet(): { readonly characters: readonly string[]; readonly idOfByte: Uint16Array } {
  const printable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff)
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const ordered = [...bytes.filter(printable), ...bytes.filter((byte) => !printable(byte))]
  const idOfByte = new Uint16Array(256)
  let next = 0x100
  const characters = ordered.map((byte, id) => {
    idOfByte[byte] = id
    return String.fromCharCode(printable(byte) ? byte : next++)
  })
  return { characters, idOfByte }
}
