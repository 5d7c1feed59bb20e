/** How a word is heard, roughly: words with the same key are confused by those who write as they speak ('elefant', 'nite', 'dinosor'). */
export function soundOf(word: string): string {
  return word
    .replaceAll(/ph/g, 'f')
    .replaceAll(/ght/g, 't')
    .replaceAll(/^(?:kn|gn)/g, 'n')
    .replaceAll(/^wr/g, 'r')
    .replaceAll(/sch|sh/g, 'S')
    .replaceAll(/tch|ch/g, 'C')
    .replaceAll(/ck|q|c(?![eiy])/g, 'k')
    .replaceAll(/c(?=[eiy])|z/g, 's')
    .replaceAll(/wh/g, 'w')
    .replaceAll(/y/g, 'i')
    .replaceAll(/(?:aur|our|ore|or|aw)(?![aeiou])/g, 'or')
    .replaceAll(/ea|ee|ie|ei/g, 'i')
    .replaceAll(/ou|oo/g, 'u')
    .replaceAll(/(?<=[^aeiou])e$/g, '')
    .replaceAll(/(.)\1+/g, '$1')
}
