/** The shortest decimal text that reads back as the same 32-bit float: '0.1', not '0.10000000149011612'. */
export function formatFloat(value: number): string {
  // Six digits are often enough, nine always are (IEEE 754 single).
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(Number(value.toPrecision(9)))
}
